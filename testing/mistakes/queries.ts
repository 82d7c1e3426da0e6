import type { Mistake, Tree } from './mistake.ts';
import { alert, chart, configMap, deployment, documents, folder, mending, namespace, PROMETHEUS_CHARTS, rules, service } from './pieces.ts';

const stack: Tree = {
  'argocd/prometheus.yaml': chart('monitoring', 'kube-prometheus-stack', [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'], 'grafana: { enabled: true }'),
  'argocd/configs.yaml': folder('monitoring', 'monitoring-configs', 'monitoring'),
  'monitoring/namespace.yaml': documents(namespace('monitoring'), namespace('shop')),
};
const ruled = (...alerts: readonly string[]): Tree => ({ ...stack, 'monitoring/rules.yaml': rules('monitoring', 'shop-alerts', ...alerts) });
const own = (config: string, ruleText: string): Tree => ({
  'monitoring/prometheus.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'prometheus-config', { 'prometheus.yml': config, 'rules.yml': `groups:\n  - name: shop\n    rules:\n${ruleText.replace(/^/gm, '      ')}` }),
    deployment('monitoring', 'prometheus', 'prom/prometheus:v2.48.0', 9090),
  ),
});
const monitor = (labels: string, port: string): Tree => ({
  ...stack,
  'argocd/shop.yaml': folder('shop', 'shop', 'shop'),
  'shop/api.yaml': documents(
    deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 8080),
    service('shop', 'api', 8080, 'http-metrics'),
    `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: api, namespace: shop, labels: { ${labels} } }
spec:
  selector: { matchLabels: { app: api } }
  endpoints: [{ port: ${port}, path: /metrics, interval: 30s }]
`,
  ),
});
const port = monitor('release: kube-prometheus-stack', 'metrics');
const label = monitor('app: api', 'http-metrics');
const window = own('global: { scrape_interval: 1m }\nscrape_configs:\n  - job_name: api\n    static_configs: [{ targets: [localhost:8080] }]', alert('HighRate', 'rate(http_requests_total{job="api"}[30s]) > 10'));
const bucket = ruled(alert('SlowApi', 'histogram_quantile(0.95, sum(rate(http_request_duration_seconds[5m])) by (le)) > 1'));
const withoutLe = ruled(alert('SlowApi', 'histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket[5m])) by (job)) > 1'));
const bytes = ruled(alert('MemoryHigh', 'container_memory_working_set_bytes{namespace="shop",container="api"} > 500'));
const ratio = ruled(alert('MemoryHigh', 'container_memory_working_set_bytes{namespace="shop"} / on(namespace, pod, container) kube_pod_container_resource_limits{resource="memory"} > 90'));
const millis = ruled(alert('SlowMesh', 'histogram_quantile(0.95, sum(rate(istio_request_duration_milliseconds_bucket{destination_workload="api"}[5m])) by (le)) > 0.5'));
const removedSeconds = ruled(alert('SlowMesh', 'histogram_quantile(0.95, sum(rate(istio_request_duration_seconds_bucket{destination_workload="api"}[5m])) by (le)) > 0.5'));
const podName = ruled(alert('BusyPod', 'sum(rate(container_cpu_usage_seconds_total{namespace="shop",container_name="api"}[5m])) by (pod_name) > 0.5'));
const oldState = ruled(alert('Limits', 'sum(kube_pod_container_resource_limits_cpu_cores{namespace="shop"}) > 10'), alert('Scaled', 'kube_hpa_status_current_replicas{namespace="shop"} >= 10'));
const node = ruled(alert('NodeMemory', 'node_memory_MemAvailable / node_memory_MemTotal < 0.1'));
const joined = ruled(alert('ErrorShare', 'sum(rate(http_requests_total{namespace="shop",status=~"5.."}[5m])) by (pod) / sum(rate(http_requests_total{namespace="shop"}[5m])) by (namespace) > 0.05'));
const absent = own(
  'global: { scrape_interval: 15s }\nscrape_configs:\n  - job_name: mysql-exporter\n    static_configs: [{ targets: [localhost:9104] }]',
  alert('DatabaseGone', 'absent(up{job="mysql"})'),
);
const recorded: Tree = {
  ...ruled('- record: job:http_requests:rate5m\n  expr: sum(rate(http_requests_total[5m])) by (job)'),
  'monitoring/board.yaml': configMap(
    'monitoring',
    'board',
    { 'board.json': '{ "uid": "shop", "title": "Shop", "panels": [{ "type": "timeseries", "title": "Rate", "targets": [{ "expr": "job:http_request:rate5m{job=\\"api\\"}", "refId": "A" }] }] }' },
    "grafana_dashboard: '1'",
  ),
};
const unlabelled: Tree = {
  ...stack,
  'monitoring/board.yaml': configMap('monitoring', 'grafana-dashboard-shop', {
    'shop.json': '{ "uid": "shop", "title": "Shop", "panels": [{ "type": "timeseries", "title": "Up", "targets": [{ "expr": "up", "refId": "A" }] }] }',
  }),
};
const module: Tree = {
  'monitoring/blackbox.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'blackbox-config', { 'blackbox.yml': 'modules:\n  http_2xx: { prober: http, timeout: 5s }\n  tcp_connect: { prober: tcp }' }),
    deployment('monitoring', 'blackbox-exporter', 'prom/blackbox-exporter:v0.24.0', 9115),
    service('monitoring', 'blackbox-exporter', 9115),
    configMap('monitoring', 'prometheus-config', {
      'prometheus.yml': `global: { scrape_interval: 30s }
scrape_configs:
  - job_name: websites
    metrics_path: /probe
    params: { module: [http_2xx_follow] }
    static_configs: [{ targets: ['https://shop.example.com'] }]
    relabel_configs:
      - { source_labels: [__address__], target_label: __param_target }
      - { source_labels: [__param_target], target_label: instance }
      - { target_label: __address__, replacement: 'blackbox-exporter:9115' }`,
    }),
  ),
};
const role = own('global: { scrape_interval: 15s }\nscrape_configs:\n  - job_name: pods\n    kubernetes_sd_configs: [{ role: pods }]', alert('Down', 'up{job="pods"} == 0'));
const routed: Tree = {
  ...ruled(alert('ApiDown', 'up{job="api"} == 0', 'critical')),
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    `alertmanager:
  config:
    route:
      receiver: 'null'
      routes: [{ matchers: ['severity = "page"'], receiver: slack-critical }]
    receivers:
      - name: 'null'
      - name: slack
        slack_configs: [{ channel: '#alerts', api_url_file: /etc/alertmanager/secrets/slack/url }]`,
  ),
};
const silentRoute = mending(routed, 'argocd/prometheus.yaml', ['receiver: slack-critical', 'receiver: slack']);

