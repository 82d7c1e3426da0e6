import { app, application, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { configMap } from './pieces.ts';

function loki(compactor: string): string {
  return configMap('monitoring', 'loki', {
    'loki.yaml': `auth_enabled: false
server: { http_listen_port: 3100 }
common: { path_prefix: /loki, replication_factor: 1, ring: { kvstore: { store: inmemory } }, storage: { filesystem: { chunks_directory: /loki/chunks } } }
schema_config:
  configs: [{ from: 2024-01-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]
limits_config: { retention_period: 168h }
${compactor}`,
  });
}

function prometheus(key: string): string {
  return configMap('monitoring', 'prometheus', {
    'prometheus.yml': `global: { scrape_interval: 30s }
scrape_configs:
  - job_name: pods
    kubernetes_sd_configs: [{ role: pod }]
    relabel_configs:
      - { ${key}: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: 'true' }`,
  });
}

function ingressRoute(middleware: string): string {
  return `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: api, namespace: shop }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`api.example.org\`)
      kind: Rule
      middlewares: [{ name: ${middleware} }]
      services: [{ name: api-service, port: 8080 }]
  tls: { secretName: api-tls }
---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: secure-headers, namespace: shop }
spec: { headers: { stsSeconds: 31536000 } }
`;
}

function annotated(key: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/${key}: /$2 }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [api.example.org], secretName: api-tls }]
  rules: [{ host: api.example.org, http: { paths: [{ path: '/api(/|$)(.*)', pathType: ImplementationSpecific, backend: { service: { name: api-service, port: { number: 8080 } } } }] } }]
`;
}

function dns(domain: string): string {
  return app('external-dns', 'external-dns', 7979, {
    image: 'registry.k8s.io/external-dns/external-dns:v0.14.1',
    container: `args: [--source=ingress, --provider=cloudflare, --domain-filter=${domain}, --registry=txt, --txt-owner-id=home]`,
  });
}

function velero(location: string): string {
  return `apiVersion: velero.io/v1
kind: Schedule
metadata: { name: nightly, namespace: velero }
spec:
  schedule: '0 2 * * *'
  template: { includedNamespaces: [shop], ttl: 720h0m0s, storageLocation: ${location} }
`;
}

const bucket = `apiVersion: velero.io/v1
kind: BackupStorageLocation
metadata: { name: minio, namespace: velero }
spec: { provider: aws, objectStorage: { bucket: velero }, config: { region: home, s3Url: 'https://s3.example.org' } }
`;

function thanos(secret: string): string {
  return `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec:
  replicas: 1
  retention: 2d
  thanos: { objectStorageConfig: { name: ${secret}, key: objstore.yml } }
`;
}

const sealed = `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: thanos-objstore-config, namespace: monitoring }
spec:
  encryptedData: { objstore.yml: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq }
  template: { metadata: { name: thanos-objstore-config, namespace: monitoring } }
`;

function chartApplication(values: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/example/gitops.git, targetRevision: main, path: charts/api, helm: { valueFiles: [values.yaml, ${values}] } }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`;
}

const chart = {
  'charts/api/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 0.1.0\n',
  'charts/api/values.yaml': 'replicas: 1\n',
  'charts/api/values-prod.yaml': 'replicas: 3\n',
  'charts/api/templates/deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: {{ .Release.Name }} }\n',
};

