import type { Mistake, Tree } from './mistake.ts';
import { alert, chart, configMap, deployment, documents, folder, mending, namespace, PROMETHEUS_CHARTS, rules, service } from './pieces.ts';

export const stack: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'argocd/configs.yaml': folder('monitoring', 'monitoring-configs', 'monitoring'),
  'monitoring/namespace.yaml': documents(namespace('monitoring'), namespace('shop')),
};
export function ruled(...alerts: readonly string[]): Tree {
  return {
    ...stack,
    'monitoring/rules.yaml': rules('monitoring', 'shop-alerts', ...alerts),
  };
}

export function own(config: string, ruleText: string): Tree {
  return {
    'monitoring/prometheus.yaml': documents(
      namespace('monitoring'),
      configMap('monitoring', 'prometheus-config', {
        'prometheus.yml': config,
        'rules.yml': `groups:\n  - name: shop\n    rules:\n${ruleText.replace(/^/gm, '      ')}`,
      }),
      deployment('monitoring', 'prometheus', 'prom/prometheus:v2.48.0', 9090),
    ),
  };
}
export function monitor(labels: string, port: string): Tree {
  return {
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
  };
}
export const port = monitor('release: kube-prometheus-stack', 'metrics');
export const label = monitor('app: api', 'http-metrics');
const window = own(
  'global: { scrape_interval: 1m }\nscrape_configs:\n  - job_name: api\n    static_configs: [{ targets: [localhost:8080] }]',
  alert('HighRate', 'rate(http_requests_total{job="api"}[30s]) > 10'),
);
const bucket = ruled(alert('SlowApi', 'histogram_quantile(0.95, sum(rate(http_request_duration_seconds[5m])) by (le)) > 1'));
const withoutLe = ruled(alert('SlowApi', 'histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket[5m])) by (job)) > 1'));
const bytes = ruled(alert('MemoryHigh', 'container_memory_working_set_bytes{namespace="shop",container="api"} > 500'));
const ratio = ruled(
  alert(
    'MemoryHigh',
    'container_memory_working_set_bytes{namespace="shop"} / on(namespace, pod, container) kube_pod_container_resource_limits{resource="memory"} > 90',
  ),
);
const millis = ruled(
  alert(
    'SlowMesh',
    'histogram_quantile(0.95, sum(rate(istio_request_duration_milliseconds_bucket{destination_workload="api"}[5m])) by (le)) > 0.5',
  ),
);
const removedSeconds = ruled(
  alert(
    'SlowMesh',
    'histogram_quantile(0.95, sum(rate(istio_request_duration_seconds_bucket{destination_workload="api"}[5m])) by (le)) > 0.5',
  ),
);
const podName = ruled(
  alert('BusyPod', 'sum(rate(container_cpu_usage_seconds_total{namespace="shop",container_name="api"}[5m])) by (pod_name) > 0.5'),
);
const oldState = ruled(
  alert('Limits', 'sum(kube_pod_container_resource_limits_cpu_cores{namespace="shop"}) > 10'),
  alert('Scaled', 'kube_hpa_status_current_replicas{namespace="shop"} >= 10'),
);
const node = ruled(alert('NodeMemory', 'node_memory_MemAvailable / node_memory_MemTotal < 0.1'));
const joined = ruled(
  alert(
    'ErrorShare',
    'sum(rate(http_requests_total{namespace="shop",status=~"5.."}[5m])) by (pod) / sum(rate(http_requests_total{namespace="shop"}[5m])) by (namespace) > 0.05',
  ),
);
const absent = own(
  'global: { scrape_interval: 15s }\nscrape_configs:\n  - job_name: mysql-exporter\n    static_configs: [{ targets: [localhost:9104] }]',
  alert('DatabaseGone', 'absent(up{job="mysql"})'),
);

