import { addon, installs, release } from './clusters-pieces.ts';
import { documents, deployment, indented, namespace, service } from './pieces.ts';

export function stack(values: string): Readonly<Record<string, string>> {
  return addon('kube-prometheus-stack', 'prometheus-community', 'kube-prometheus-stack', '72.6.2', 'monitoring', values);
}

export function agent(write: string): string {
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

export const storage =
  'storageSpec:\n  volumeClaimTemplate: { spec: { storageClassName: local-path, accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } } }\n';

export function receive(args: string, ports = 'ports: [{ name: grpc, containerPort: 10901 }]'): string {
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

export const receiving = `- receive
- --tsdb.path=/var/thanos
- --label=receive_replica="0"
- --grpc-address=0.0.0.0:10901
- --remote-write.address=0.0.0.0:19291`;

export function query(endpoint: string): string {
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

export function compact(args: string): string {
  return deployment(
    'monitoring',
    'thanos-compact',
    'quay.io/thanos/thanos:v0.37.2',
    10902,
    `args: [compact, --data-dir=/var/thanos, --objstore.config-file=/etc/thanos/config.yaml, --retention.resolution-raw=30d, --retention.resolution-5m=90d, --retention.resolution-1h=1y${args}]
resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }`,
  );
}

export const loki = `deploymentMode: SingleBinary
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

export const promtail = `config:
  clients:
    - url: http://loki.monitoring.svc:3100/loki/api/v1/push
      external_labels: { cluster: mgmt }
      backoff_config: { max_retries: 0 }
`;

export function logs(lokiValues: string, promtailValues: string): Readonly<Record<string, string>> {
  return {
    'addons/install.sh': installs(
      release('loki', 'grafana', 'loki', '6.30.1', 'monitoring'),
      release('promtail', 'grafana', 'promtail', '6.17.0', 'monitoring'),
    ),
    'addons/values/loki.yaml': lokiValues,
    'addons/values/promtail.yaml': promtailValues,
  };
}

export const sources = `apiVersion: 1
datasources:
  - { name: Thanos, type: prometheus, uid: thanos, access: proxy, url: 'http://thanos-query.monitoring.svc:9090', isDefault: true }
  - { name: Loki, type: loki, uid: loki, access: proxy, url: 'http://loki.monitoring.svc:3100' }
`;
