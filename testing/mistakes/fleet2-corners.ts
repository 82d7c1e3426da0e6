import { mistake, object } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import { stack, SPEC, STACK, promtail } from './fleet2-corners-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Corners of the platform that the other tables leave out: what watches it. */
export const fleet2Corners: readonly Mistake[] = [
  mistake(
    'Alertmanager believes in a host under which no route leads to it',
    'root-url-routed',
    {
      'mgmt/p.yaml': documents(
        namespace('monitoring'),
        clusterChart(
          'mgmt',
          'kube-prometheus-stack',
          'prometheus-community',
          'kube-prometheus-stack',
          '69.3.1',
          'monitoring',
          `grafana: { enabled: false }
alertmanager: { alertmanagerSpec: { externalUrl: 'https://alerts.local.dev' } }
prometheus:
  prometheusSpec:
${SPEC}`,
          'ServerSideApply=true',
        ),
        object(
          'gateway.networking.k8s.io/v1',
          'HTTPRoute',
          'am',
          'monitoring',
          `spec:
  parentRefs: [{ name: main, namespace: gateway }]
  hostnames: [alertmanager.local.dev]
  rules: [{ backendRefs: [{ name: kube-prometheus-stack-alertmanager, port: 9093 }] }]`,
        ),
      ),
    },
    'mgmt/p.yaml',
    [['https://alerts.local.dev', 'https://alertmanager.local.dev']],
  ),
  mistake(
    'Two copies of Prometheus lose the label by which they differ',
    'helm-values-work',
    stack(`prometheus:
  prometheusSpec:
    replicas: 2
    podAntiAffinity: hard
    replicaExternalLabelNameClear: true
    thanos: { image: quay.io/thanos/thanos:v0.37.2 }
${SPEC}`),
    STACK,
    [['    replicaExternalLabelNameClear: true\n', '']],
  ),
  mistake(
    'Grafana is asked for two copies, and keeps its database in a file',
    'helm-values-work',
    stack(`grafana:
  replicas: 2
prometheus:
  prometheusSpec:
${SPEC}`),
    STACK,
    [['replicas: 2\n', 'replicas: 1\n']],
  ),
  mistake(
    'The data sources of Grafana are looked for in all namespaces, and it has no right to',
    'helm-values-work',
    stack(`grafana:
  rbac: { namespaced: true }
  sidecar: { datasources: { searchNamespace: ALL } }
prometheus:
  prometheusSpec:
${SPEC}`),
    STACK,
    [['  rbac: { namespaced: true }\n', '']],
  ),
  mistake(
    'Rules in the values of the chart stand under a name without groups',
    'helm-values-work',
    stack(`prometheus:
  prometheusSpec:
${SPEC}additionalPrometheusRulesMap:
  platform:
    rules:
      - { alert: NodeDown, expr: 'up{job="node-exporter"} == 0', for: 5m, labels: { severity: critical } }
`),
    STACK,
    [['    rules:\n      - { alert', '    groups:\n      - name: platform\n        rules:\n          - { alert']],
  ),
  mistake(
    'metrics-server listens on another port than its chart asks',
    'helm-values-work',
    addon(
      'metrics-server',
      'prometheus-community',
      'metrics-server',
      '3.12.2',
      'kube-system',
      `args: [--kubelet-insecure-tls, --kubelet-preferred-address-types=Hostname, --secure-port=443]
`,
    ),
    'addons/values/metrics-server.yaml',
    [[', --secure-port=443', '']],
  ),
  mistake(
    'The remote write of the agent drops the label by which clusters are told apart',
    'helm-values-work',
    stack(`alertmanager: { enabled: false }
grafana: { enabled: false }
defaultRules: { create: false }
prometheus:
  agentMode: true
  prometheusSpec:
    externalLabels: { cluster: app1 }
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } } } }
    remoteWrite:
      - url: https://receive.example.com/api/v1/receive
        writeRelabelConfigs: [{ action: labeldrop, regex: 'cluster|prometheus.*' }]
`),
    STACK,
    [["regex: 'cluster|prometheus.*'", "regex: 'prometheus.*'"]],
  ),
  mistake(
    'Retention of Loki is asked for beside the part that has it',
    'helm-values-work',
    addon(
      'loki',
      'grafana',
      'loki',
      '6.30.1',
      'monitoring',
      `deploymentMode: SingleBinary
loki:
  auth_enabled: false
  commonConfig: { replication_factor: 1 }
  storage: { type: filesystem }
  schemaConfig: { configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }] }
  compactor: { retention_enabled: true, delete_request_store: filesystem, retention_period: 168h }
singleBinary: { replicas: 1, persistence: { size: 30Gi } }
backend: { replicas: 0 }
read: { replicas: 0 }
write: { replicas: 0 }
chunksCache: { enabled: false }
resultsCache: { enabled: false }
`,
    ),
    'addons/values/loki.yaml',
    [[', retention_period: 168h }', ' }\n  limits_config: { retention_period: 168h }']],
  ),
  mistake(
    'Two clusters send logs to one Loki with tenants, and one of them names none',
    'loki-tenant-sent',
    {
      ...promtail(`config:
  clients:
    - url: http://loki-gateway.monitoring.svc/loki/api/v1/push
      external_labels: { cluster: mgmt }
`),
      'mgmt/loki.yaml': documents(
        namespace('monitoring'),
        clusterChart(
          'mgmt',
          'loki',
          'grafana',
          'loki',
          '6.30.1',
          'monitoring',
          `deploymentMode: SingleBinary
loki:
  auth_enabled: true
  commonConfig: { replication_factor: 1 }
  storage: { type: filesystem }
  schemaConfig: { configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }] }
singleBinary: { replicas: 1, persistence: { size: 30Gi } }
backend: { replicas: 0 }
read: { replicas: 0 }
write: { replicas: 0 }
chunksCache: { enabled: false }
resultsCache: { enabled: false }
`,
        ),
      ),
    },
    'addons/values/promtail.yaml',
    [['      external_labels', '      tenant_id: mgmt\n      external_labels']],
  ),
  mistake(
    'Collector sends logs by an exporter that was taken out of it',
    'helm-values-work',
    {
      'mgmt/c.yaml': documents(
        namespace('tracing'),
        clusterChart(
          'mgmt',
          'otel-collector',
          'prometheus-community',
          'opentelemetry-collector',
          '0.136.0',
          'tracing',
          `mode: deployment
image: { repository: otel/opentelemetry-collector-contrib }
config:
  exporters: { logging: { verbosity: normal }, otlp: { endpoint: 'tempo.example.com:4317' } }
  service:
    pipelines:
      traces: { receivers: [otlp], exporters: [otlp, logging] }
`,
        ).replace('https://prometheus-community.github.io/helm-charts', 'https://open-telemetry.github.io/opentelemetry-helm-charts'),
      ),
    },
    'mgmt/c.yaml',
    [
      ['{ logging: { verbosity: normal }', '{ debug: { verbosity: normal }'],
      ['[otlp, logging]', '[otlp, debug]'],
    ],
  ),
  mistake(
    'The guard of a collector is to leave more room than it guards',
    'helm-values-work',
    {
      'mgmt/c.yaml': documents(
        namespace('tracing'),
        clusterChart(
          'mgmt',
          'otel-collector',
          'prometheus-community',
          'opentelemetry-collector',
          '0.136.0',
          'tracing',
          `mode: deployment
image: { repository: otel/opentelemetry-collector-contrib }
config:
  processors: { memory_limiter: { check_interval: 5s, limit_percentage: 80, spike_limit_percentage: 90 }, batch: {} }
  exporters: { otlp: { endpoint: 'tempo.example.com:4317' } }
  service:
    pipelines:
      traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp] }
`,
        ).replace('https://prometheus-community.github.io/helm-charts', 'https://open-telemetry.github.io/opentelemetry-helm-charts'),
      ),
    },
    'mgmt/c.yaml',
    [['spike_limit_percentage: 90', 'spike_limit_percentage: 25']],
  ),
];
