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
const heads = 'seal "transit" {\n address = "https://vault.example.com:8200"\n}\n';
const brought = (files: readonly string[], ...refs: readonly string[]) => ({
  falco: { rules_files: files },
  falcoctl: { config: { artifact: { install: { refs }, follow: { refs } } } },
});
const oidc = (more: string) => ({
  global: { domain: 'argocd.acme.example' },
  configs: { cm: { 'oidc.config': `issuer: https://id.acme.example\nclientID: argocd\n${more}` } },
});
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
  [
    'a replaced kube-proxy that leaves connections of pods to Istio',
    given('cilium', { kubeProxyReplacement: true, socketLB: { hostNamespaceOnly: true } }, { installs: (chart) => chart === 'istiod' }),
  ],
  ['a replaced kube-proxy without Istio', given('cilium', { kubeProxyReplacement: true }, { installs: () => false })],
  ['native routing in a cloud', given('cilium', { routingMode: 'native', ipam: { mode: 'eni' } })],
  ['a part that is switched off', given('grafana', { ingress: { enabled: false, hosts: ['a'] } })],
  ['an empty list of hosts', given('grafana', { ingress: { hosts: [] } })],
  ['a part below one that is off', given('kube-prometheus-stack', { grafana: { enabled: false, persistence: { size: '1Gi' } } })],
  ['Dex that is on', given('argo-cd', { global: { domain: 'a.io' }, configs: { cm: { 'dex.config': 'x' } } })],
  ['an output of Falcosidekick', given('falco', { falcosidekick: { enabled: true, config: { loki: { hostport: 'http://loki:3100' } } } })],
  ['servers that join by TLS', given('vault', raft('https://vault-0.vault-internal:8200'), vault)],
  [
    'the three configurations of all values',
    given('vault', raft('https://vault-0.vault-internal:8200', heads, { config: heads, replicas: 3 }), vault),
  ],
  ['a single server with raft', given('vault', { server: { ha: { enabled: true, replicas: 1, raft: { enabled: true } } } })],
  [
    'rules of Falco that are brought and listed',
    given('falco', brought(['/etc/falco/falco-incubating_rules.yaml'], 'falco-incubating-rules:4')),
  ],
  ['rules of Falco that are mounted', given('falco', { ...brought(['/etc/falco/falco-sandbox_rules.yaml']), mounts: { volumes: [] } })],
  [
    'an Ingress of Argo CD for two hosts',
    given('argo-cd', {
      ...oidc(''),
      server: { ingress: { enabled: true, hostname: 'argo.acme.example', extraHosts: [{ name: 'argocd.acme.example' }] } },
    }),
  ],
  ['the log-in of Argo CD by a provider', given('argo-cd', oidc('requestedScopes: [openid, groups]'))],
  ['a key of another Vault', given('vault', transit('https://vault.example.com:8200'), vault)],
  ['a label that stays', given('kube-prometheus-stack', remote('prometheus.*'))],
  ['copies of Grafana with a database', given('grafana', { replicas: 2, 'grafana.ini': { database: { type: 'postgres' } } })],
  ['a collector with room', given('opentelemetry-collector', { ...collected([]), ...limiter(80, 20) })],
  ['metrics of Hubble by name', given('cilium', { hubble: { metrics: { enabled: ['dns'] } } })],
  [
    'an adapter with its port in one place',
    given('prometheus-adapter', { prometheus: { url: 'http://prometheus.monitoring.svc', port: 9090 } }),
  ],
  ['an adapter without a port of the chart', given('prometheus-adapter', { prometheus: { url: 'http://prometheus:80/prom', port: 0 } })],
  [
    'a journal that is mounted',
    given('promtail', {
      config: { snippets: { extraScrapeConfigs: '- job_name: journal\n  journal: { path: /var/log/journal }\n' } },
      extraVolumes: [{ name: 'journal', hostPath: { path: '/var/log/journal' } }],
    }),
  ],
  ['Promtail in the group of root', given('promtail', { podSecurityContext: { runAsUser: 10001, runAsGroup: 0 } })],
  [
    'sections of Grafana and parts of them',
    given('grafana', { 'grafana.ini': { server: {}, 'auth.github': {}, 'metrics.environment_info': {} } }),
  ],
  ['a user of MinIO who may do all', given('minio', policies('s3:*'))],
])('silent about %s', (_, each) => {
  expect(said(each)).toEqual([]);
});

