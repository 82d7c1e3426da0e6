import { app, deployment, mistake, object } from './apps.ts';
import { installs } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { chart, documents, folder, namespace, PROMETHEUS_CHARTS, rules, alert } from './pieces.ts';
import { assumed, bareChart, configured, graphed, LOKI, pipelines, PROBER } from './seen-incidents-parts.ts';

const ALERTS = 'watch/alerts.yaml';
const SETUP = 'setup/install.sh';
const STACK = bareChart('metrics', 'watch', PROMETHEUS_CHARTS, 'kube-prometheus-stack', '67.5.0');
const LONGHORN = ['https://charts.longhorn.io', 'longhorn', '1.7.2'] as const;
const ARGO = ['https://argoproj.github.io/argo-helm', 'argo-cd', '7.7.16'] as const;
const scraping = 'scrape_configs:\n  - job_name: pods\n    kubernetes_sd_configs: [{ role: pod }]\n';
const PROMETHEUS = configured(
  'metrics',
  'prom/prometheus:v3.1.0',
  9090,
  'prometheus.yml',
  scraping,
  '--config.file=/etc/metrics/prometheus.yml',
);
const READER = documents(
  object('v1', 'ServiceAccount', 'metrics', 'watch', ''),
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'metrics',
    '',
    "rules: [{ apiGroups: [''], resources: [pods], verbs: [get, list, watch] }]",
  ),
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    'metrics',
    '',
    `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: metrics }
subjects: [{ kind: ServiceAccount, name: metrics, namespace: watch }]`,
  ),
);
const exporter = documents(
  namespace('shop'),
  deployment('cache-exporter', 'shop', 9121, { image: 'oliver006/redis_exporter:v1.66.0' }).replace(
    'metadata: { labels: { app: cache-exporter } }',
    "metadata: { labels: { app: cache-exporter }, annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '9121' } }",
  ),
);
const PROJECT = object(
  'argoproj.io/v1alpha1',
  'AppProject',
  'base',
  'argocd',
  `spec:
  sourceRepos: ['https://github.com/acme/fleet.git', 'https://strimzi.io/charts']
  destinations: [{ server: 'https://kubernetes.default.svc', namespace: '*' }]
  clusterResourceWhitelist: [{ group: '*', kind: '*' }]`,
);
const BROKER = bareChart('broker', 'broker', 'https://strimzi.io/charts/', 'strimzi-kafka-operator', '0.45.0').replace(
  'project: default',
  'project: base',
);
const ROUTES = folder('edge', 'routes', 'edge').replace(
  '  destination:',
  '  ignoreDifferences: [{ group: traefik.io, kind: IngressRoute, name: board, jsonPointers: [/spec] }]\n  destination:',
);
const ROUTE = object(
  'traefik.io/v1alpha1',
  'IngressRoute',
  'board',
  'edge',
  'spec:\n  routes: [{ kind: Rule, match: Host(`board.example.org`), services: [{ name: board, port: 80 }] }]',
);
const NAMES = documents(
  namespace('names'),
  deployment('names', 'names', 7979, {
    image: 'registry.k8s.io/external-dns/external-dns:v0.15.1',
    container: 'args: [--source=ingress, --source=service, --provider=cloudflare, --txt-owner-id=house]',
  }),
  object(
    'externaldns.k8s.io/v1alpha1',
    'DNSEndpoint',
    'printer',
    'names',
    'spec: { endpoints: [{ dnsName: printer.house.example.org, recordType: A, targets: [192.168.7.9] }] }',
  ),
);
const GREEN = documents(
  namespace('shop'),
  app('checkout', 'shop', 8080)
    .replace('apps/v1\nkind: Deployment', 'argoproj.io/v1alpha1\nkind: Rollout')
    .replace(
      '  replicas: 1\n',
      `  replicas: 1
  strategy:
    blueGreen:
      activeService: checkout-service
      previewService: checkout-next
      trafficManagement: { istio: { virtualService: { name: checkout } } }
`,
    ),
);
const SWEEP = object(
  'batch/v1',
  'CronJob',
  'sweep',
  'kube-system',
  `spec:
  schedule: '15 3 * * *'
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: sweep, image: 'ghcr.io/example/sweep:1.4.0' }] } } } }`,
);

