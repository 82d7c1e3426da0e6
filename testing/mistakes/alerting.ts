import type { Mistake, Tree } from './mistake.ts';
import { alert, chart, configMap, deployment, documents, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';
import { label, monitor, own, port, ruled, stack } from './queries.ts';

const recorded: Tree = {
  ...ruled('- record: job:http_requests:rate5m\n  expr: sum(rate(http_requests_total[5m])) by (job)'),
  'monitoring/board.yaml': configMap(
    'monitoring',
    'board',
    {
      'board.json':
        '{ "uid": "shop", "title": "Shop", "panels": [{ "type": "timeseries", "title": "Rate", "targets": [{ "expr": "job:http_request:rate5m{job=\\"api\\"}", "refId": "A" }] }] }',
    },
    "grafana_dashboard: '1'",
  ),
};
const unlabelled: Tree = {
  ...stack,
  'monitoring/board.yaml': configMap('monitoring', 'grafana-dashboard-shop', {
    'shop.json':
      '{ "uid": "shop", "title": "Shop", "panels": [{ "type": "timeseries", "title": "Up", "targets": [{ "expr": "up", "refId": "A" }] }] }',
  }),
};
const prober: Tree = {
  'monitoring/blackbox.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'blackbox-config', {
      'blackbox.yml': 'modules:\n  http_2xx: { prober: http, timeout: 5s }\n  tcp_connect: { prober: tcp }',
    }),
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
const role = own(
  'global: { scrape_interval: 15s }\nscrape_configs:\n  - job_name: pods\n    kubernetes_sd_configs: [{ role: pods }]',
  alert('Down', 'up{job="pods"} == 0'),
);
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

/** Alerts, dashboards and probes that nobody sees. */
export const alerting: readonly Mistake[] = [
  {
    name: 'A monitor reads a port that the Service calls otherwise',
    caughtBy: 'monitor-selects',
    says: 'metrics',
    tree: port,
    mended: monitor('release: kube-prometheus-stack', 'http-metrics'),
  },
  {
    name: 'A monitor lacks the label by which the chart chooses',
    caughtBy: 'prometheus-selects',
    says: 'release',
    tree: label,
    mended: monitor('release: kube-prometheus-stack', 'http-metrics'),
  },
  {
    name: 'A dashboard misspells a recording rule',
    caughtBy: 'recorded-metric-exists',
    says: 'job:http_request:rate5m',
    tree: recorded,
    mended: mending(recorded, 'monitoring/board.yaml', ['job:http_request:', 'job:http_requests:']),
  },
  {
    name: 'A dashboard has no label by which Grafana finds it',
    caughtBy: ['dashboard-loads', 'grafana-sidecar-sees'],
    says: 'grafana-dashboard-shop',
    tree: unlabelled,
    mended: mending(unlabelled, 'monitoring/board.yaml', [
      'namespace: monitoring }',
      "namespace: monitoring, labels: { grafana_dashboard: '1' } }",
    ]),
  },
  {
    name: 'A probe names a module that the exporter does not have',
    caughtBy: 'probe-module-exists',
    says: 'http_2xx_follow',
    tree: prober,
    mended: mending(prober, 'monitoring/blackbox.yaml', ['http_2xx_follow', 'http_2xx']),
  },
  {
    name: 'A scrape job discovers a role in the plural',
    caughtBy: 'scrape-config-valid',
    says: 'pods',
    tree: role,
    mended: mending(role, 'monitoring/prometheus.yaml', ['role: pods', 'role: pod']),
  },
  {
    name: 'A route sends to a receiver that nobody defines',
    caughtBy: 'alertmanager-receiver-exists',
    says: 'slack-critical',
    tree: routed,
    mended: silentRoute,
  },
  {
    name: 'Alerts have a severity that no route to people takes',
    caughtBy: 'alert-reaches-somebody',
    says: 'critical',
    tree: { ...routed, ...silentRoute },
    mended: mending({ ...routed, ...silentRoute }, 'argocd/prometheus.yaml', ['severity = "page"', 'severity = "critical"']),
  },
];
