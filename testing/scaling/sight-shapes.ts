import { documents } from '../mistakes/pieces.ts';
import { NAMESPACE, web, type Shape } from './shape.ts';

/** What watches a cluster: scrapes, rules, dashboards, data sources, logs, traces. */
export const sightShapes: Readonly<Record<string, Shape>> = {
  'rules and monitors of the operator': (index) => ({
    'prometheus.yaml': `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { replicas: 1, retention: 15d, serviceMonitorSelector: {}, ruleSelector: {}, serviceMonitorNamespaceSelector: {} }
`,
    [`web/${index}.yaml`]: documents(
      web(index),
      `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web-${index}, namespace: monitoring }
spec:
  selector: { matchLabels: { app: web-${index} } }
  namespaceSelector: { matchNames: [${NAMESPACE}] }
  endpoints: [{ port: http, interval: 30s }]
`,
      `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: web-${index}, namespace: monitoring }
spec:
  groups:
    - name: web-${index}
      rules:
        - { record: 'web:requests:rate5m_${index}', expr: 'sum by (job) (rate(istio_requests_total{job="web-${index}"}[5m]))' }
        - { alert: Errors${index}, expr: 'web:requests:rate5m_${index} > 0.05', for: 5m, labels: { severity: critical } }
`,
      `apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: web-${index}, namespace: ${NAMESPACE} }
spec:
  route: { receiver: team, matchers: [{ name: alertname, value: Errors${index} }] }
  receivers: [{ name: team, webhookConfigs: [{ url: 'http://web-${index}.${NAMESPACE}:8080/alerts' }] }]
`,
    ),
  }),
  'dashboards and data sources': (index) => ({
    'argocd.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: monitoring, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://prometheus-community.github.io/helm-charts, chart: kube-prometheus-stack, targetRevision: 65.0.0 }
  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
`,
    [`dashboards/${index}.yaml`]: documents(
      `apiVersion: v1
kind: ConfigMap
metadata: { name: dashboard-${index}, namespace: monitoring, labels: { grafana_dashboard: '1' } }
data:
  dashboard-${index}.json: |
    {"title":"Web ${index}","uid":"web-${index}","templating":{"list":[{"name":"namespace","type":"query","query":"label_values(up, namespace)"}]},"panels":[{"title":"Requests","type":"timeseries","datasource":{"type":"prometheus","uid":"prometheus"},"targets":[{"expr":"sum(rate(istio_requests_total{namespace=\\"$namespace\\"}[5m]))"}]}]}
`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: source-${index}, namespace: monitoring, labels: { grafana_datasource: '1' } }
data:
  source.yaml: |
    apiVersion: 1
    datasources: [{ name: Loki ${index}, uid: loki-${index}, type: loki, url: 'http://loki-${index}.monitoring:3100' }]
`,
    ),
  }),
  'configurations of Prometheus, Loki and Alertmanager': (index) => ({
    [`monitoring/${index}.yaml`]: documents(
      `apiVersion: v1
kind: ConfigMap
metadata: { name: prometheus-${index}, namespace: monitoring }
data:
  prometheus.yml: |
    global: { scrape_interval: 30s }
    rule_files: [/etc/prometheus/rules.yml]
    scrape_configs:
      - job_name: web-${index}
        static_configs: [{ targets: ['web-${index}.${NAMESPACE}:8080'] }]
  rules.yml: |
    groups:
      - name: web
        rules: [{ alert: Down${index}, expr: 'up{job="web-${index}"} == 0', for: 5m, labels: { severity: critical } }]
`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: alertmanager-${index}, namespace: monitoring }
data:
  alertmanager.yml: |
    route: { receiver: team, routes: [{ receiver: team, matchers: ['alertname="Down${index}"'] }] }
    receivers: [{ name: team, webhook_configs: [{ url: 'http://web-${index}.${NAMESPACE}:8080/alerts' }] }]
`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: loki-${index}, namespace: monitoring }
data:
  loki.yaml: |
    auth_enabled: false
    server: { http_listen_port: 3100 }
    limits_config: { retention_period: 168h }
    compactor: { retention_enabled: true, delete_request_store: filesystem }
    schema_config: { configs: [{ from: 2024-01-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }] }
`,
      web(index),
    ),
  }),
};
