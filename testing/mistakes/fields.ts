import { app, deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';

function simple(apiVersion: string, kind: string, name: string, spec: string, metadata = ''): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: shop${metadata} }
spec:
${spec.trim().replace(/^(?=.)/gm, '  ')}
`;
}

const api = { 'shop/api.yaml': app('api', 'shop', 8080) };

const cron = simple(
  'batch/v1beta1',
  'CronJob',
  'report',
  `schedule: '0 4 * * *'
concurrencyPolicy: Forbid
jobTemplate:
  spec:
    backoffLimit: 2
    template: { spec: { restartPolicy: Never, containers: [{ name: report, image: 'ghcr.io/example/report:1.0.0', resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 64Mi } } }] } }`,
);

function rule(http: string): string {
  return simple(
    'networking.k8s.io/v1',
    'Ingress',
    'api',
    `ingressClassName: nginx\nrules:\n  - host: api.example.org\n    http:\n      paths:\n        - path: /\n          pathType: Prefix\n${http}`,
  );
}

const oldScaler = simple(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  'api',
  'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }\nminReplicas: 2\nmaxReplicas: 5\nmetrics: [{ type: Resource, resource: { name: cpu, targetAverageUtilization: 70 } }]',
);

const monitor = simple(
  'monitoring.coreos.com/v1',
  'ServiceMonitor',
  'api',
  'selector: { matchLabels: { app: api } }\nendpoints: [{ port: 8080, path: /metrics }]',
);

const certificate = simple(
  'cert-manager.io/v1',
  'Certificate',
  'api',
  'secretName: api-tls\nduration: 90d\ndnsNames: [api.example.org]\nissuerRef: { name: ca, kind: ClusterIssuer }',
);

const issuer = 'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: ca }\nspec: { ca: { secretName: ca } }\n';

const recurring = simple(
  'longhorn.io/v1beta2',
  'RecurringJob',
  'nightly',
  "task: snapshot\ncron: '0 3 * *'\ngroups: [default]\nretain: 7\nconcurrency: 1",
);

const velero = simple(
  'velero.io/v1',
  'Schedule',
  'nightly',
  "schedule: '0 2 * * *'\ntemplate: { includedNamespaces: [shop], ttl: 30d, storageLocation: default }",
).replaceAll('namespace: shop,', 'namespace: velero,');

const keda = simple(
  'keda.sh/v1alpha1',
  'ScaledObject',
  'api',
  `scaleTargetRef: { name: api }
