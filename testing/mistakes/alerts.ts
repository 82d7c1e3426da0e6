import type { Mistake, Tree } from './mistake.ts';
import { alert, chart, configMap, deployment, documents, folder, mending, namespace, PROMETHEUS_CHARTS, rules, service } from './pieces.ts';

const stack: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'argocd/configs.yaml': folder('monitoring', 'monitoring-configs', 'k8s-manifests/monitoring'),
  'k8s-manifests/monitoring/namespace.yaml': namespace('monitoring'),
};
const tools: Tree = {
  'monitoring/prometheus.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'prometheus-config', {
      'prometheus.yml': `global: { scrape_interval: 15s }
rule_files: [/etc/prometheus/rules/*.yml]
scrape_configs:
  - job_name: prometheus
    static_configs: [{ targets: ['localhost:9090'] }]
  - job_name: tempo
    static_configs: [{ targets: ['tempo:3200'] }]`,
    }),
    configMap('monitoring', 'prometheus-alert-rules', {
      'tools.yml': `groups:
  - name: tools
    rules:
      - alert: MonitoringToolDown
        expr: up{job=~"kiali|grafana|prometheus"} == 0
        for: 5m
        labels: { severity: warning }`,
    }),
    deployment('monitoring', 'prometheus', 'prom/prometheus:v2.48.0', 9090),
    service('monitoring', 'tempo', 3200),
    deployment('monitoring', 'tempo', 'grafana/tempo:2.3.1', 3200),
  ),
};
const slo: Tree = {
  ...stack,
  'k8s-manifests/monitoring/slo.yaml': rules(
    'monitoring',
    'slo-alerts',
    '- record: sli:availability:5m\n  expr: avg_over_time(up{job="was"}[5m])',
    alert('SLOErrorRateViolation', 'sli:error_rate:5m > 0.01'),
    alert('SLOErrorRateCritical', 'sli:error_rate:5m > 0.05', 'critical'),
    alert('SLOAvailability', 'sli:availability:5m < 0.99'),
  ),
};
const memory: Tree = {
  ...stack,
  'k8s-manifests/monitoring/alerts.yaml': rules(
    'monitoring',
    'titanium-alerts',
    alert(
      'PodMemoryHigh',
      'container_memory_working_set_bytes{namespace="titanium-prod"} / container_spec_memory_limit_bytes{namespace="titanium-prod"} > 0.8',
    ),
  ),
};
const statuses: Tree = {
  ...stack,
  'k8s-manifests/monitoring/alerts.yaml': rules(
    'monitoring',
    'titanium-alerts',
    alert(
      'HighErrorRate',
      'sum(rate(http_requests_total{namespace="titanium-prod",status="5xx"}[5m])) / sum(rate(http_requests_total{namespace="titanium-prod"}[5m])) > 0.05',
    ),
    alert('HighRateLimitHits', 'sum(rate(http_requests_total{namespace="titanium-prod",status="429"}[5m])) > 1'),
  ),
  'k8s-manifests/monitoring/dashboard.yaml': configMap(
    'monitoring',
    'golden-signals',
    {
      'golden.json':
        '{ "uid": "golden", "title": "Golden signals", "panels": [{ "type": "timeseries", "title": "Errors", "targets": [{ "expr": "sum(rate(http_requests_total{status=~\\"4xx|5xx\\"}[5m]))", "refId": "A" }] }] }',
    },
    "grafana_dashboard: '1'",
  ),
};
const limits = 'resources:\n  requests: { cpu: 50m, memory: 64Mi }\n  limits: { cpu: 200m, memory: 128Mi }';
const cpu: Tree = {
  ...stack,
  'k8s-manifests/prod/services.yaml': documents(
    namespace('titanium-prod', 'istio-injection: enabled'),
    ...['prod-user-service', 'prod-blog-service'].map((name) =>
      deployment('titanium-prod', name, `dongju101/${name}:1.4.0`, 8001, limits).replace(
        `metadata: { labels: { app: ${name} } }`,
        `metadata: { labels: { app: ${name} }, annotations: { sidecar.istio.io/proxyCPULimit: 200m, sidecar.istio.io/proxyCPU: 50m } }`,
      ),
    ),
  ),
  'k8s-manifests/monitoring/alerts.yaml': rules(
    'monitoring',
    'titanium-alerts',
    alert('PodCPUHigh', 'sum(rate(container_cpu_usage_seconds_total{namespace="titanium-prod",pod=~"prod-.*"}[5m])) by (pod) > 0.8'),
  ),
};
function versioned(name: string): string {
  return deployment('titanium-prod', name, `dongju101/${name}:1.4.0`, 8001).replace(
    `{ app: ${name} } }\n    spec`,
    `{ app: ${name}, version: v1 } }\n    spec`,
  );
}

const redis: Tree = {
  'base/services.yaml': documents(
    namespace('titanium-prod', 'istio-injection: enabled'),
    ...['prod-user-service', 'prod-blog-service', 'prod-auth-service', 'prod-api-gateway'].map(versioned),
    deployment('titanium-prod', 'prod-redis', 'redis:7.2.4', 6379),
    service('titanium-prod', 'prod-redis', 6379, 'tcp-redis'),
  ),
};

/** Alerts that stay silent, and labels that graphs miss. */
export const alerts: readonly Mistake[] = [
  {
    name: 'An alert covers jobs that no scrape configuration has',
    caughtBy: 'query-job-exists',
    says: 'kiali',
    tree: tools,
    mended: mending(tools, 'monitoring/prometheus.yaml', ['kiali|grafana|prometheus', 'tempo|prometheus']),
  },
  {
    name: 'Alerts read a recording rule that was deleted',
    caughtBy: 'recorded-metric-exists',
    says: 'sli:error_rate:5m',
    tree: slo,
    mended: mending(slo, 'k8s-manifests/monitoring/slo.yaml', [
      '- record: sli:availability:5m',
      '- record: sli:error_rate:5m\n          expr: sum(rate(http_requests_total{status="5xx"}[5m])) / sum(rate(http_requests_total[5m]))\n        - record: sli:availability:5m',
    ]),
  },
  {
    name: 'One meshed Deployment among five has no version label',
    caughtBy: 'mesh-pod-labels',
    says: 'prod-redis',
    tree: redis,
    mended: mending(redis, 'base/services.yaml', [
      'labels: { app: prod-redis } }\n    spec',
      'labels: { app: prod-redis, version: v1 } }\n    spec',
    ]),
  },
  {
    name: 'A memory alert divides by a metric that the chart drops',
    caughtBy: 'metric-kept',
    says: 'container_spec_memory_limit_bytes',
    partly: true,
    tree: memory,
    mended: mending(memory, 'k8s-manifests/monitoring/alerts.yaml', [
      'container_spec_memory_limit_bytes{namespace=\\"titanium-prod\\"}',
      'on(namespace, pod, container) kube_pod_container_resource_limits{resource=\\"memory\\"}',
    ]),
  },
  {
    name: 'An alert asks for one status where the services export classes',
    caughtBy: ['label-value-possible', 'series-labels-match'],
    says: '429',
    partly: true,
    tree: statuses,
    mended: mending(statuses, 'k8s-manifests/monitoring/alerts.yaml', ['429', '4xx']),
  },
  {
    name: 'A processor alert lies above what the pods may use',
    caughtBy: 'alert-can-fire',
    says: 'PodCPUHigh',
    tree: cpu,
    mended: mending(cpu, 'k8s-manifests/monitoring/alerts.yaml', ['> 0.8', '> 0.3']),
  },
];
