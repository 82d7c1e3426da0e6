import type { Given } from './setting.ts';
import { settingsOf } from './settings.ts';

const NAMES = { uses: () => false, defines: () => false, has: () => true };
const given = (chart: string, values: object, more: Partial<Given> = {}): Given => ({ chart, values, major: undefined, ...NAMES, ...more });
const said = (each: Given): readonly string[] => settingsOf(each).map(({ message }) => message);

const receivers = (...names: readonly string[]) => names.map((name) => ({ name }));
const s3 = (storage: object) => ({ loki: { storage: { type: 's3', ...storage }, schemaConfig: {} } });
const collected = (processors: readonly string[], more: object = {}) => ({
  mode: 'deployment',
  image: { repository: 'otel/opentelemetry-collector-k8s' },
  config: { processors: { k8sattributes: {} }, service: { pipelines: { traces: { processors } } } },
  ...more,
});
const policy = { metadata: { name: 'web' }, spec: { ingress: [{ toPorts: [{ ports: [], rules: { http: [] } }] }] } };
const raft = (join: string, more = '', server: object = {}): object => ({
  global: { tlsDisable: false },
  server: {
    ha: {
      enabled: true,
      raft: {
        enabled: true,
        config: `listener "tcp" {\n tls_cert_file = "/vault/data/tls.crt"\n}\nstorage "raft" {\n path = "/vault/data"\n retry_join {\n leader_api_addr = "${join}"\n }\n}\n${more}`,
      },
      ...server,
    },
  },
});
const vault = { release: { name: 'vault', namespace: 'vault' } };
const transit = (address: string) => raft('https://vault-0.vault-internal:8200', `seal "transit" {\n address = "${address}"\n}\n`);
const remote = (regex: string) => ({
  prometheus: {
    prometheusSpec: {
      externalLabels: { cluster: 'a' },
      remoteWrite: [{ url: 'https://a.io', writeRelabelConfigs: [{ action: 'labeldrop', regex }] }],
    },
  },
});
const limiter = (limit: number, spike: number) => ({
  config: { processors: { memory_limiter: { limit_percentage: limit, spike_limit_percentage: spike } } },
});
const policies = (action: string) => ({
  mode: 'standalone',
  resources: {},
  users: [{ accessKey: 'velero', policy: 'p', secretKey: 'x' }],
  policies: [{ name: 'p', statements: [{ resources: ['arn:aws:s3:::velero/*'], actions: [action] }] }],
});

test.each<[string, Given]>([
  [
    'receivers with the one of the chart',
    given('kube-prometheus-stack', { alertmanager: { config: { receivers: receivers('null', 'a') } } }),
  ],
  [
    'receivers and routes',
    given('kube-prometheus-stack', { alertmanager: { config: { route: { routes: [] }, receivers: receivers('a') } } }),
  ],
  ['no receivers of its own', given('kube-prometheus-stack', { alertmanager: { config: { global: { resolve_timeout: '5m' } } } })],
  ['buckets of Loki', given('loki', s3({ bucketNames: { chunks: 'a' } }))],
  ['Loki with a MinIO of its own', given('loki', { ...s3({}), minio: { enabled: true } })],
  ['Loki without canary and test', given('loki', { lokiCanary: { enabled: false }, test: { enabled: false } })],
  ['a collector that asks nobody', given('opentelemetry-collector', collected(['batch']))],
  [
    'a collector with its preset',
    given('opentelemetry-collector', collected(['k8sattributes'], { presets: { kubernetesAttributes: { enabled: true } } })),
  ],
  [
    'a collector whose rights are given elsewhere',
    given('opentelemetry-collector', collected(['k8sattributes']), { objects: () => [{ subjects: [{ name: 'otel' }] }] }),
  ],
  ['Cilium without proxy and policies about requests', given('cilium', { l7Proxy: false }, { objects: () => [] })],
  [
    'native routing that says its range',
    given('cilium', { routingMode: 'native', ipv4NativeRoutingCIDR: '10.0.0.0/8', autoDirectNodeRoutes: true }),
  ],
  ['native routing in a cloud', given('cilium', { routingMode: 'native', ipam: { mode: 'eni' } })],
  ['a part that is switched off', given('grafana', { ingress: { enabled: false, hosts: ['a'] } })],
  ['an empty list of hosts', given('grafana', { ingress: { hosts: [] } })],
  ['a part below one that is off', given('kube-prometheus-stack', { grafana: { enabled: false, persistence: { size: '1Gi' } } })],
  ['Dex that is on', given('argo-cd', { global: { domain: 'a.io' }, configs: { cm: { 'dex.config': 'x' } } })],
  ['an output of Falcosidekick', given('falco', { falcosidekick: { enabled: true, config: { loki: { hostport: 'http://loki:3100' } } } })],
  ['servers that join by TLS', given('vault', raft('https://vault-0.vault-internal:8200'), vault)],
  ['a key of another Vault', given('vault', transit('https://vault.example.com:8200'), vault)],
  ['a label that stays', given('kube-prometheus-stack', remote('prometheus.*'))],
  ['copies of Grafana with a database', given('grafana', { replicas: 2, 'grafana.ini': { database: { type: 'postgres' } } })],
  ['a collector with room', given('opentelemetry-collector', { ...collected([]), ...limiter(80, 20) })],
  ['metrics of Hubble by name', given('cilium', { hubble: { metrics: { enabled: ['dns'] } } })],
  ['a user of MinIO who may do all', given('minio', policies('s3:*'))],
])('silent about %s', (_, each) => {
  expect(said(each)).toEqual([]);
});

