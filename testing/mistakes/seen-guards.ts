import { app, deployment, mistake, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { chartOf, FALCO_CHARTS, falcoRule, falcoValues, job, podPolicy, runs, uses, workflow } from './seen-guards-parts.ts';

const VALUES = 'platform/falco/values.yaml';
const POLICIES = 'policies/policies.yaml';
const CI = '.github/workflows/ci.yml';
const UP = 'scripts/up.sh';
const WEB = 'apps/shop/web.yaml';

const falco = { 'apps/falco.yaml': chartOf('falco', FALCO_CHARTS, '4.21.3', VALUES) };
const web = documents(namespace('shop'), app('web', 'shop', 8080));
const denied = object('networking.k8s.io/v1', 'NetworkPolicy', 'deny', 'shop', 'spec: { podSelector: {}, policyTypes: [Ingress] }');
const entry = object(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  'from-ingress',
  'shop',
  `spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]
      ports: [{ port: 8080 }]`,
);
const nodePort = object(
  'v1',
  'Service',
  'web-door',
  'shop',
  'spec: { type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080, nodePort: 30180 }] }',
);
const stack = `helm upgrade --install prom prometheus-community/kube-prometheus-stack --version 70.4.2 -n monitoring --create-namespace --wait\n`;
const repo = 'helm repo add prometheus-community https://prometheus-community.github.io/helm-charts\n';
function script(text: string): string {
  return `#!/bin/bash\nset -euo pipefail\n${text}`;
}

/** What a platform of guards did wrong: Falco, Kyverno, policies, the delivery around them. */
export const seenGuards: readonly Mistake[] = [
  mistake(
    'A rule of Falco compares with a macro as if it were a list',
    'falco-rules-valid',
    {
      ...falco,
      [VALUES]: falcoValues(
        `${falcoRule('not proc.name in (start_programs)')}- macro: start_programs\n  condition: proc.name in (tini, dumb-init)\n`,
      ),
    },
    VALUES,
    [
      [
        '- macro: start_programs\n      condition: proc.name in (tini, dumb-init)',
        '- list: start_programs\n      items: [tini, dumb-init]',
      ],
    ],
  ),
  mistake(
    'A rule of Falco asks for a word about processes that was made up',
    'falco-rules-valid',
    { ...falco, [VALUES]: falcoValues(falcoRule('proc.is_namespaced = false')) },
    VALUES,
    [['proc.is_namespaced = false', 'proc.is_vpgid_leader = true']],
  ),
  mistake(
    'An alert counts what Falco saw by a name that no part of it exposes',
    'metric-name-known',
    {
      'monitoring/rules.yaml': object(
        'monitoring.coreos.com/v1',
        'PrometheusRule',
        'guards',
        'monitoring',
        'spec: { groups: [{ name: guards, rules: [{ alert: FalcoCritical, expr: \'increase(falco_events_total{priority="Critical"}[5m]) > 0\', labels: { severity: critical } }] }] }',
      ),
    },
    'monitoring/rules.yaml',
    [['falco_events_total{priority="Critical"}', 'falcosecurity_falcosidekick_falco_events_total{priority_raw="critical"}']],
  ),
  mistake(
    'A route of the operator is for alerts whose namespace is summed away',
    'alert-namespace-kept',
    {
      'monitoring/rules.yaml': documents(
        object(
          'monitoring.coreos.com/v1',
          'PrometheusRule',
          'guards',
          'monitoring',
          "spec: { groups: [{ name: guards, rules: [{ alert: ManyRestarts, expr: 'sum by (pod) (increase(kube_pod_container_status_restarts_total[10m])) > 5', labels: { team: guards } }] }] }",
        ),
        object(
          'monitoring.coreos.com/v1alpha1',
          'AlertmanagerConfig',
          'guards',
          'monitoring',
          'spec:\n  route: { receiver: hook, matchers: [{ name: team, value: guards }] }\n  receivers: [{ name: hook, webhookConfigs: [{ url: https://hooks.acme.io/guards }] }]',
        ),
      ),
    },
    'monitoring/rules.yaml',
    [['sum by (pod)', 'sum by (namespace, pod)']],
  ),
  mistake(
    'A route of the operator is for alerts about the namespaces of others',
    'alert-namespace-kept',
    {
      'monitoring/rules.yaml': documents(
        object(
          'monitoring.coreos.com/v1',
          'PrometheusRule',
          'guards',
          'monitoring',
          'spec: { groups: [{ name: guards, rules: [{ alert: ShopDown, expr: \'up{namespace="shop"} == 0\', labels: { team: guards } }] }] }',
        ),
        object(
          'monitoring.coreos.com/v1alpha1',
          'AlertmanagerConfig',
          'guards',
          'monitoring',
          'spec:\n  route: { receiver: hook, matchers: [{ name: team, value: guards }] }\n  receivers: [{ name: hook, webhookConfigs: [{ url: https://hooks.acme.io/guards }] }]',
        ),
      ),
    },
    'monitoring/rules.yaml',
    [['name: guards, namespace: monitoring }\nspec:\n  route', 'name: guards, namespace: shop }\nspec:\n  route']],
  ),
  mistake(
    'A policy of Kyverno takes the length of volumes that a pod need not have',
    'kyverno-policy-sound',
    {
      [POLICIES]: podPolicy(
        'no-host-paths',
        "deny: { conditions: { any: [{ key: '{{ request.object.spec.volumes[].hostPath | length(@) }}', operator: GreaterThan, value: 0 }] } }",
        'exclude: { any: [{ resources: { namespaces: [monitoring] } }] }',
      ),
    },
    POLICIES,
    [['request.object.spec.volumes[].hostPath | length(@)', '(request.object.spec.volumes[].hostPath || `[]`) | length(@)']],
  ),
  mistake(
    'A policy of Kyverno refuses latest, and not an image without a tag',
    'kyverno-policy-sound',
    { [POLICIES]: podPolicy('no-latest', 'pattern: { spec: { containers: [{ image: "!*:latest" }] } }') },
    POLICIES,
    [['"!*:latest"', '"!*:latest & *:*"']],
  ),
  mistake(
    'A policy of Kyverno forbids the network of nodes to the agents of the monitoring',
    'policy-spares-platform',
    {
      [POLICIES]: podPolicy('no-host-network', 'pattern: { spec: { =(hostNetwork): "false", =(hostPID): "false" } }'),
      [UP]: script(`${repo}${stack}kubectl apply -f policies/\n`),
    },
    POLICIES,
    [['      validate:', '      exclude: { any: [{ resources: { namespaces: [monitoring] } }] }\n      validate:']],
  ),
  mistake(
    'A NodePort leads to pods that let in the gateway alone',
    'door-let-in',
    { [WEB]: documents(web, nodePort, denied, entry) },
    WEB,
    [['    - from: [{ namespaceSelector', '    - from: [{ ipBlock: { cidr: 192.168.10.0/24 } }, { namespaceSelector']],
  ),
  mistake(
    'An Application replaces what it is to apply on the side of the server',
    'sync-options-agree',
    {
      'apps/falco.yaml': chartOf('falco', FALCO_CHARTS, '4.21.3', VALUES, '[Replace=true, ServerSideApply=true]'),
      [VALUES]: 'tty: true\n',
    },
    'apps/falco.yaml',
    [['Replace=true, ServerSideApply=true', 'ServerSideApply=true']],
  ),
  mistake(
    'A chart of a registry is named with its scheme and the chart apart',
    'application-chart-address',
    {
      'apps/shop.yaml': object(
        'argoproj.io/v1alpha1',
        'Application',
        'shop',
        'argocd',
        'spec:\n  project: default\n  source: { repoURL: oci://ghcr.io/acme/charts, chart: shop, targetRevision: 1.4.0 }\n  destination: { server: https://kubernetes.default.svc, namespace: shop }',
      ),
    },
    'apps/shop.yaml',
    [['oci://ghcr.io/acme/charts', 'ghcr.io/acme/charts']],
  ),
  mistake(
    'An Application that syncs by itself ignores the images that Git sets',
    'argocd-ignore-narrow',
    {
      [WEB]: web,
      'apps/shop.yaml': object(
        'argoproj.io/v1alpha1',
        'Application',
        'shop',
        'argocd',
        'spec:\n  project: default\n  source: { repoURL: https://github.com/acme/shop.git, path: apps/shop, targetRevision: main }\n  destination: { server: https://kubernetes.default.svc, namespace: shop }\n  syncPolicy: { automated: { selfHeal: true } }\n  ignoreDifferences:\n    - { group: apps, kind: Deployment, jsonPointers: [/spec/replicas, /spec/template/spec/containers/0/image] }',
      ),
    },
    'apps/shop.yaml',
    [[', /spec/template/spec/containers/0/image', '']],
  ),
  mistake(
    'Each run puts the registry once more before the image of a manifest',
    'sed-finds-image',
    {
      [WEB]: documents(namespace('shop'), deployment('web', 'shop', 8080, { image: 'ghcr.io/acme/shop-web:3f2c9ad' })),
      [CI]: workflow(
        'CI',
        job(
          'tag',
          uses('checkout'),
          runs('sed -i "s|shop-web:.*|ghcr.io/acme/shop-web:${GITHUB_SHA}|" apps/shop/web.yaml\ngit commit -am "new image"\ngit push'),
        ),
      ),
    },
    CI,
    [['s|shop-web:.*|', 's|ghcr.io/acme/shop-web:.*|']],
  ),
  mistake(
    'Two images are scanned in one job, and their results have one category',
    'workflow-sarif-apart',
    {
      [CI]: workflow(
        'CI',
        job(
          'scan',
          uses('checkout'),
          uses('trivy', 'image-ref: ghcr.io/acme/api:v3\nformat: sarif\noutput: api.sarif'),
          uses('upload', 'sarif_file: api.sarif'),
          uses('trivy', 'image-ref: ghcr.io/acme/web:v3\nformat: sarif\noutput: web.sarif'),
          uses('upload', 'sarif_file: web.sarif'),
        ),
      ),
    },
    CI,
    [['sarif_file: web.sarif', 'sarif_file: web.sarif\n          category: web']],
  ),
  mistake(
    'A pull request scans a tag that only main is given',
    'workflow-image-ready',
    {
      [CI]: workflow(
        'CI',
        job(
          'build',
          uses('checkout'),
          uses(
            'meta',
            "images: ghcr.io/acme/web\ntags: |\n  type=sha,prefix=\n  type=raw,value=latest,enable=${{ github.ref == 'refs/heads/main' }}",
            'meta',
          ),
          uses('build', 'load: true\ntags: ${{ steps.meta.outputs.tags }}'),
          uses('trivy', 'image-ref: ghcr.io/acme/web:latest'),
        ),
        'push: { branches: [main] }\npull_request: { branches: [main] }',
      ),
    },
    CI,
    [["type=raw,value=latest,enable=${{ github.ref == 'refs/heads/main' }}", 'type=raw,value=latest']],
  ),
  mistake(
    'A gate asks whether a scan has failed that never fails',
    'workflow-scan-fails',
    {
      [CI]: workflow(
        'Scan',
        `${job('config', uses('checkout'), uses('trivy', 'scan-type: config\nseverity: CRITICAL'))}gate:\n  needs: [config]\n  if: always()\n  runs-on: ubuntu-24.04\n  steps:\n    - run: test "\${{ needs.config.result }}" = success\n`,
      ),
    },
    CI,
    [['severity: CRITICAL', "severity: CRITICAL\n          exit-code: '1'"]],
  ),
  mistake(
    'The workflow of before still pushes the image that the new one checks',
    'workflow-runs-apart',
    {
      '.github/workflows/build.yml': workflow(
        'Build',
        job('build', uses('checkout'), runs('docker build -t ghcr.io/acme/web:v3 .\ndocker push ghcr.io/acme/web:v3')),
      ),
      [CI]: workflow(
        'CI',
        job('all', uses('checkout'), runs('make test\ndocker build -t ghcr.io/acme/web:v3 .\ndocker push ghcr.io/acme/web:v3')),
      ),
    },
    '.github/workflows/build.yml',
    [['branches: [main]', 'branches: [next]']],
  ),
  mistake(
    'A script installs with a file of values that nobody ever added',
    'script-paths-exist',
    {
      [POLICIES]: podPolicy('no-host-network', 'pattern: { spec: { =(hostNetwork): "false" } }'),
      [WEB]: web,
      [UP]: script(
        `${repo}${stack.replace(' --wait', ' -f monitoring/prometheus/values.yaml --wait')}kubectl apply -f policies/\nkubectl apply -f apps/shop/\n`,
      ),
    },
    UP,
    [[' -f monitoring/prometheus/values.yaml', '']],
    { says: 'monitoring/prometheus/values.yaml' },
  ),
  mistake(
    'A workflow names a configuration that was given another name',
    'script-paths-exist',
    {
      'detection/pipelines/falco.yml': 'name: falco\npriority: 20\n',
      'detection/rules/shell.yml': 'title: Shell\n',
      [CI]: workflow(
        'Rules',
        job('convert', uses('checkout'), runs('sigma convert --target loki --pipeline detection/pipelines/site.yml detection/rules/')),
      ),
    },
    CI,
    [['detection/pipelines/site.yml', 'detection/pipelines/falco.yml']],
  ),
  mistake(
    'A public balancer takes logins without encryption',
    'ingress-encrypted',
    {
      [WEB]: documents(
        web,
        `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTP":80}]'
spec:
  ingressClassName: alb
  rules:
    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web-service, port: { number: 8080 } } } }] }
`,
      ),
    },
    WEB,
    [['[{"HTTP":80}]', '[{"HTTP":80},{"HTTPS":443}]']],
  ),
  mistake(
    'Terraform installs the newest of each chart',
    'chart-version-pinned',
    {
      'infra/charts.tf':
        'resource "helm_release" "argocd" {\n  name       = "argocd"\n  repository = "https://argoproj.github.io/argo-helm"\n  chart      = "argo-cd"\n}\n',
    },
    'infra/charts.tf',
    [['  chart      = "argo-cd"\n', '  chart      = "argo-cd"\n  version    = "7.8.23"\n']],
  ),
  mistake(
    'The Secret with which Vault is opened is made by nobody',
    'config-exists',
    {
      'apps/vault.yaml': chartOf('vault', 'https://helm.releases.hashicorp.com', '0.30.0', 'platform/vault/values.yaml'),
      'platform/vault/values.yaml': 'server: { dataStorage: { size: 2Gi } }\n',
      'platform/vault/unseal.yaml': deployment('unseal', 'vault', 8080, {
        image: 'ghcr.io/acme/unseal:1.2.0',
        container: 'env: [{ name: KEY, valueFrom: { secretKeyRef: { name: unseal-keys, key: one } } }]',
      }),
    },
    'platform/vault/unseal.yaml',
    [['{ name: unseal-keys, key: one }', '{ name: unseal-keys, key: one, optional: true }']],
    { partly: true },
  ),
  mistake(
    'The rules of the house stand in a file that nobody hands to Falco',
    'falco-rules-heard',
    {
      [UP]: script(
        'helm repo add falcosecurity https://falcosecurity.github.io/charts\nhelm upgrade --install falco falcosecurity/falco --version 4.21.3 -n falco --create-namespace --set driver.kind=modern_ebpf\n',
      ),
      'security/falco/house-rules.yaml': falcoValues(falcoRule('proc.name = nc')),
    },
    UP,
    [['--set driver.kind', '-f security/falco/house-rules.yaml --set driver.kind']],
  ),
  mistake(
    'A rule of Falco spares images by names that containerd never tells',
    'falco-rules-valid',
    {
      ...falco,
      [VALUES]: falcoValues(
        `${falcoRule('not container.image.repository in (own_images)')}- list: own_images\n  items: [acme/agent, quay.io/acme/probe]\n`,
      ),
    },
    VALUES,
    [['[acme/agent, ', '[docker.io/acme/agent, ']],
  ),
  mistake(
    'The first tables of a database stand in a ConfigMap that nobody mounts',
    'object-used',
    {
      'apps/shop/db.yaml': documents(
        namespace('shop'),
        object('v1', 'ConfigMap', 'orders-init', 'shop', 'data: { init.sql: CREATE TABLE orders (id int) }'),
        deployment('orders', 'shop', 8080, { container: 'env: [{ name: MODE, value: prod }]' }),
      ),
    },
    'apps/shop/db.yaml',
    [['env: [{ name: MODE, value: prod }]', 'envFrom: [{ configMapRef: { name: orders-init } }]']],
  ),
  mistake(
    'Pods run as default beside the account that was made for them',
    'object-used',
    {
      [WEB]: documents(web, object('v1', 'ServiceAccount', 'web-sa', 'shop', 'automountServiceAccountToken: false')),
    },
    WEB,
    [['automountServiceAccountToken: false\n      containers', 'serviceAccountName: web-sa\n      containers']],
  ),
  mistake(
    'A step logs in with a password that nothing hands to it',
    'workflow-variable-given',
    {
      [CI]: workflow('Deploy', job('load', uses('checkout'), runs('mysql -h db.acme.io -u deploy -p"$DB_PASSWORD" shop < schema.sql'))),
    },
    CI,
    [['  runs-on: ubuntu-24.04', '  runs-on: ubuntu-24.04\n    env: { DB_PASSWORD: "${{ secrets.DB_PASSWORD }}" }']],
  ),
  mistake(
    'The tag of an image is written behind the name of a registry to which nobody pushes any more',
    'workflow-registry-agrees',
    {
      [WEB]: documents(namespace('shop'), deployment('web', 'shop', 8080, { image: 'registry.acme.io/shop/web:3f2c9ad' })),
      [CI]: workflow(
        'CI',
        job(
          'deliver',
          uses('checkout'),
          uses('build', 'push: true\ntags: ghcr.io/acme/web:${{ github.sha }}'),
          runs('sed -i "s|shop/web:.*|shop/web:${{ github.sha }}|" apps/shop/web.yaml\ngit commit -am "new image"\ngit push'),
        ),
      ),
    },
    WEB,
    [['registry.acme.io/shop/web', 'ghcr.io/acme/web']],
  ),
  mistake(
    'A workflow writes a tag into a manifest, and the list of images of its kustomization wins',
    'kustomization-image-wins',
    {
      [WEB]: documents(namespace('shop'), deployment('web', 'shop', 8080, { image: 'ghcr.io/acme/web:3f2c9ad' })),
      'apps/shop/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [web.yaml]
images: [{ name: ghcr.io/acme/web, newTag: 9b01c7e }]
`,
      [CI]: workflow(
        'CI',
        job(
          'deliver',
          uses('checkout'),
          runs('sed -i "s|image: .*|image: ghcr.io/acme/web:${GITHUB_SHA}|" apps/shop/web.yaml\ngit commit -am "new image"\ngit push'),
        ),
      ),
    },
    'apps/shop/kustomization.yaml',
    [['images: [{ name: ghcr.io/acme/web, newTag: 9b01c7e }]\n', '']],
  ),
  mistake(
    'The image of each pull request is pushed',
    'workflow-pushes-merged',
    {
      [CI]: workflow(
        'CI',
        job(
          'image',
          uses('checkout'),
          uses('login', 'registry: registry.acme.io\nusername: ci\npassword: ${{ secrets.REGISTRY_PASSWORD }}'),
          uses('build', 'push: true\ntags: registry.acme.io/shop/web:${{ github.sha }}'),
        ),
        'push: { branches: [main] }\npull_request: { branches: [main] }',
      ),
    },
    CI,
    [['push: true', "push: ${{ github.event_name != 'pull_request' }}"]],
  ),
  mistake(
    'Rights are given to an account that no pods run as',
    'object-used',
    {
      [WEB]: documents(
        namespace('shop'),
        object('v1', 'ServiceAccount', 'web', 'shop', ''),
        object(
          'rbac.authorization.k8s.io/v1',
          'Role',
          'web-reads',
          'shop',
          "rules: [{ apiGroups: [''], resources: [endpoints], verbs: [get, list, watch] }]",
        ),
        object(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          'web-reads',
          'shop',
          'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web-reads }\nsubjects: [{ kind: ServiceAccount, name: web, namespace: shop }]',
        ),
        deployment('web', 'shop', 8080, { image: 'ghcr.io/acme/web:3f2c9ad', pod: 'securityContext: { runAsNonRoot: true }' }),
      ),
    },
    WEB,
    [['securityContext: {', 'serviceAccountName: web\n      securityContext: {']],
  ),
  mistake(
    'Calico is put over the network that kind starts with',
    'one-cni',
    {
      'infra/kind.yaml':
        'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: lab\nnetworking: { podSubnet: 10.244.0.0/16 }\nnodes: [{ role: control-plane }, { role: worker }]\n',
      [UP]: script(
        'kind create cluster --config infra/kind.yaml\nkubectl apply -f https://raw.githubusercontent.com/projectcalico/calico/v3.29.1/manifests/calico.yaml\n',
      ),
    },
    'infra/kind.yaml',
    [['podSubnet: 10.244.0.0/16', 'podSubnet: 10.244.0.0/16, disableDefaultCNI: true']],
  ),
];
