import { mistake } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import { full, promtail, stack } from './fleet-metrics-parts.ts';
import type { Mistake } from './mistake.ts';
import { configMap, deployment, documents, namespace, service } from './pieces.ts';

const DRAWN = `  snippets:
    extraRelabelConfigs:
      - { action: labelmap, regex: __meta_kubernetes_pod_label_(.+) }
`;
const LIMITED = `  snippets:
    extraRelabelConfigs:
      - { action: replace, source_labels: [__meta_kubernetes_pod_label_team], target_label: team }
`;

function adapter(url: string): Readonly<Record<string, string>> {
  return addon(
    'prometheus-adapter',
    'prometheus-community',
    'prometheus-adapter',
    '4.11.0',
    'monitoring',
    `prometheus:
  url: ${url}
rules:
  default: false
  custom:
    - seriesQuery: 'http_requests_total{namespace!="",pod!=""}'
      resources: { overrides: { namespace: { resource: namespace }, pod: { resource: pod } } }
      name: { matches: '^(.*)_total$', as: '\${1}_per_second' }
      metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
`,
  );
}

const scaled = documents(
  namespace('shop'),
  deployment('shop', 'api', 'ghcr.io/example/api:v1', 8080),
  clusterChart(
    'mgmt',
    'prometheus',
    'prometheus-community',
    'prometheus',
    '27.3.0',
    'monitoring',
    'server: { persistentVolume: { size: 8Gi } }\n',
  ),
  `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { name: api }
  minReplicaCount: 1
  maxReplicaCount: 5
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://localhost:9090', query: 'sum(rate(http_requests_total{app="api"}[2m]))', threshold: '50' }
`,
);

const traces = documents(
  namespace('tracing'),
  configMap('tracing', 'collector-config', {
    'config.yaml': `receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
processors: { batch: {} }
exporters: { debug: {} }
service:
  telemetry:
    metrics: { level: normal, address: '0.0.0.0:8888' }
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [debug] }`,
  }),
  deployment(
    'tracing',
    'collector',
    'otel/opentelemetry-collector-contrib:0.131.0',
    4317,
    'args: [--config=/etc/otel/config.yaml]\nvolumeMounts: [{ name: config, mountPath: /etc/otel }]',
  ).trimEnd(),
).concat('\n      volumes: [{ name: config, configMap: { name: collector-config } }]\n');

function query(endpoint: string): string {
  return documents(
    namespace('monitoring'),
    `apiVersion: v1
kind: Service
metadata: { name: thanos-store, namespace: monitoring }
spec:
  clusterIP: None
  selector: { app: thanos-store }
  ports: [{ name: grpc, port: 10901 }]
`,
    deployment('monitoring', 'thanos-query', 'quay.io/thanos/thanos:v0.37.2', 10902, `args: [query, --endpoint=${endpoint}]`),
    service('monitoring', 'thanos-query', 10902),
  );
}

/** What people asked about their metrics, logs and traces: three clusters. */
export const askedWatchFleet: readonly Mistake[] = [
  mistake(
    'The address of Prometheus has a port already, and the chart adds one',
    'helm-values-work',
    { ...adapter('http://kube-prometheus-stack-prometheus.monitoring.svc:9090'), 'mgmt/prometheus.yaml': stack(full()) },
    'addons/values/prometheus-adapter.yaml',
    [['.svc:9090', '.svc']],
    { says: 'prometheus.port' },
  ),
  mistake(
    'The scaler asks Prometheus in its own pod',
    'operator-values-read',
    { 'mgmt/api.yaml': scaled },
    'mgmt/api.yaml',
    [['http://localhost:9090', 'http://prometheus-server.monitoring.svc']],
    { says: 'localhost' },
  ),
  mistake(
    'The collector tells its own metrics by a field of former versions',
    'collector-config-works',
    { 'mgmt/traces.yaml': traces },
    'mgmt/traces.yaml',
    [["{ level: normal, address: '0.0.0.0:8888' }", '{ level: normal }']],
    { says: 'address' },
  ),
  mistake(
    'Thanos looks for a record of a port under the name of the Service alone',
    'thanos-works',
    { 'mgmt/thanos.yaml': query('dnssrv+thanos-store.monitoring.svc') },
    'mgmt/thanos.yaml',
    [['dnssrv+thanos-store', 'dnssrv+_grpc._tcp.thanos-store']],
    { says: '_grpc._tcp' },
  ),
  mistake(
    'A section of the settings of Grafana is spelt otherwise',
    'helm-values-work',
    {
      'mgmt/prometheus.yaml': stack(
        full(
          'grafana:\n  admin: { existingSecret: grafana-admin }\n  grafana.ini:\n    sever: { root_url: https://grafana.example.com/ }\n',
        ),
      ),
    },
    'mgmt/prometheus.yaml',
    [['sever:', 'server:']],
    { says: '[sever]' },
  ),
  mistake(
    'Every label of the pods becomes one of their logs',
    'log-labels-few',
    promtail('url: http://loki:3100/loki/api/v1/push', DRAWN),
    'addons/values/promtail.yaml',
    [[DRAWN, LIMITED]],
    { partly: true },
  ),
];