minReplicaCount: 1
maxReplicaCount: 5
triggers:
  - type: prometheus
    metadata: { serverAddress: 'http://prometheus.example.org:9090', query: 'sum(rate(http_requests_total{app="api"}[2m]))', threshold: 100 }`,
);

const redirects = simple(
  'networking.istio.io/v1',
  'VirtualService',
  'api',
  'hosts: [api-service]\nhttp:\n  - match: [{ uri: { prefix: /v1, exact: /v1/health } }]\n    route: [{ destination: { host: api-service, port: { number: 8080 } } }]',
);

/** Fields and values that the API server, or the program behind it, does not take. */
export const fields: readonly Mistake[] = [
  mistake('A version that the cluster no longer serves', ['api-removed'], { 'shop/report.yaml': cron }, 'shop/report.yaml', [
    ['batch/v1beta1', 'batch/v1'],
  ]),
  mistake(
    'The backend of an Ingress is written as in the version before',
    ['schema-unknown-field', 'schema-valid'],
    { ...api, 'shop/ingress.yaml': rule('          backend: { serviceName: api-service, servicePort: 8080 }') },
    'shop/ingress.yaml',
    [['{ serviceName: api-service, servicePort: 8080 }', '{ service: { name: api-service, port: { number: 8080 } } }']],
    { says: 'serviceName' },
  ),
  mistake(
    'An autoscaler names its target as in the version before',
    ['schema-unknown-field', 'schema-valid', 'autoscaler-works'],
    { ...api, 'shop/hpa.yaml': oldScaler },
    'shop/hpa.yaml',
    [['targetAverageUtilization: 70', 'target: { type: Utilization, averageUtilization: 70 }']],
  ),
  mistake(
    'A monitor names its port by number',
    ['schema-valid', 'monitor-selects', 'yaml-typed-value'],
    { ...api, 'shop/monitor.yaml': monitor },
    'shop/monitor.yaml',
    [['port: 8080', 'port: http']],
  ),
  mistake(
    'A variable is a truth value',
    ['yaml-typed-value', 'schema-valid'],
    { 'shop/api.yaml': app('api', 'shop', 8080, { container: 'env: [{ name: DEBUG, value: true }]' }) },
    'shop/api.yaml',
    [['value: true', "value: 'true'"]],
  ),
  mistake(
    'A certificate counts its life in days',
    ['schema-valid', 'schema-cel', 'operator-values-read'],
    { 'issuer.yaml': issuer, 'shop/certificate.yaml': certificate },
    'shop/certificate.yaml',
    [['90d', '2160h']],
    { says: '90d' },
  ),
  mistake(
    'A schedule has four fields',
    ['schema-valid', 'operator-values-read'],
    { 'longhorn/nightly.yaml': recurring },
    'longhorn/nightly.yaml',
    [['0 3 * *', '0 3 * * *']],
    { says: '0 3 * *' },
  ),
  mistake(
    'Backups are kept for a number of days that Velero cannot read',
    ['operator-values-read'],
    { 'velero/nightly.yaml': velero },
    'velero/nightly.yaml',
    [['30d', '720h']],
    { says: '30d' },
  ),
  mistake('A threshold of KEDA is a number', ['operator-values-read'], { ...api, 'shop/keda.yaml': keda }, 'shop/keda.yaml', [
    ['threshold: 100', "threshold: '100'"],
  ]),
  mistake(
    'A path is matched in two ways at once',
    ['schema-valid', 'schema-cel', 'istio-words-known'],
    { ...api, 'istio/api.yaml': redirects },
    'istio/api.yaml',
    [[', exact: /v1/health', '']],
    { says: 'exact' },
  ),
  mistake(
    'Memory is asked for in thousandths of a byte',
    ['resources-stated', 'schema-valid'],
    { 'shop/api.yaml': deployment('api', 'shop', 8080).replace('memory: 128Mi', 'memory: 512m') },
    'shop/api.yaml',
    [['512m', '128Mi']],
    { says: '512m' },
  ),
  mistake(
    'Five hundred processors are asked for',
    ['quantities-plausible'],
    { 'shop/api.yaml': deployment('api', 'shop', 8080).replace('cpu: 100m', "cpu: '500'").replace('cpu: 500m', "cpu: '500'") },
    'shop/api.yaml',
    [["'500'", '500m']],
    { says: '500' },
  ),
  mistake(
    'A label holds a sentence',
    ['label-syntax', 'schema-valid'],
    {
      'shop/api.yaml': deployment('api', 'shop', 8080).replace(
        'labels: { app: api } }\nspec',
        "labels: { app: api, owner: 'team shop (Berlin)' } }\nspec",
      ),
    },
    'shop/api.yaml',
    [['team shop (Berlin)', 'team-shop']],
  ),
  mistake(
    'A definition of a secret in a version that external-secrets no longer has',
    ['api-removed', 'api-deprecated', 'api-exists', 'deprecated-field'],
    {
      'shop/secret.yaml': simple(
        'external-secrets.io/v1alpha1',
        'ExternalSecret',
        'api',
        'refreshInterval: 1h\nsecretStoreRef: { kind: ClusterSecretStore, name: vault }\ntarget: { name: api }\ndata: [{ secretKey: password, remoteRef: { key: shop, property: password } }]',
      ),
    },
    'shop/secret.yaml',
    [['v1alpha1', 'v1']],
    { says: 'v1alpha1', partly: true },
  ),
];
