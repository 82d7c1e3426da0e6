import type { Mistake } from './mistake.ts';
import { app, application, deployment } from './apps.ts';

const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: was, namespace: blog-system, labels: { app: was } }
spec:
  replicas: 2
  selector: { matchLabels: { app: was } }
  template:
    metadata: { labels: { app: was } }
    spec:
      containers:
        - name: was
          image: ghcr.io/example/was:1.5.0
          ports: [{ name: http, containerPort: 8080 }]
  strategy:
    canary:
      steps: [{ setWeight: 20 }, { pause: { duration: 2m } }]
`;

function backup(name: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: ${name}, namespace: backup-system }
spec:
  schedule: '0 18 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - { name: upload, image: 'amazon/aws-cli:2.15.30', command: [aws, s3, cp, /backup, 's3://blog-backup/${name}', --recursive] }
`;
}

function telemetry(name: string, spec: string): string {
  return `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: ${name}, namespace: istio-system }
spec:
  ${spec}
`;
}

const secretOfKustomize = `apiVersion: v1
kind: Secret
metadata: { name: prod-app-secrets, namespace: titanium-prod }
type: Opaque
data: { JWT_SECRET_KEY: cGxhY2Vob2xkZXI= }
`;

function dashboard(expr: string): string {
  return JSON.stringify({
    uid: 'titanium-golden-signals',
    title: 'Golden signals',
    schemaVersion: 39,
    panels: [{ type: 'timeseries', title: 'Rate', targets: [{ refId: 'A', expr }] }],
  });
}

/** Things that two files or two programs claim. */
export const duplicates: readonly Mistake[] = [
  {
    name: 'A Rollout is added and the Deployment of the same pods stays',
    caughtBy: ['workloads-overlap'],
    tree: { 'blog-system/was/deployment.yaml': app('was', 'blog-system', 8080), 'blog-system/was/rollout.yaml': rollout },
    mended: { 'blog-system/was/deployment.yaml': null },
  },
  {
    name: 'An Ingress stays when its host moves to the gateway of the mesh',
    caughtBy: ['one-door-per-host'],
    says: 'blog.jiminhome.shop',
    tree: {
      'blog-system/web.yaml': app('web', 'blog-system', 80),
      'blog-system/ingress.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: blog-ingress, namespace: blog-system }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [blog.jiminhome.shop], secretName: blog-tls }]
  rules:
    - host: blog.jiminhome.shop
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web-service, port: { number: 80 } } } }] }
`,
      'istio/gateway.yaml': `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: blog-gateway, namespace: blog-system }
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: [blog.jiminhome.shop]
      tls: { mode: SIMPLE, credentialName: blog-tls }
`,
      'istio/routes.yaml': `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: blog-routes, namespace: blog-system }
spec:
  hosts: [blog.jiminhome.shop]
  gateways: [blog-gateway]
  http: [{ route: [{ destination: { host: web-service, port: { number: 80 } } }] }]
`,
    },
    mended: { 'blog-system/ingress.yaml': null },
  },
  {
    name: 'A draft defines the backup jobs a second time',
    caughtBy: ['object-defined-once', 'one-owner'],
    says: 'mysql-backup-to-s3',
    tree: {
      'configs/backup-to-s3.yaml': [
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: backup-system }\n',
        backup('etcd-backup-to-s3'),
        backup('mysql-backup-to-s3'),
      ].join('---\n'),
      'configs/backup/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: backup-system }\n',
      'configs/backup/etcd.yaml': backup('etcd-backup-to-s3'),
      'configs/backup/mysql.yaml': backup('mysql-backup-to-s3').replace('2.15.30', '2.17.0'),
    },
    mended: { 'configs/backup-to-s3.yaml': null },
  },
  {
    name: 'Two Telemetry objects hold for the whole mesh',
    caughtBy: ['one-policy-per-scope'],
    tree: {
      'istio/telemetry-tracing.yaml': telemetry(
        'tracing-default',
        'tracing: [{ providers: [{ name: tempo }], randomSamplingPercentage: 10 }]',
      ),
      'istio/telemetry-metrics.yaml': telemetry('metrics-default', 'metrics: [{ providers: [{ name: prometheus }] }]'),
    },
    mended: { 'istio/telemetry-metrics.yaml': null },
  },
  {
    name: "A hand-written Grafana runs beside the chart's",
    caughtBy: ['helm-component-once'],
    partly: true,
    tree: {
      'configs/monitoring/grafana.yaml': app('grafana', 'monitoring', 3000, { image: 'grafana/grafana:10.4.1' }),
      'apps/kube-prometheus-stack/values.yaml': `kube-prometheus-stack:
  grafana:
    enabled: true
    admin: { existingSecret: grafana-admin }
  prometheus: { prometheusSpec: { retention: 15d } }
`,
      'apps/kube-prometheus-stack/Chart.yaml': `apiVersion: v2
name: kube-prometheus-stack
version: 0.1.0
dependencies:
  - { name: kube-prometheus-stack, version: 58.2.1, repository: https://prometheus-community.github.io/helm-charts }
`,
      'applications/monitoring.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kube-prometheus-stack, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/example/homelab.git, targetRevision: main, path: apps/kube-prometheus-stack }
  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
`,
    },
    mended: { 'configs/monitoring/grafana.yaml': null },
  },
  {
    name: 'Terraform and Argo CD own one Secret',
    caughtBy: ['one-owner', 'object-defined-once', 'one-application-per-object'],
    says: 'prod-app-secrets',
    partly: true,
    tree: {
      'k8s-manifests/overlays/prod/secret.yaml': secretOfKustomize,
      'k8s-manifests/overlays/prod/kustomization.yaml': 'resources: [secret.yaml]\n',
      'terraform/secrets.tf': `resource "kubernetes_secret" "app_secrets" {
  metadata {
    name      = "prod-app-secrets"
    namespace = "titanium-prod"
  }

  data = {
    JWT_SECRET_KEY = var.jwt_secret_key
    REDIS_PASSWORD = random_password.redis.result
  }
}
`,
    },
    mended: { 'k8s-manifests/overlays/prod/secret.yaml': null, 'k8s-manifests/overlays/prod/kustomization.yaml': 'resources: []\n' },
  },
  {
    name: 'Three dashboards share one uid',
    caughtBy: ['dashboard-loads', 'unique-names'],
    says: 'titanium-golden-signals',
    tree: {
      'monitoring/dashboards/golden.json': dashboard('sum(rate(istio_requests_total[5m]))'),
      'monitoring/dashboards/golden-v2.json': dashboard('sum(rate(http_requests_total[5m]))'),
      'monitoring/dashboards.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: golden-signals, namespace: monitoring, labels: { grafana_dashboard: '1' } }
data:
  golden.json: '${dashboard('sum by (destination_service_name) (rate(istio_requests_total[5m]))')}'
`,
    },
    mended: { 'monitoring/dashboards/golden.json': null, 'monitoring/dashboards/golden-v2.json': null },
  },
  {
    name: 'Two Deployments of one name come from two folders that one Application reads',
    caughtBy: ['object-defined-once', 'one-owner'],
    says: 'was',
    tree: {
      'argocd/blog.yaml': application('blog', 'apps/blog', 'blog-system'),
      'apps/blog/was.yaml': deployment('was', 'blog-system', 8080),
      'apps/blog/was-new.yaml': deployment('was', 'blog-system', 8080, { image: 'ghcr.io/example/was:1.6.0', replicas: 3 }),
    },
    mended: { 'apps/blog/was.yaml': null },
  },
];