/** Queries that answer nothing, or the wrong thing. */
export const queries: readonly Mistake[] = [
  { name: 'A monitor reads a port that the Service calls otherwise', caughtBy: 'monitor-selects', says: 'metrics', tree: port, mended: monitor('release: kube-prometheus-stack', 'http-metrics') },
  { name: 'A monitor lacks the label by which the chart chooses', caughtBy: 'prometheus-selects', says: 'release', tree: label, mended: monitor('release: kube-prometheus-stack', 'http-metrics') },
  { name: 'A rate looks at less time than lies between two scrapes', caughtBy: 'range-covers-scrapes', says: '30 s', tree: window, mended: mending(window, 'monitoring/prometheus.yaml', ['[30s]', '[5m]']) },
  { name: 'A quantile reads the histogram without its buckets', caughtBy: 'histogram-keeps-le', says: 'http_request_duration_seconds', tree: bucket, mended: mending(bucket, 'monitoring/rules.yaml', ['duration_seconds[5m]', 'duration_seconds_bucket[5m]']) },
  { name: 'A quantile sums the buckets away', caughtBy: 'histogram-keeps-le', tree: withoutLe, mended: mending(withoutLe, 'monitoring/rules.yaml', ['by (job)', 'by (le, job)']) },
  { name: 'A threshold in megabytes for a metric in bytes', caughtBy: 'threshold-fits-unit', says: '500', tree: bytes, mended: mending(bytes, 'monitoring/rules.yaml', ['> 500', '> 500000000']) },
  { name: 'A threshold in percent for a share of one', caughtBy: ['threshold-fits-unit', 'alert-can-fire'], says: '90', tree: ratio, mended: mending(ratio, 'monitoring/rules.yaml', ['> 90', '> 0.9']) },
  { name: 'A threshold in seconds for a metric in milliseconds', caughtBy: 'threshold-fits-unit', says: '0.5', tree: millis, mended: mending(millis, 'monitoring/rules.yaml', ['> 0.5', '> 500']) },
  { name: 'An alert reads a metric of Istio that is gone since 1.5', caughtBy: 'metric-name-known', says: 'istio_request_duration_seconds', tree: removedSeconds, mended: mending(removedSeconds, 'monitoring/rules.yaml', ['duration_seconds_bucket', 'duration_milliseconds_bucket'], ['> 0.5', '> 500']) },
  { name: 'An alert uses label names that cAdvisor dropped in Kubernetes 1.16', caughtBy: 'label-value-possible', says: 'container_name', tree: podName, mended: mending(podName, 'monitoring/rules.yaml', ['container_name=', 'container='], ['pod_name', 'pod']) },
  { name: 'Alerts read metrics that kube-state-metrics renamed in version 2', caughtBy: 'metric-name-known', says: 'kube_hpa_status_current_replicas', tree: oldState, mended: mending(oldState, 'monitoring/rules.yaml', ['kube_pod_container_resource_limits_cpu_cores{', 'kube_pod_container_resource_limits{resource=\\"cpu\\",'], ['kube_hpa_status', 'kube_horizontalpodautoscaler_status']) },
  { name: 'An alert reads node metrics by the names before the unit was in them', caughtBy: 'metric-name-known', says: 'node_memory_MemAvailable', tree: node, mended: mending(node, 'monitoring/rules.yaml', ['MemAvailable', 'MemAvailable_bytes'], ['MemTotal', 'MemTotal_bytes']) },
  { name: 'A share divides sums that keep different labels', caughtBy: ['series-labels-match', 'alert-labels-kept', 'labels-joined'], tree: joined, mended: mending(joined, 'monitoring/rules.yaml', ['by (pod)', 'by (namespace)']) },
  { name: 'An alert waits for the absence of a job that never was there', caughtBy: ['query-job-exists', 'alert-can-fire'], says: 'mysql', tree: absent, mended: mending(absent, 'monitoring/prometheus.yaml', ['absent(up{job=\\"mysql\\"})', 'absent(up{job=\\"mysql-exporter\\"})']) },
  { name: 'A dashboard misspells a recording rule', caughtBy: 'recorded-metric-exists', says: 'job:http_request:rate5m', tree: recorded, mended: mending(recorded, 'monitoring/board.yaml', ['job:http_request:', 'job:http_requests:']) },
  { name: 'A dashboard has no label by which Grafana finds it', caughtBy: ['dashboard-loads', 'grafana-sidecar-sees'], says: 'grafana-dashboard-shop', tree: unlabelled, mended: mending(unlabelled, 'monitoring/board.yaml', ['namespace: monitoring }', "namespace: monitoring, labels: { grafana_dashboard: '1' } }"]) },
  { name: 'A probe names a module that the exporter does not have', caughtBy: 'probe-module-exists', says: 'http_2xx_follow', tree: module, mended: mending(module, 'monitoring/blackbox.yaml', ['http_2xx_follow', 'http_2xx']) },
  { name: 'A scrape job discovers a role in the plural', caughtBy: 'scrape-config-valid', says: 'pods', tree: role, mended: mending(role, 'monitoring/prometheus.yaml', ['role: pods', 'role: pod']) },
  { name: 'A route sends to a receiver that nobody defines', caughtBy: 'alertmanager-receiver-exists', says: 'slack-critical', tree: routed, mended: silentRoute },
  { name: 'Alerts have a severity that no route to people takes', caughtBy: 'alert-reaches-somebody', says: 'critical', tree: { ...routed, ...silentRoute }, mended: mending({ ...routed, ...silentRoute }, 'argocd/prometheus.yaml', ['severity = "page"', 'severity = "critical"']) },
];