test.each<[string, Given, string]>([
  [
    'receivers without the one of the chart',
    given('kube-prometheus-stack', { alertmanager: { config: { route: { receiver: 'a' }, receivers: receivers('a') } } }),
    'the receivers are a, and the chart still routes the alert Watchdog to the receiver "null"',
  ],
  [
    'a store written as in the object',
    given('kube-prometheus-stack', { prometheus: { prometheusSpec: { thanos: { objectStorageConfig: { name: 'a', key: 'b' } } } } }),
    'objectStorageConfig has name and key themselves, and the chart reads objectStorageConfig.existingSecret',
  ],
  [
    'buckets a level too deep',
    given('loki', s3({ s3: { bucketNames: { chunks: 'a' } } })),
    'loki.storage.type is s3, and loki.storage.bucketNames.chunks names no bucket (what stands under loki.storage.s3 is not read)',
  ],
  [
    'a test without its canary',
    given('loki', { lokiCanary: { enabled: false } }),
    'lokiCanary.enabled is off, and test.enabled is on (the default)',
  ],
  [
    'a collector without a mode',
    given('opentelemetry-collector', { ...collected([]), mode: undefined }),
    'the chart has no mode of its own: it is one of daemonset, deployment, statefulset',
  ],
  [
    'a collector without an image',
    given('opentelemetry-collector', { mode: 'daemonset' }, { major: 0, minor: 100 }),
    'the chart has no image of its own since 0.89: image.repository is not set',
  ],
  [
    'a collector without rights',
    given('opentelemetry-collector', collected(['batch', 'k8sattributes/pods'])),
    'k8sattributes/pods asks the API server, and the chart gives its account no right to (presets.kubernetesAttributes and clusterRole.create are off)',
  ],
  [
    'a Gateway without proxy',
    given('cilium', { l7Proxy: false, kubeProxyReplacement: true, gatewayAPI: { enabled: true } }),
    'l7Proxy is off, and gatewayAPI is on, which is nothing else',
  ],
  [
    'a policy without proxy',
    given('cilium', { l7Proxy: false }, { objects: (kind) => (kind.endsWith('/CiliumNetworkPolicy') ? [policy] : []) }),
    'l7Proxy is off, and the policy web allows by requests or names',
  ],
  [
    'routes beside a tunnel',
    given('cilium', { autoDirectNodeRoutes: true }),
    'autoDirectNodeRoutes is on, and packets go through a tunnel (routingMode: tunnel)',
  ],
  [
    'native routing of any address',
    given('cilium', { routingMode: 'native' }),
    'routingMode is native, and no ipv4NativeRoutingCIDR says which addresses are routed as they are',
  ],
  [
    'direct answers through a tunnel',
    given('cilium', { loadBalancer: { mode: 'dsr' } }),
    'loadBalancer.mode is dsr, and packets go through a tunnel',
  ],
  ['an egress gateway by iptables', given('cilium', { egressGateway: { enabled: true } }), 'egressGateway is on without bpf.masquerade'],
  [
    'certificates of nobody',
    given('cilium', { hubble: { tls: { auto: { method: 'certmanager' } } } }),
    'hubble.tls.auto.method is certmanager, and no hubble.tls.auto.certManagerIssuerRef says who issues',
  ],
  [
    'two ways to bring definitions',
    given('cert-manager', { installCRDs: true, crds: { enabled: true } }),
    'installCRDs and crds.enabled are both on',
  ],
  [
    'a volume that is not asked for',
    given('grafana', { persistence: { size: '5Gi' } }),
    'persistence.size is set, and persistence.enabled, which is off by default, is left out',
  ],
  [
    'encryption that is off',
    given('cilium', { encryption: { type: 'wireguard' } }),
    'encryption.type is set, and encryption.enabled, which is off by default, is left out',
  ],
  [
    'Dex that is off',
    given('argo-cd', { global: { domain: 'a.io' }, dex: { enabled: false }, configs: { cm: { 'dex.config': 'x' } } }),
    'dex.enabled is off, and configs.cm has a dex.config',
  ],
  [
    'a login to a host of somebody else',
    given('argo-cd', { configs: { cm: { 'oidc.config': 'x' } } }, { major: 8 }),
    'oidc.config is set, and neither configs.cm.url nor global.domain says how Argo CD is called (argocd.example.com is the default)',
  ],
  [
    'an output with its path',
    given('falco', { falcosidekick: { enabled: true, config: { loki: { hostport: 'http://loki:3100/loki/api/v1/push' } } } }),
    'falcosidekick.config.loki.hostport is http://loki:3100/loki/api/v1/push, and the path is added to it once more',
  ],
  [
    'servers that join without TLS',
    given('vault', raft('http://vault-0.vault-internal:8200'), vault),
    'the servers join at http://vault-0.vault-internal:8200, and their listener is encrypted',
  ],
  [
    'servers that join below another Service',
    given('vault', raft('https://vault-0.vault:8200'), vault),
    'the servers join at https://vault-0.vault:8200, and pods have names below the Service vault-internal only',
  ],
  [
    'a server that there is not',
    given('vault', raft('https://vault-3.vault-internal:8200'), vault),
    'the servers join at https://vault-3.vault-internal:8200, and with 3 replicas the last one is vault-2',
  ],
  [
    'a key in itself',
    given('vault', transit('https://vault-active.vault.svc:8200'), vault),
    'Vault is opened by the key that https://vault-active.vault.svc:8200 keeps, which is itself',
  ],
  [
    'a label that is dropped',
    given('kube-prometheus-stack', remote('clust.*')),
    'externalLabels has cluster, and labeldrop "clust.*" takes it away before it is written to https://a.io',
  ],
  [
    'copies of Grafana',
    given('grafana', { replicas: 2 }),
    'Grafana is to run 2 times, and each copy has a database of its own (SQLite, the default)',
  ],
  [
    'a guard without room',
    given('opentelemetry-collector', { ...collected([]), ...limiter(80, 90) }),
    'spike_limit_percentage is 90, and has to be below limit_percentage, 80',
  ],
  [
    'metrics of Hubble as a switch',
    given('cilium', { hubble: { metrics: { enabled: true } } }),
    'hubble.metrics.enabled is true, and the chart takes a list of metrics',
  ],
  [
    'a user of MinIO who may not list',
    given('minio', policies('s3:GetObject')),
    'policy p allows s3:GetObject on arn:aws:s3:::velero/*, and not s3:ListBucket',
  ],
  [
    'a time of Argo CD without a unit',
    given('argo-cd', { configs: { cm: { 'timeout.reconciliation': 300 } } }),
    'timeout.reconciliation is 300, a number without a unit',
  ],
  [
    'a retention that Loki does not read',
    given('loki', { loki: { schemaConfig: {}, compactor: { retention_period: '1w' } } }),
    'Loki does not read loki.compactor.retention_period: the setting is loki.limits_config.retention_period',
  ],
])('tells %s', (_, each, message) => {
  expect(said(each)).toContain(message);
  for (const { why, fix } of settingsOf(each)) expect([why, fix]).toEqual([expect.stringMatching(/[.?]$/), expect.stringMatching(/[.?]$/)]);
});
