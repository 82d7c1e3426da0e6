import { addon, clusterChart } from './clusters-pieces.ts';
import { configMap, deployment, documents, namespace, rules, service } from './pieces.ts';

export function stack(values: string, cluster = 'mgmt'): string {
  return clusterChart(
    cluster,
    'kube-prometheus-stack',
    'prometheus-community',
    'kube-prometheus-stack',
    '69.3.1',
    'monitoring',
    values,
    'ServerSideApply=true',
  );
}

export function full(more = '', spec = ''): string {
  return `prometheus:
  prometheusSpec:
    retention: 15d
    externalLabels: { cluster: mgmt }
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
${spec}${more}`;
}

export function ruled(values: string, ...alerts: readonly string[]): Readonly<Record<string, string>> {
  return {
    'mgmt/prometheus.yaml': stack(values),
    'mgmt/rules.yaml': documents(namespace('monitoring'), rules('monitoring', 'platform', ...alerts)),
  };
}

export function agent(more = '', cluster = 'app1'): string {
  return `alertmanager: { enabled: false }
grafana: { enabled: false }
defaultRules: { create: false }
prometheus:
  agentMode: true
  prometheusSpec:
    externalLabels: { cluster: ${cluster} }
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } } } }
    remoteWrite:
      - url: https://receive.example.com/api/v1/receive
${more}`;
}

export function loki(values: string): Readonly<Record<string, string>> {
  return addon('loki', 'grafana', 'loki', '6.30.1', 'monitoring', values);
}

export function single(limits: string, common: string, schema: string): string {
  return `deploymentMode: SingleBinary
loki:
  auth_enabled: false
  commonConfig: ${common}
  storage: { type: filesystem }
  schemaConfig:
    configs:
      - ${schema}
  limits_config: ${limits}
  compactor: { retention_enabled: true, delete_request_store: filesystem }
singleBinary: { replicas: 1, persistence: { size: 30Gi } }
backend: { replicas: 0 }
read: { replicas: 0 }
write: { replicas: 0 }
chunksCache: { enabled: false }
resultsCache: { enabled: false }
`;
}

export const one = '{ replication_factor: 1 }';
export const tsdb = '{ from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }';
export const week = '{ retention_period: 168h }';

export function promtail(config: string, more = ''): Readonly<Record<string, string>> {
  return addon(
    'promtail',
    'grafana',
    'promtail',
    '6.17.1',
    'monitoring',
    `config:
  clients:
    - ${config}
${more}`,
  );
}

export function receive(hashring: string): string {
  return documents(
    namespace('monitoring'),
    configMap('monitoring', 'thanos-hashrings', { 'hashrings.json': `[{ "endpoints": ["${hashring}"] }]` }),
    `apiVersion: v1
kind: Service
metadata: { name: thanos-receive, namespace: monitoring }
spec:
  clusterIP: None
  selector: { app: thanos-receive }
  ports: [{ name: grpc, port: 10901 }, { name: http, port: 10902 }, { name: remote-write, port: 19291 }]
`,
    `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: thanos-receive, namespace: monitoring }
spec:
  serviceName: thanos-receive
  replicas: 1
  selector: { matchLabels: { app: thanos-receive } }
  template:
    metadata: { labels: { app: thanos-receive } }
    spec:
      containers:
        - name: receive
          image: quay.io/thanos/thanos:v0.37.2
          args:
            - receive
            - --label=receive="true"
            - --receive.hashrings-file=/etc/thanos/hashrings.json
            - --receive.local-endpoint=thanos-receive-0.thanos-receive.monitoring.svc:10901
            - --tsdb.path=/data
            - --remote-write.address=0.0.0.0:19291
          ports: [{ name: grpc, containerPort: 10901 }, { name: http, containerPort: 10902 }, { name: remote-write, containerPort: 19291 }]
          volumeMounts: [{ name: data, mountPath: /data }, { name: hashrings, mountPath: /etc/thanos }]
      volumes: [{ name: hashrings, configMap: { name: thanos-hashrings } }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } }
`,
  );
}

export function compactor(retention: string): string {
  return documents(
    namespace('monitoring'),
    deployment(
      'monitoring',
      'thanos-compact',
      'quay.io/thanos/thanos:v0.37.2',
      10902,
      `args: [compact, --wait, --data-dir=/data, --objstore.config-file=/etc/thanos/config.yaml, ${retention}]`,
    ),
  );
}

export function dashboard(expr: string, uid: string): string {
  return documents(
    namespace('monitoring'),
    configMap(
      'monitoring',
      'grafana-datasources',
      {
        'datasources.yaml': `apiVersion: 1
datasources:
  - { name: Thanos, uid: thanos, type: prometheus, access: proxy, url: 'http://thanos-query.monitoring.svc:10902', isDefault: true }
  - { name: Loki, uid: loki, type: loki, access: proxy, url: 'http://loki.monitoring.svc:3100' }`,
      },
      "grafana_datasource: '1'",
    ),
    configMap(
      'monitoring',
      'dashboard-clusters',
      {
        'clusters.json': JSON.stringify({
          uid: 'clusters',
          title: 'Clusters',
          panels: [{ id: 1, type: 'timeseries', title: 'Up', datasource: { type: 'prometheus', uid }, targets: [{ refId: 'A', expr }] }],
        }),
      },
      "grafana_dashboard: '1'",
    ),
    service('monitoring', 'loki', 3100),
    service('monitoring', 'thanos-query', 10902),
    deployment('monitoring', 'loki', 'grafana/loki:3.5.0', 3100),
    deployment(
      'monitoring',
      'thanos-query',
      'quay.io/thanos/thanos:v0.37.2',
      10902,
      'args: [query, --endpoint=dns+thanos-store.example.com:10901]',
    ),
  );
}
