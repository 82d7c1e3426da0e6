import { app, application, deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { configMap } from './pieces.ts';

function script(...lines: readonly string[]): string {
  return `#!/usr/bin/env bash\nset -euo pipefail\n${lines.join('\n')}\n`;
}

const rollout = deployment('was', 'blog-system', 8080)
  .replace('apps/v1', 'argoproj.io/v1alpha1')
  .replace('kind: Deployment', 'kind: Rollout')
  .concat('  strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } }\n');

const blog = { 'blog-system/web.yaml': app('web', 'blog-system', 80), 'blog-system/was.yaml': app('was', 'blog-system', 8080) };

function upstream(port: number): string {
  return configMap('blog-system', 'web-nginx-config', {
    'default.conf': `upstream was {
  server was-service:${port};
}
server {
  listen 80;
  location /api {
    proxy_pass http://was;
    proxy_http_version 1.1;
    proxy_set_header Host was-service;
  }
}`,
  });
}

const mysql = app('mysql', 'blog-system', 3306, {
  image: 'mysql:8.0.36',
  container: 'env: [{ name: MYSQL_ROOT_PASSWORD, valueFrom: { secretKeyRef: { name: mysql-secret, key: MYSQL_ROOT_PASSWORD } } }]',
});

function pipeline(build: string, deploy: string): string {
  return `name: Deploy
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  build-image:
    runs-on: ubuntu-24.04
    steps: [{ run: ${build} }]
  deploy:
    needs: [build-image]
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: ${deploy}
`;
}

const overlays = {
  'overlays/prod/kustomization.yaml': 'namespace: shop\nresources: [api.yaml]\nimages: [{ name: ghcr.io/example/api, newTag: 1.4.2 }]\n',
  'overlays/prod/api.yaml': app('api', 'shop', 8080),
};

function helmRelease(file: string): string {
  return `resource "helm_release" "argocd" {
  name       = "argocd"
  repository = "https://argoproj.github.io/argo-helm"
  chart      = "argo-cd"
  version    = "6.7.11"
  namespace  = "argocd"
  values     = [file("\${path.module}/${file}")]
}
`;
}

const variables = 'variable "cluster_name" {\n  type        = string\n  description = "Name of the cluster"\n}\n';

function skaffold(context: string): string {
  return `apiVersion: skaffold/v4beta1
kind: Config
metadata: { name: shop }
build: { artifacts: [{ image: ghcr.io/example/api, context: ${context} }] }
manifests: { kustomize: { paths: [overlays/prod] } }
`;
}

function guide(name: string): string {
  return `# Monitoring

Open the dashboards:

\`\`\`bash
kubectl port-forward -n monitoring svc/${name} 3000:3000
\`\`\`
`;
}

function traced(port: number): string {
  return app('api', 'shop', 8080, {
    container: `env:
  - { name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf }
  - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://otel.example.org:${port}' }`,
  });
}

function fluentBit(match: string): string {
  return configMap('logging', 'fluent-bit', {
    'fluent-bit.conf': `[SERVICE]
    Flush 5
[INPUT]
    Name tail
    Path /var/log/containers/*.log
    Tag kube.*
[OUTPUT]
    Name loki
    Match ${match}
    Host loki.example.org
    Port 3100`,
  });
}

function agent(mount: string): string {
  return app('was', 'shop', 8080, {
    pod: 'initContainers: [{ name: agent, image: "ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.3.0", command: [cp, /javaagent.jar, /otel/javaagent.jar], volumeMounts: [{ name: otel, mountPath: /otel }] }]\nvolumes: [{ name: otel, emptyDir: { sizeLimit: 50Mi } }]',
    container: `env: [{ name: JAVA_TOOL_OPTIONS, value: '-javaagent:/otel/javaagent.jar' }]\nvolumeMounts: [{ name: otel, mountPath: ${mount} }]`,
  });
}

/** Scripts, workflows, Terraform, guides and configurations beside the manifests. */
export const texts: readonly Mistake[] = [
  mistake(
    'A script waits for the Deployment that became a Rollout',
    ['command-names-exist', 'named-object-exists', 'script-paths-exist'],
    {
      'blog-system/was.yaml': rollout,
      'scripts/deploy.sh': script('kubectl apply -f blog-system/', 'kubectl rollout status deployment/was -n blog-system --timeout=120s'),
    },
    'scripts/deploy.sh',
    [
      [
        'kubectl rollout status deployment/was -n blog-system --timeout=120s',
        'kubectl argo rollouts status was -n blog-system --timeout 120s',
      ],
    ],
    { says: 'was' },
  ),
  mistake(
    'A script forwards a Service by its old name',
    ['command-names-exist', 'named-object-exists'],
    { ...blog, 'scripts/forward.sh': script('kubectl port-forward -n blog-system svc/was 8080:8080') },
    'scripts/forward.sh',
    [['svc/was ', 'svc/was-service ']],
    { says: 'was' },
  ),
  mistake(
    'A script applies a folder that was renamed',
    ['script-paths-exist'],
    { ...blog, 'scripts/install.sh': script('kubectl apply -f blog/', 'kubectl get pods -n blog-system') },
    'scripts/install.sh',
    [['-f blog/', '-f blog-system/']],
    {
      says: 'blog',
    },
  ),
  mistake(
    'The proxy asks a port that the Service does not have',
    ['url-port-exists'],
    { ...blog, 'blog-system/web-config.yaml': upstream(8081) },
    'blog-system/web-config.yaml',
    [['8081', '8080']],
    { says: '8081' },
  ),
  mistake(
    'A script makes the Secret with another key than the pod reads',
    ['config-key-exists'],
    {
      'blog-system/mysql.yaml': mysql,
      'scripts/secrets.sh': script(
        'kubectl create secret generic mysql-secret -n blog-system --from-literal=root-password="$(openssl rand -hex 16)"',
      ),
    },
    'scripts/secrets.sh',
    [['root-password=', 'MYSQL_ROOT_PASSWORD=']],
    { says: 'MYSQL_ROOT_PASSWORD' },
  ),
  mistake(
    'A workflow applies an overlay by another name',
    ['script-paths-exist'],
    { ...overlays, '.github/workflows/deploy.yml': pipeline('make image', 'kubectl apply -k overlays/production') },
    '.github/workflows/deploy.yml',
    [['overlays/production', 'overlays/prod']],
    { says: 'overlays/production' },
  ),
  mistake(
    'A job of a workflow needs one that does not exist',
    ['workflow-references-exist'],
    {
      ...overlays,
      '.github/workflows/deploy.yml': pipeline('make image', 'kubectl apply -k overlays/prod').replace(
        'needs: [build-image]',
        'needs: [build]',
      ),
    },
    '.github/workflows/deploy.yml',
    [['needs: [build]', 'needs: [build-image]']],
    { says: 'build' },
  ),
  mistake(
    'A workflow sets the tag of an image that the overlay does not have',
    ['built-image-deployed'],
    {
      ...overlays,
      '.github/workflows/deploy.yml': pipeline(
        'make image',
        '"cd overlays/prod && kustomize edit set image ghcr.io/example/shop-api=ghcr.io/example/shop-api:${GITHUB_SHA}"',
      ),
    },
    '.github/workflows/deploy.yml',
    [['ghcr.io/example/shop-api', 'ghcr.io/example/api']],
    { says: 'shop-api' },
  ),
  mistake(
    'Terraform reads a values file that is not there',
    ['terraform-references-declared'],
    { 'terraform/argocd.tf': helmRelease('values/argo.yaml'), 'terraform/values/argocd.yaml': 'server: { replicas: 2 }\n' },
    'terraform/argocd.tf',
    [['values/argo.yaml', 'values/argocd.yaml']],
    { says: 'argo.yaml' },
  ),
  mistake(
    'Terraform reads a variable that nobody declares',
    ['terraform-references-declared'],
    {
      'terraform/variables.tf': variables,
      'terraform/main.tf':
        'module "network" {\n  source = "terraform-google-modules/network/google"\n  version = "9.1.0"\n  network_name = "${var.cluster_nme}-net"\n}\n',
    },
    'terraform/main.tf',
    [['cluster_nme', 'cluster_name']],
    { says: 'cluster_nme' },
  ),
  mistake(
    'Skaffold builds in a folder that was moved',
    ['built-image-deployed'],
    { ...overlays, 'skaffold.yaml': skaffold('api'), 'services/api/Dockerfile': 'FROM node:20.12-alpine\nCOPY . .\n' },
    'skaffold.yaml',
    [['context: api', 'context: services/api']],
    { says: 'context' },
  ),
  mistake(
    'A guide forwards a Service that was renamed',
    ['command-names-exist', 'named-object-exists'],
    {
      'monitoring/grafana.yaml': app('grafana', 'monitoring', 3000, { image: 'grafana/grafana:10.4.1' }),
      'docs/monitoring.md': guide('grafana'),
    },
    'docs/monitoring.md',
    [['svc/grafana ', 'svc/grafana-service ']],
    { says: 'grafana', markdown: true, partly: true },
  ),
  mistake('Spans in HTTP go to the port of gRPC', ['otlp-port-fits'], { 'shop/api.yaml': traced(4317) }, 'shop/api.yaml', [
    ['4317', '4318'],
  ]),
  mistake(
    'No record of a collector has the tag that its output matches',
    ['fluent-tags-match'],
    { 'logging/fluent-bit.yaml': fluentBit('kubernetes.*') },
    'logging/fluent-bit.yaml',
    [['kubernetes.*', 'kube.*']],
    {
      says: 'kubernetes.*',
    },
  ),
  mistake(
    'The agent of a JVM lies in a folder that the container does not mount',
    ['mounted-file-exists'],
    { 'shop/was.yaml': agent('/agent') },
    'shop/was.yaml',
    [['mountPath: /agent', 'mountPath: /otel']],
    { says: '/otel/javaagent.jar' },
  ),
  mistake(
    'A configuration in JSON ends with a comma too many',
    ['text-parses'],
    { 'shop/config.yaml': configMap('shop', 'web', { 'config.json': '{\n  "api": "/api",\n  "debug": false,\n}' }) },
    'shop/config.yaml',
    [['false,', 'false']],
  ),
  mistake(
    'A script deletes an object of another kind of the tree',
    ['script-paths-exist', 'command-names-exist'],
    {
      ...blog,
      'argocd/blog.yaml': application('blog', 'blog-system', 'blog-system'),
      'scripts/sync.sh': script('argocd app sync blog-prod --prune'),
    },
    'scripts/sync.sh',
    [['blog-prod', 'blog']],
    { says: 'blog-prod' },
  ),
];