/** A workflow on a runner of our own, with one step. */
function steps(step: string): string {
  return `name: deliver\non: { push: { branches: [main] } }\npermissions: { contents: read }\njobs:\n  deliver:\n    runs-on: self-hosted\n    steps:\n      - uses: actions/checkout@v4\n      - ${step}\n`;
}

/** What a rule of Grafana asks for. */
function asked(range: string, model: string, uid = 'metrics'): string {
  return `- refId: A\n${range}  datasourceUid: ${uid}\n  model: { refId: A, ${model} }`;
}

const TEN = '  relativeTimeRange: { from: 600, to: 0 }\n';
const FAILS = "expr: 'sum(rate(checkout_failures_total[5m]))'";
const LINES = `expr: 'sum(count_over_time({app="checkout"} |= "ERROR" [5m]))'`;
const issuer = 'arn:aws:iam::123456789012:oidc-provider/${local.issuer}';
const SUBJECT = '"${local.issuer}:sub"';

/** What people wrote down after a bad day: what was wrong in their repositories, and what they changed. */
export const seenIncidents: readonly Mistake[] = [
  mistake(
    'A project knows a repository of charts without the slash at its end',
    'application-project-allows',
    { 'fleet/project.yaml': PROJECT, 'fleet/broker.yaml': BROKER },
    'fleet/project.yaml',
    [['https://strimzi.io/charts', 'https://strimzi.io/charts/']],
  ),
  mistake(
    'Rules lack the label by which a stack with defaults takes them',
    'prometheus-selects',
    { 'fleet/metrics.yaml': STACK, [ALERTS]: rules('watch', 'slo', alert('NodeGone', 'up{job="node-exporter"} == 0')) },
    ALERTS,
    [['release: kube-prometheus-stack', 'release: metrics']],
  ),
  mistake(
    'Prometheus discovers pods as the account that may do nothing',
    'discovery-permitted',
    { 'watch/metrics.yaml': PROMETHEUS, 'watch/reader.yaml': READER },
    'watch/metrics.yaml',
    [['      volumes:', '      serviceAccountName: metrics\n      volumes:']],
  ),
  mistake(
    'An exporter is annotated for a Prometheus that asks for monitors',
    'scrape-annotations-work',
    { 'fleet/metrics.yaml': STACK, 'shop/exporter.yaml': exporter },
    'shop/exporter.yaml',
    [["prometheus.io/scrape: 'true', prometheus.io/port: '9121'", "team: 'shop'"]],
  ),
  mistake(
    'An alert of Grafana asks for no stretch of time',
    'grafana-alerting-works',
    { [ALERTS]: graphed(asked('', `${FAILS}, instant: true`)) },
    ALERTS,
    [['- refId: A\n', '- refId: A\n              relativeTimeRange: { from: 600, to: 0 }\n']],
    { says: 'relativeTimeRange' },
  ),
  mistake(
    'An alert of Grafana compares a whole series with its threshold',
    'grafana-alerting-works',
    { [ALERTS]: graphed(asked(TEN, FAILS)) },
    ALERTS,
    [['refId: A, expr', 'refId: A, instant: true, expr']],
    { says: 'compares A itself' },
  ),
  mistake(
    'An alert of Grafana counts lines of a range',
    'grafana-alerting-works',
    { [ALERTS]: graphed(asked(TEN, `${LINES}, queryType: range`, 'lines')) },
    ALERTS,
    [['queryType: range', 'queryType: instant']],
    { says: 'compares A itself' },
  ),
  mistake(
    'The index of an old Loki has tables of a week',
    'store-config-works',
    { 'watch/lines.yaml': configured('loki', 'grafana/loki:2.9.4', 3100, 'loki.yaml', LOKI, '-config.file=/etc/loki/loki.yaml') },
    'watch/lines.yaml',
    [['168h', '24h']],
    { says: 'tables of 168h' },
  ),
  mistake(
    'A module of the prober has its timeout one level too deep',
    'prober-config-read',
    {
      'watch/prober.yaml': configured(
        'prober',
        'prom/blackbox-exporter:v0.25.0',
        9115,
        'blackbox.yml',
        PROBER,
        '--config.file=/etc/prober/blackbox.yml',
      ),
    },
    'watch/prober.yaml',
    [[', timeout: 3s }', ' }']],
  ),
  mistake(
    'A module of the prober has its codes beside http',
    'prober-config-read',
    {
      'fleet/prober.yaml': chart(
        'watch',
        'prober',
        [PROMETHEUS_CHARTS, 'prometheus-blackbox-exporter', '9.1.0'],
        'config: { modules: { api: { prober: http, valid_status_codes: [200, 401] } } }',
      ),
    },
    'fleet/prober.yaml',
    [['valid_status_codes: [200, 401]', 'http: { valid_status_codes: [200, 401] }']],
  ),
  mistake(
    'The policy for drains is spelt as Longhorn does not know it',
    'helm-values-work',
    {
      'fleet/disks.yaml': chart(
        'longhorn-system',
        'disks',
        LONGHORN,
        'defaultSettings: { nodeDrainPolicy: allow-if-last-replica-is-stopped }',
      ),
    },
    'fleet/disks.yaml',
    [['allow-if-last-replica-is-stopped', 'allow-if-replica-is-stopped']],
    { says: 'nodeDrainPolicy' },
  ),
  mistake(
    'A setting of Longhorn is one of another setting',
    'longhorn-setting-known',
    {
      'disks/balance.yaml': object('longhorn.io/v1beta2', 'Setting', 'replica-auto-balance', 'longhorn-system', 'value: always'),
    },
    'disks/balance.yaml',
    [['value: always', 'value: best-effort']],
  ),
  mistake(
    'k3s and Longhorn both bring the default class',
    'k3s-fits-addons',
    {
      [SETUP]: installs('curl -sfL https://get.k3s.io | INSTALL_K3S_VERSION=v1.31.4+k3s1 sh -s - server --disable traefik'),
      'fleet/disks.yaml': chart('longhorn-system', 'disks', LONGHORN, 'persistence: { defaultClassReplicaCount: 2 }'),
    },
    SETUP,
    [['--disable traefik', '--disable traefik --disable local-storage']],
    { says: 'local-path' },
  ),
  mistake(
    'A class of the tree is the default beside that of the chart',
    'one-default-class',
    {
      'fleet/disks.yaml': chart('longhorn-system', 'disks', LONGHORN, 'persistence: { defaultClassReplicaCount: 2 }'),
      'disks/fast.yaml':
        "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fast, annotations: { storageclass.kubernetes.io/is-default-class: 'true' } }\nprovisioner: driver.longhorn.io\nparameters: { numberOfReplicas: '2' }\n",
    },
    'disks/fast.yaml',
    [["is-default-class: 'true'", "is-default-class: 'false'"]],
  ),
  mistake(
    'A policy is applied before its namespace is made',
    'script-order',
    {
      [SETUP]: installs('kubectl apply -f mesh/strict.yaml', 'kubectl apply -f base/places.yaml'),
      'mesh/strict.yaml': object('security.istio.io/v1', 'PeerAuthentication', 'default', 'shop', 'spec: { mtls: { mode: STRICT } }'),
      'base/places.yaml': namespace('shop', 'istio-injection: enabled'),
    },
    SETUP,
    [
      [
        'kubectl apply -f mesh/strict.yaml\nkubectl apply -f base/places.yaml',
        'kubectl apply -f base/places.yaml\nkubectl apply -f mesh/strict.yaml',
      ],
    ],
  ),
  mistake(
    'A job of the system stands among what is applied into a stage',
    'command-namespace-agrees',
    {
      '.github/workflows/deliver.yml': steps('run: kubectl apply -n stage -f stage/'),
      'stage/flags.yaml': object('v1', 'ConfigMap', 'flags', 'stage', 'data: { LEVEL: info }'),
      'stage/sweep.yaml': SWEEP,
    },
    '.github/workflows/deliver.yml',
    [['apply -n stage -f', 'apply -f']],
  ),
  mistake(
    'An action is asked for by a tag without its v',
    'workflow-parts-served',
    { '.github/workflows/deliver.yml': steps('uses: docker/setup-buildx-action@3') },
    '.github/workflows/deliver.yml',
    [['buildx-action@3', 'buildx-action@v3']],
  ),
  mistake(
    'A start script was saved on Windows',
    'shell-parses',
    {
      Dockerfile: 'FROM debian:12.8-slim\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n',
      'start.sh': '#!/bin/sh\r\nset -e\r\nexec sleep 1000\r\n',
    },
    'start.sh',
    [['\r\n', '\n']],
  ),
  mistake(
    'All that a route is to be is ignored',
    'argocd-ignore-narrow',
    { 'fleet/routes.yaml': ROUTES, 'edge/board.yaml': ROUTE },
    'fleet/routes.yaml',
    [['jsonPointers: [/spec]', 'jsonPointers: [/spec/tls/secretName]']],
  ),
  mistake(
    'nginx speaks plainly to an Argo CD that redirects',
    'helm-values-work',
    {
      'fleet/argo.yaml': chart('argocd', 'argo', ARGO, 'server: { ingress: { enabled: true, ingressClassName: nginx, tls: true } }'),
    },
    'fleet/argo.yaml',
    [['server: {', 'configs: { params: { server.insecure: true } }\n        server: {']],
    { says: 'the Ingress for nginx' },
  ),
  mistake(
    'Traefik does not trust the certificate of Argo CD',
    'helm-values-work',
    {
      'fleet/argo.yaml': chart(
        'argocd',
        'argo',
        ARGO,
        'server: { ingress: { enabled: true, ingressClassName: traefik, annotations: { traefik.ingress.kubernetes.io/service.serversscheme: http } } }',
      ),
    },
    'fleet/argo.yaml',
    [['server: {', "configs: { params: { server.insecure: 'true' } }\n        server: {"]],
    { says: 'the Ingress for traefik' },
  ),
  mistake(
    'Definitions of Kyverno are applied by the client',
    'definitions-server-side',
    { [SETUP]: installs('kubectl apply -f https://github.com/kyverno/kyverno/releases/download/v1.13.2/install.yaml') },
    SETUP,
    [['kubectl apply -f', 'kubectl apply --server-side -f']],
  ),
  mistake(
    'Nobody looks at the names that stand in objects of their own',
    'dns-sources-fit',
    { 'names/all.yaml': NAMES },
    'names/all.yaml',
    [['[--source=ingress', '[--source=crd, --source=ingress']],
  ),
  mistake(
    'A role is for every account of a namespace, by a star that is none',
    'iam-condition-matches',
    { 'infra/roles.tf': assumed(issuer, `StringEquals = { ${SUBJECT} = "system:serviceaccount:watch:*" }`) },
    'infra/roles.tf',
    [['StringEquals', 'StringLike']],
  ),
  mistake(
    'A role trusts an issuer with a blank in its name',
    'iam-condition-matches',
    {
      'infra/roles.tf': assumed(issuer.replace('012:', '012 :'), `StringEquals = { ${SUBJECT} = "system:serviceaccount:watch:loki" }`),
    },
    'infra/roles.tf',
    [['012 :', '012:']],
  ),
  mistake(
    'A role is for every branch, by a star that is none',
    'iam-condition-matches',
    { 'infra/deploy.tf': pipelines('StringEquals') },
    'infra/deploy.tf',
    [['StringEquals', 'StringLike']],
  ),
  mistake('A blue and green Rollout is given a router', 'rollout-strategy-works', { 'shop/checkout.yaml': GREEN }, 'shop/checkout.yaml', [
    ['      trafficManagement: { istio: { virtualService: { name: checkout } } }\n', ''],
  ]),
];
