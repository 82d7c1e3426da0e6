import { mistake, object } from './apps.ts';
import { addon, clusterChart, installs, release } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { alert, configMap, documents, deployment, indented, namespace, rules, service } from './pieces.ts';

function stack(values: string): Readonly<Record<string, string>> {
  return addon('kube-prometheus-stack', 'prometheus-community', 'kube-prometheus-stack', '72.6.2', 'monitoring', values);
}

function agent(write: string): string {
  return `prometheus:
  agentMode: true
  prometheusSpec:
    externalLabels: { cluster: app1 }
${indented(4, write)}
alertmanager: { enabled: false }
grafana: { enabled: false }
defaultRules: { create: false }
`;
}

const storage =
  'storageSpec:\n  volumeClaimTemplate: { spec: { storageClassName: local-path, accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } } }\n';

function receive(args: string, ports = 'ports: [{ name: grpc, containerPort: 10901 }]'): string {
  return documents(
    namespace('monitoring'),
    `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: thanos-receive, namespace: monitoring }
spec:
  serviceName: thanos-receive
  selector: { matchLabels: { app: thanos-receive } }
  template:
    metadata: { labels: { app: thanos-receive } }
    spec:
      automountServiceAccountToken: false
      containers:
        - name: receive
          image: quay.io/thanos/thanos:v0.37.2
          args:
${indented(12, args)}
          ${ports}
          resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }
          volumeMounts: [{ name: data, mountPath: /var/thanos }]
  volumeClaimTemplates:
    - { metadata: { name: data }, spec: { storageClassName: local-path, accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } } }
`,
    `apiVersion: v1
kind: Service
metadata: { name: thanos-receive, namespace: monitoring }
spec:
  selector: { app: thanos-receive }
  ports: [{ name: grpc, port: 10901 }, { name: remote-write, port: 19291 }]
`,
  );
}

const receiving = `- receive
- --tsdb.path=/var/thanos
- --label=receive_replica="0"
- --grpc-address=0.0.0.0:10901
- --remote-write.address=0.0.0.0:19291`;

function query(endpoint: string): string {
  return documents(
    deployment(
      'monitoring',
      'thanos-query',
      'quay.io/thanos/thanos:v0.37.2',
      9090,
      `args: [query, --http-address=0.0.0.0:9090, --endpoint=${endpoint}]
resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }`,
    ),
    service('monitoring', 'thanos-query', 9090),
  );
}

function compact(args: string): string {
  return deployment(
    'monitoring',
    'thanos-compact',
    'quay.io/thanos/thanos:v0.37.2',
    10902,
    `args: [compact, --data-dir=/var/thanos, --objstore.config-file=/etc/thanos/config.yaml, --retention.resolution-raw=30d, --retention.resolution-5m=90d, --retention.resolution-1h=1y${args}]
resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }`,
  );
}

const loki = `deploymentMode: SingleBinary
loki:
  auth_enabled: false
  commonConfig: { replication_factor: 1 }
  storage: { type: filesystem }
  schemaConfig:
    configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]
  limits_config: { retention_period: 168h }
  compactor: { retention_enabled: true, delete_request_store: filesystem }
singleBinary: { replicas: 1, persistence: { size: 30Gi, storageClass: local-path } }
read: { replicas: 0 }
write: { replicas: 0 }
backend: { replicas: 0 }
chunksCache: { enabled: false }
resultsCache: { enabled: false }
lokiCanary: { enabled: false }
test: { enabled: false }
`;

const promtail = `config:
  clients:
    - url: http://loki.monitoring.svc:3100/loki/api/v1/push
      external_labels: { cluster: mgmt }
      backoff_config: { max_retries: 0 }
`;

function logs(lokiValues: string, promtailValues: string): Readonly<Record<string, string>> {
  return {
    'addons/install.sh': installs(
      release('loki', 'grafana', 'loki', '6.30.1', 'monitoring'),
      release('promtail', 'grafana', 'promtail', '6.17.0', 'monitoring'),
    ),
    'addons/values/loki.yaml': lokiValues,
    'addons/values/promtail.yaml': promtailValues,
  };
}

const sources = `apiVersion: 1
datasources:
  - { name: Thanos, type: prometheus, uid: thanos, access: proxy, url: 'http://thanos-query.monitoring.svc:9090', isDefault: true }
  - { name: Loki, type: loki, uid: loki, access: proxy, url: 'http://loki.monitoring.svc:3100' }
`;

