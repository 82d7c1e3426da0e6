import { app, deployment, mistake, service } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { configMap } from './pieces.ts';

const inventory =
  '[all]\nmaster ansible_host=192.168.1.10\nworker-1 ansible_host=192.168.1.11\nworker-2 ansible_host=192.168.1.12\n\n[kube_control_plane]\nmaster\n\n[kube_node]\nworker-1\nworker-2\n';
function firewall(range: string): string {
  return `resource "google_compute_firewall" "admin" {
  name    = "admin"
  network = "main"
  allow {
    protocol = "tcp"
    ports    = ["22", "6443"]
  }
  source_ranges = ["${range}"]
}
`;
}
function sql(password: string): string {
  return `resource "google_sql_user" "shop" {
  name     = "shop"
  instance = "shop-db"
  password = ${password}
}
`;
}
function nginx(port: number): string {
  return configMap('shop', 'web-conf', { 'default.conf': `server {\n  listen ${port};\n  location / { root /usr/share/nginx/html; }\n}` });
}
const web = app('web', 'shop', 80, {
  image: 'nginx:1.25.4',
  pod: 'volumes: [{ name: conf, configMap: { name: web-conf } }]',
  container: 'volumeMounts: [{ name: conf, mountPath: /etc/nginx/conf.d }]',
});
function collector(exporter: string): string {
  return configMap('monitoring', 'otel', {
    'config.yaml': `receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
processors: { batch: {} }
exporters:
  otlp/tempo: { endpoint: 'tempo.example.org:4317', tls: { insecure: false } }
service:
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [${exporter}] }`,
  });
}
function rollout(args: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: 'ghcr.io/example/api:1.4.0', ports: [{ containerPort: 8080 }] }] }
  strategy:
    canary:
      steps: [{ setWeight: 20 }, { analysis: { templates: [{ templateName: success }]${args} } }]
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success, namespace: shop }
spec:
  args: [{ name: service }]
  metrics:
    - name: success
      interval: 1m
      count: 5
      successCondition: result[0] >= 0.95
      provider:
        prometheus:
          address: https://prometheus.example.org
          query: 'sum(rate(istio_requests_total{destination_service_name="{{args.service}}",response_code!~"5.*"}[2m])) / sum(rate(istio_requests_total{destination_service_name="{{args.service}}"}[2m]))'
`;
}
function guide(version: string): string {
  return `# Ingress

\`\`\`yaml
apiVersion: ${version}
kind: Ingress
metadata:
  name: api
  namespace: shop
spec:
  ingressClassName: nginx
  rules:
    - host: api.example.org
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api-service, port: { number: 8080 } } } }] }
\`\`\`
`;
}
function backup(account: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata: { name: restarter, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: restarter, namespace: shop }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, patch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: restarter, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: restarter }
subjects: [{ kind: ServiceAccount, name: restarter, namespace: shop }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: restart, namespace: shop }
spec:
  schedule: '0 4 * * *'
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
${account}          containers: [{ name: kubectl, image: 'registry.k8s.io/kubectl:v1.31.0', command: [kubectl, rollout, restart, deployment/api, -n, shop] }]
`;
}
function dockerfile(from: string): string {
  return `FROM ${from}\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n`;
}
function cilium(port: string): string {
  return `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: mysql, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: mysql } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: api } }]
      toPorts: [{ ports: [{ port: ${port}, protocol: TCP }] }]
`;
}
function gateway(place: string): string {
  return `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: shop, namespace: ${place} }
spec:
  secretName: shop-tls
  dnsNames: [shop.example.org]
  issuerRef: { kind: ClusterIssuer, name: ca }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: shop, namespace: shop }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [shop.example.org], tls: { mode: SIMPLE, credentialName: shop-tls } }]