function set(folder: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  goTemplate: true
  generators: [{ git: { repoURL: https://github.com/example/gitops.git, revision: main, directories: [{ path: ${folder}/* }] } }]
  template:
    metadata: { name: '{{.path.basename}}' }
    spec:
      project: default
      source: { repoURL: https://github.com/example/gitops.git, targetRevision: main, path: '{{.path.path}}' }
      destination: { server: https://kubernetes.default.svc, namespace: '{{.path.basename}}' }
`;
}

function keda(server: string): string {
  return `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { name: api }
  triggers: [{ type: prometheus, metadata: { serverAddress: '${server}', query: 'sum(rate(http_requests_total[2m]))', threshold: '100' } }]
`;
}

const api = { 'shop/api.yaml': app('api', 'shop', 8080) };

/** Settings of the programs around the workloads. */
export const settings: readonly Mistake[] = [
  mistake(
    'Loki has a time to keep, and nothing deletes',
    ['retention-enforced'],
    { 'monitoring/loki.yaml': loki('') },
    'monitoring/loki.yaml',
    [
      [
        'limits_config:',
        'compactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }\n    limits_config:',
      ],
    ],
  ),
  mistake(
    'A job of Prometheus has a key that is off by a letter',
    ['scrape-config-valid'],
    { 'monitoring/prometheus.yaml': prometheus('source_label') },
    'monitoring/prometheus.yaml',
    [['source_label:', 'source_labels:']],
  ),
  mistake(
    'A route of Traefik names a middleware that does not exist',
    ['named-object-exists', 'route-backend-exists'],
    { ...api, 'shop/route.yaml': ingressRoute('security-headers') },
    'shop/route.yaml',
    [['security-headers', 'secure-headers']],
    { says: 'security-headers' },
  ),
  mistake(
    'An annotation of the ingress controller is off by a letter',
    ['annotation-known'],
    { ...api, 'shop/ingress.yaml': annotated('rewrite-targets') },
    'shop/ingress.yaml',
    [['rewrite-targets', 'rewrite-target']],
    { says: 'rewrite-targets' },
  ),
  mistake(
    'The names in DNS are made for another domain',
    ['dns-filter-fits'],
    { ...api, 'shop/ingress.yaml': annotated('rewrite-target'), 'dns.yaml': dns('example.com') },
    'dns.yaml',
    [['example.com', 'example.org']],
    { says: 'example.com' },
  ),
  mistake(
    'Backups go to a place that was renamed',
    ['named-object-exists'],
    { 'velero/location.yaml': bucket, 'velero/nightly.yaml': velero('default') },
    'velero/nightly.yaml',
    [['storageLocation: default', 'storageLocation: minio']],
    { says: 'default' },
  ),
  mistake(
    'Thanos reads its bucket from a Secret by its old name',
    ['secret-reference-exists', 'named-object-exists'],
    { 'monitoring/prometheus.yaml': thanos('thanos-objstore'), 'monitoring/secret.yaml': sealed },
    'monitoring/prometheus.yaml',
    [['thanos-objstore,', 'thanos-objstore-config,']],
    {
      says: 'thanos-objstore',
      partly: true,
    },
  ),
  mistake(
    'An Application names a values file that is not there',
    ['application-values-exist'],
    { ...chart, 'argocd/api.yaml': chartApplication('values-production.yaml') },
    'argocd/api.yaml',
    [['values-production.yaml', 'values-prod.yaml']],
    { says: 'values-production.yaml' },
  ),
  mistake(
    'An ApplicationSet looks for Applications in a folder that is not there',
    ['application-values-exist'],
    { 'argocd/apps.yaml': set('applications'), 'apps/shop/api.yaml': app('api', 'shop', 8080) },
    'argocd/apps.yaml',
    [['applications/*', 'apps/*']],
    { says: 'applications', partly: true },
  ),
  mistake(
    'An Application belongs to a project that nobody made',
    ['application-project-allows', 'named-object-exists'],
    {
      ...api,
      'argocd/project.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: platform, namespace: argocd }\nspec: { sourceRepos: ["*"], destinations: [{ server: "*", namespace: "*" }] }\n',
      'argocd/shop.yaml': application('shop', 'shop', 'shop').replace('project: default', 'project: platfrom'),
    },
    'argocd/shop.yaml',
    [['platfrom', 'platform']],
    { says: 'platfrom' },
  ),
  mistake(
    'A trigger asks Prometheus by the name of another namespace',
    ['url-host-exists'],
    {
      ...api,
      'monitoring/prometheus.yaml': app('prometheus', 'monitoring', 9090),
      'shop/keda.yaml': keda('http://prometheus-service.observability.svc:9090'),
    },
    'shop/keda.yaml',
    [['observability', 'monitoring']],
    { says: 'observability' },
  ),
];