/** Metrics and logs that app clusters send to the platform. */
export const clusterMetrics: readonly Mistake[] = [
  mistake(
    'The remote write of an agent stands a level too high',
    'helm-value-known',
    stack(`prometheus:
  agentMode: true
  remoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]
  prometheusSpec:
    externalLabels: { cluster: app1 }
${indented(4, storage)}
alertmanager: { enabled: false }
grafana: { enabled: false }
`),
    'addons/values/kube-prometheus-stack.yaml',
    [
      ["  remoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]\n", ''],
      ['    externalLabels:', "    remoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]\n    externalLabels:"],
    ],
  ),
  mistake(
    'An agent writes to Thanos on the path of Prometheus',
    'address-fits-api',
    {
      'mgmt/thanos.yaml': receive(receiving),
      ...stack(agent(`${storage}remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:19291/api/v1/write' }]`)),
    },
    'addons/values/kube-prometheus-stack.yaml',
    [['/api/v1/write', '/api/v1/receive']],
  ),
  mistake(
    'An agent writes by HTTP to the gRPC port of Thanos',
    'address-fits-api',
    {
      'mgmt/thanos.yaml': receive(receiving),
      ...stack(agent(`${storage}remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:10901/api/v1/receive' }]`)),
    },
    'addons/values/kube-prometheus-stack.yaml',
    [[':10901/', ':19291/']],
  ),
  mistake(
    'Thanos Query asks the remote-write port of the receiver, which speaks no gRPC',
    'thanos-works',
    { 'mgmt/thanos.yaml': documents(receive(receiving), query('thanos-receive.monitoring.svc:19291')) },
    'mgmt/thanos.yaml',
    [['--endpoint=thanos-receive.monitoring.svc:19291', '--endpoint=thanos-receive.monitoring.svc:10901']],
  ),
  mistake(
    'Thanos Receive has no label and so does not start',
    'thanos-works',
    { 'mgmt/thanos.yaml': receive(receiving.replace(`- --label=receive_replica="0"\n`, '')) },
    'mgmt/thanos.yaml',
    [['- --grpc-address', `- --label=receive_replica="0"\n            - --grpc-address`]],
  ),
  mistake(
    'The compactor of Thanos is a Deployment, and ends after one round (no --wait)',
    'thanos-works',
    { 'mgmt/thanos.yaml': documents(namespace('monitoring'), compact('')) },
    'mgmt/thanos.yaml',
    [['--retention.resolution-1h=1y]', '--retention.resolution-1h=1y, --wait]']],
  ),
  mistake(
    'Two compactors of Thanos work on one bucket',
    'thanos-works',
    { 'mgmt/thanos.yaml': documents(namespace('monitoring'), compact(', --wait').replace('replicas: 1', 'replicas: 2')) },
    'mgmt/thanos.yaml',
    [['replicas: 2', 'replicas: 1']],
  ),
  mistake(
    'The endpoint of the object store of Thanos is a URL, where host and port belong',
    'thanos-works',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        configMap('monitoring', 'thanos-objstore', {
          'config.yaml': 'type: S3\nconfig:\n  bucket: thanos\n  endpoint: http://minio.minio.svc:9000\n  insecure: true',
        }),
      ),
    },
    'mgmt/thanos.yaml',
    [['endpoint: http://minio', 'endpoint: minio']],
  ),
  mistake(
    'Rules and alerts are written for a cluster whose Prometheus is an agent and evaluates none',
    'rules-evaluated',
    {
      'app1/rules.yaml': documents(
        namespace('monitoring'),
        rules('monitoring', 'app-alerts', alert('PodsRestart', 'increase(kube_pod_container_status_restarts_total[1h]) > 5')),
      ),
      'app1/stack.yaml': clusterChart(
        'app1',
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        agent(`${storage}remoteWrite: [{ url: 'http://metrics.example.com/api/v1/receive' }]`),
      ).replace('name: app1, namespace', 'server: https://kubernetes.default.svc, namespace'),
    },
    'app1/stack.yaml',
    [['agentMode: true', 'agentMode: false']],
  ),
  mistake(
    'An agent is given a retention, which an agent refuses',
    'helm-values-work',
    stack(agent(`${storage}retention: 15d\nremoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]`)),
    'addons/values/kube-prometheus-stack.yaml',
    [['    retention: 15d\n', '']],
    { partly: true },
  ),
  mistake(
    'Loki is to be one binary, of which the values want none',
    'helm-values-work',
    logs(loki.replace('singleBinary: { replicas: 1, ', 'singleBinary: { '), promtail),
    'addons/values/loki.yaml',
    [['singleBinary: { ', 'singleBinary: { replicas: 1, ']],
  ),
  mistake(
    'Loki is to be one binary and has the parts of the scalable mode beside it',
    'helm-values-work',
    logs(loki.replace('read: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }\n', ''), promtail),
    'addons/values/loki.yaml',
    [['chunksCache:', 'read: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }\nchunksCache:']],
  ),
  mistake(
    'Loki gets no schema, and its chart refuses to render without one',
    'helm-values-work',
    logs(
      loki.replace(
        "  schemaConfig:\n    configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]\n",
        '',
      ),
      promtail,
    ),
    'addons/values/loki.yaml',
    [
      [
        '  limits_config:',
        "  schemaConfig:\n    configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]\n  limits_config:",
      ],
    ],
  ),
  mistake(
    'The caches of Loki ask for more memory than the worker has',
    'helm-values-work',
    {
      'nodes.yaml': `apiVersion: v1
kind: Node
metadata: { name: mgmt-worker-0, labels: { kubernetes.io/hostname: mgmt-worker-0 } }
status: { capacity: { cpu: '2', memory: 6Gi }, allocatable: { cpu: '2', memory: 5800Mi } }
`,
      ...logs(loki.replace('chunksCache: { enabled: false }\n', ''), promtail),
    },
    'addons/values/loki.yaml',
    [['resultsCache:', 'chunksCache: { enabled: false }\nresultsCache:']],
    { partly: true },
  ),
  mistake(
    'Loki wants a tenant with every request, and Promtail says none',
    'loki-tenant-sent',
    logs(loki.replace('auth_enabled: false', 'auth_enabled: true'), promtail),
    'addons/values/loki.yaml',
    [['auth_enabled: true', 'auth_enabled: false']],
  ),
  mistake(
    'Retention of Loki is on without a store for requests to delete',
    'helm-values-work',
    logs(loki.replace(', delete_request_store: filesystem', ''), promtail),
    'addons/values/loki.yaml',
    [['retention_enabled: true', 'retention_enabled: true, delete_request_store: filesystem']],
  ),
  mistake(
    'Promtail is told its server with a key that the chart no longer has',
    'helm-value-known',
    logs(loki, 'config:\n  lokiAddress: http://loki.monitoring.svc:3100/loki/api/v1/push\n'),
    'addons/values/promtail.yaml',
    [['  lokiAddress: http', '  clients:\n    - url: http']],
  ),
  mistake(
    'Promtail pushes to an address without the path on which Loki takes lines',
    'address-fits-api',
    logs(loki, promtail.replace('/loki/api/v1/push', '')),
    'addons/values/promtail.yaml',
    [['svc:3100', 'svc:3100/loki/api/v1/push']],
  ),
  mistake(
    'The label of the cluster stands beside the clients of Promtail instead of inside',
    'helm-value-known',
    logs(
      loki,
      'config:\n  external_labels: { cluster: mgmt }\n  clients:\n    - url: http://loki.monitoring.svc:3100/loki/api/v1/push\n      backoff_config: { max_retries: 0 }\n',
    ),
    'addons/values/promtail.yaml',
    [
      ['  external_labels: { cluster: mgmt }\n', ''],
      ['/push\n', '/push\n      external_labels: { cluster: mgmt }\n'],
    ],
  ),
  mistake(
    'Grafana asks the gRPC port of Thanos Query',
    'address-fits-api',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        query('dnssrv+_grpc._tcp.thanos-store.monitoring.svc').replace(
          'ports: [{ name: http, port: 9090 }]',
          'ports: [{ name: http, port: 9090 }, { name: grpc, port: 10901 }]',
        ),
        documents(deployment('monitoring', 'loki', 'grafana/loki:3.4.2', 3100), service('monitoring', 'loki', 3100)),
      ),
      'mgmt/grafana.yaml': configMap(
        'monitoring',
        'grafana-datasources',
        { 'datasources.yaml': sources.replace('9090', '10901') },
        "grafana_datasource: '1'",
      ),
    },
    'mgmt/grafana.yaml',
    [['10901', '9090']],
  ),
  mistake(
    'Grafana is told that the address of Loki is a Prometheus',
    'address-fits-api',
    {
      'mgmt/loki.yaml': documents(
        namespace('monitoring'),
        query('dnssrv+_grpc._tcp.thanos-store.monitoring.svc'),
        documents(deployment('monitoring', 'loki', 'grafana/loki:3.4.2', 3100), service('monitoring', 'loki', 3100)),
      ),
      'mgmt/grafana.yaml': configMap(
        'monitoring',
        'grafana-datasources',
        { 'datasources.yaml': sources.replace('type: loki', 'type: prometheus') },
        "grafana_datasource: '1'",
      ),
    },
    'mgmt/grafana.yaml',
    [['name: Loki, type: prometheus', 'name: Loki, type: loki']],
  ),
  mistake(
    'The monitors of a team carry the label of another release, and the operator passes them over',
    'prometheus-selects',
    {
      ...stack('prometheus: { prometheusSpec: { retention: 15d } }\n'),
      'app/monitor.yaml': documents(
        namespace('app'),
        deployment(
          'app',
          'web',
          'ghcr.io/example/web:1.0.0',
          8080,
          'resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 200m, memory: 128Mi } }',
        ),
        service('app', 'web', 8080),
        object(
          'monitoring.coreos.com/v1',
          'ServiceMonitor',
          'web',
          'app',
          'spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: http }] }',
        ).replace('namespace: app }', 'namespace: app, labels: { release: prometheus } }'),
      ),
    },
    'app/monitor.yaml',
    [['release: prometheus', 'release: kube-prometheus-stack']],
  ),
];