`;
}
const gatewayPods = deployment('istio-ingressgateway', 'istio-system', 8443, { image: 'istio/proxyv2:1.22.0' }).replaceAll(
  '{ app: istio-ingressgateway }',
  '{ app: istio-ingressgateway, istio: ingressgateway }',
);

/** Machines, images, proxies and guides around the objects. */
export const surroundings: readonly Mistake[] = [
  mistake(
    'Pods are bound to a machine that was renamed',
    ['pods-find-nodes'],
    {
      'kubespray/hosts.ini': inventory,
      'shop/api.yaml': app('api', 'shop', 8080, { pod: 'nodeSelector: { kubernetes.io/hostname: worker2 }' }),
    },
    'shop/api.yaml',
    [['worker2', 'worker-2']],
  ),
  mistake(
    'The firewall opens the API server to everybody',
    ['firewall-narrow'],
    { 'terraform/firewall.tf': firewall('0.0.0.0/0') },
    'terraform/firewall.tf',
    [['0.0.0.0/0', '203.0.113.7/32']],
    { says: '6443' },
  ),
  mistake(
    'A password stands in Terraform',
    ['no-literal-secret'],
    { 'terraform/sql.tf': sql('"Sh0p-Passw0rd-2024"') },
    'terraform/sql.tf',
    [['"Sh0p-Passw0rd-2024"', 'random_password.shop.result']],
    { says: 'password' },
  ),
  mistake(
    'nginx listens on another port than the Service sends to',
    ['nginx-listens'],
    { 'shop/web.yaml': web, 'shop/conf.yaml': nginx(8080) },
    'shop/conf.yaml',
    [['8080', '80']],
    { says: '8080' },
  ),
  mistake(
    'A pipeline of the collector exports by a name that nobody declared',
    ['pipeline-parts-exist'],
    { 'monitoring/otel.yaml': collector('otlp') },
    'monitoring/otel.yaml',
    [['exporters: [otlp]', 'exporters: [otlp/tempo]']],
    { says: 'otlp' },
  ),
  mistake(
    'An analysis is not given its argument',
    ['analysis-runs', 'rollout-objects-exist'],
    { 'shop/api.yaml': rollout('') },
    'shop/api.yaml',
    [['[{ templateName: success }]', '[{ templateName: success }], args: [{ name: service, value: api }]']],
    { says: 'service' },
  ),
  mistake(
    'A guide shows a version that is gone',
    ['api-removed'],
    { 'docs/ingress.md': guide('extensions/v1beta1'), 'shop/api.yaml': app('api', 'shop', 8080) },
    'docs/ingress.md',
    [['extensions/v1beta1', 'networking.k8s.io/v1']],
    { markdown: true },
  ),
  mistake(
    'A job restarts Deployments as an account that may not',
    ['account-may'],
    { 'shop/api.yaml': app('api', 'shop', 8080), 'shop/restart.yaml': backup('') },
    'shop/restart.yaml',
    [['          restartPolicy: Never\n', '          restartPolicy: Never\n          serviceAccountName: restarter\n']],
    { partly: true },
  ),
  mistake(
    'An image is built from whatever is newest',
    ['values-image-pinned'],
    { 'api/Dockerfile': dockerfile('node:latest') },
    'api/Dockerfile',
    [['node:latest', 'node:20.12-alpine']],
    { partly: true },
  ),
  mistake(
    'A port of a policy is a number',
    ['schema-valid', 'yaml-typed-value'],
    {
      'shop/mysql.yaml': app('mysql', 'shop', 3306, { image: 'mysql:8.0.36' }),
      'shop/api.yaml': app('api', 'shop', 8080),
      'shop/policy.yaml': cilium('3306'),
    },
    'shop/policy.yaml',
    [['port: 3306', "port: '3306'"]],
  ),
  mistake(
    'The certificate of a gateway is not where its pods are',
    ['gateway-servers-listen', 'secret-reference-exists', 'public-host-has-gateway'],
    { 'istio/gateway-pods.yaml': gatewayPods, 'istio/shop.yaml': gateway('shop') },
    'istio/shop.yaml',
    [
      [
        'kind: Certificate\nmetadata: { name: shop, namespace: shop }',
        'kind: Certificate\nmetadata: { name: shop, namespace: istio-system }',
      ],
    ],
    { says: 'shop-tls' },
  ),
  mistake(
    'A liveness probe asks a port that the container does not have',
    ['probe-port'],
    {
      'shop/api.yaml': `${deployment('api', 'shop', 8080, { container: 'livenessProbe: { httpGet: { path: /healthz, port: 8081 } }' })}---\n${service('api', 'shop', 8080)}`,
    },
    'shop/api.yaml',
    [['port: 8081', 'port: 8080']],
    { says: '8081', missed: 'a port that no other probe asks may be one that somebody did not declare' },
  ),
];