test.each<[string, Given, string]>([
  [
    'a port in the URL, to which the chart adds its own',
    given('prometheus-adapter', { prometheus: { url: 'http://prometheus:9090' } }),
    'prometheus.url is http://prometheus:9090, and the chart adds prometheus.port (9090, the default) to it',
  ],
  [
    'a path in the URL, to which the chart adds its port',
    given('prometheus-adapter', { prometheus: { url: 'http://prometheus/prom', port: 80 } }),
    'prometheus.url is http://prometheus/prom, and the chart adds prometheus.port (80) to it',
  ],
  [
    'an adapter with a host alone',
    given('prometheus-adapter', { prometheus: { url: 'prometheus.monitoring.svc' } }),
    'prometheus.url is prometheus.monitoring.svc, without a scheme',
  ],
  [
    'Promtail as a stranger',
    given('promtail', { podSecurityContext: { runAsUser: 10001, runAsGroup: 10001 } }),
    'Promtail is to run as user 10001 of group 10001, and the logs of the node belong to root',
  ],
  [
    'a journal that is not mounted',
    given('promtail', { config: { snippets: { extraScrapeConfigs: '- job_name: journal\n  journal: { max_age: 12h }\n' } } }),
    'a job reads the journal of the node, and extraVolumes brings no /var/log/journal',
  ],
  [
    'a section of Grafana that there is not',
    given('kube-prometheus-stack', { grafana: { 'grafana.ini': { sever: {} } } }),
    'Grafana reads no section [sever]; there is [server]',
  ],
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
  [
    'a replaced kube-proxy beside Istio',
    given('cilium', { kubeProxyReplacement: 'true' }, { installs: (chart) => chart === 'istiod' }),
    'Cilium puts the address of a pod in the place of that of a Service when a pod opens a connection, and the tree installs Istio',
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
    'a key in the configuration of another way to run',
    given('vault', raft('https://vault-0.vault-internal:8200', '', { config: heads }), vault),
    'seal "transit" stands in server.ha.config, and Vault starts from server.ha.raft.config',
  ],
  [
    'a configuration of a single server beside several',
    given('vault', { server: { standalone: { config: 'ui = true' }, ha: { enabled: true, raft: { enabled: true } } } }),
    'the configuration stands in server.standalone.config, and Vault starts from server.ha.raft.config',
  ],
  [
    'servers that join nobody',
    given('vault', { server: { ha: { enabled: true, raft: { enabled: true } } } }),
    '3 servers keep their data with raft, and no retry_join says whom they join',
  ],
  [
    'rules of Falco that are brought and not listed',
    given('falco', brought(['/etc/falco/rules.d'], 'ghcr.io/falcosecurity/rules/falco-incubating-rules:4')),
    'falcoctl brings falco-incubating-rules, and falco.rules_files leaves out /etc/falco/falco-incubating_rules.yaml',
  ],
  [
    'rules of Falco that are listed and not brought',
    given('falco', brought(['/etc/falco/falco_rules.yaml', '/etc/falco/falco-sandbox_rules.yaml'], 'falco-rules:4')),
    'falco.rules_files lists /etc/falco/falco-sandbox_rules.yaml, and falcoctl does not bring falco-sandbox-rules',
  ],
  [
    'rules of Falco by the name of before',
    given('falco', { falco: { rules_file: ['/etc/falco/falco_rules.yaml'] } }, { major: 6 }),
    'falco.rules_file is the name of before 0.38, and the chart writes its own falco.rules_files beside it',
  ],
  [
    'an Ingress of Argo CD for another host',
    given('argo-cd', { ...oidc(''), server: { ingress: { enabled: true, hostname: 'argo.acme.example' } } }),
    'the Ingress is for argo.acme.example, and who logs in is sent back to argocd.acme.example',
  ],
  [
    'scopes under another name',
    given('argo-cd', oidc('scopes: [openid, groups]')),
    'oidc.config has scopes, and Argo CD reads requestedScopes there',
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