/** Queries that answer nothing, or the wrong thing. */
export const queries: readonly Mistake[] = [
  {
    name: 'A rate looks at less time than lies between two scrapes',
    caughtBy: 'range-covers-scrapes',
    says: '30 s',
    tree: window,
    mended: mending(window, 'monitoring/prometheus.yaml', ['[30s]', '[5m]']),
  },
  {
    name: 'A quantile reads the histogram without its buckets',
    caughtBy: 'histogram-keeps-le',
    says: 'http_request_duration_seconds',
    tree: bucket,
    mended: mending(bucket, 'monitoring/rules.yaml', ['duration_seconds[5m]', 'duration_seconds_bucket[5m]']),
  },
  {
    name: 'A quantile sums the buckets away',
    caughtBy: 'histogram-keeps-le',
    tree: withoutLe,
    mended: mending(withoutLe, 'monitoring/rules.yaml', ['by (job)', 'by (le, job)']),
  },
  {
    name: 'A threshold in megabytes for a metric in bytes',
    caughtBy: 'threshold-fits-unit',
    says: '500',
    tree: bytes,
    mended: mending(bytes, 'monitoring/rules.yaml', ['> 500', '> 500000000']),
  },
  {
    name: 'A threshold in percent for a share of one',
    caughtBy: ['threshold-fits-unit', 'alert-can-fire'],
    says: '90',
    tree: ratio,
    mended: mending(ratio, 'monitoring/rules.yaml', ['> 90', '> 0.9']),
  },
  {
    name: 'A threshold in seconds for a metric in milliseconds',
    caughtBy: 'threshold-fits-unit',
    says: '0.5',
    tree: millis,
    mended: mending(millis, 'monitoring/rules.yaml', ['> 0.5', '> 500']),
  },
  {
    name: 'An alert reads a metric of Istio that is gone since 1.5',
    caughtBy: 'metric-name-known',
    says: 'istio_request_duration_seconds',
    tree: removedSeconds,
    mended: mending(
      removedSeconds,
      'monitoring/rules.yaml',
      ['duration_seconds_bucket', 'duration_milliseconds_bucket'],
      ['> 0.5', '> 500'],
    ),
  },
  {
    name: 'An alert uses label names that cAdvisor dropped in Kubernetes 1.16',
    caughtBy: 'label-value-possible',
    says: 'container_name',
    tree: podName,
    mended: mending(podName, 'monitoring/rules.yaml', ['container_name=', 'container='], ['pod_name', 'pod']),
  },
  {
    name: 'Alerts read metrics that kube-state-metrics renamed in version 2',
    caughtBy: 'metric-name-known',
    says: 'kube_hpa_status_current_replicas',
    tree: oldState,
    mended: mending(
      oldState,
      'monitoring/rules.yaml',
      ['kube_pod_container_resource_limits_cpu_cores{', 'kube_pod_container_resource_limits{resource=\\"cpu\\",'],
      ['kube_hpa_status', 'kube_horizontalpodautoscaler_status'],
    ),
  },
  {
    name: 'An alert reads node metrics by the names before the unit was in them',
    caughtBy: 'metric-name-known',
    says: 'node_memory_MemAvailable',
    tree: node,
    mended: mending(node, 'monitoring/rules.yaml', ['MemAvailable', 'MemAvailable_bytes'], ['MemTotal', 'MemTotal_bytes']),
  },
  {
    name: 'A share divides sums that keep different labels',
    caughtBy: ['series-labels-match', 'alert-labels-kept'],
    tree: joined,
    mended: mending(joined, 'monitoring/rules.yaml', ['by (pod)', 'by (namespace)']),
  },
  {
    name: 'An alert waits for the absence of a job that never was there',
    caughtBy: ['query-job-exists', 'alert-can-fire'],
    says: 'mysql',
    tree: absent,
    mended: mending(absent, 'monitoring/prometheus.yaml', ['absent(up{job=\\"mysql\\"})', 'absent(up{job=\\"mysql-exporter\\"})']),
  },
];
