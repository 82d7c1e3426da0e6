import { ALERTM, GRAF, PROM, WATCHED } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

const pods = '      - job_name: kubernetes-pods\n        kubernetes_sd_configs: [{ role: pod }]\n        relabel_configs:\n';

/** Metrics, alerts and dashboards of a blog. */
export const homeSight: readonly Mistake[] = [
  slip('An expression for an address and a port is given the address only', 'scrape-config-valid', WATCHED, PROM, [
    [
      pods,
      `${pods}          - source_labels: [__address__]
            regex: ([^:]+)(?::\\d+)?;(\\d+)
            target_label: __address__
            replacement: $1:$2
`,
    ],
  ]),
  slip('An expression puts in a group that it does not have', 'scrape-config-valid', WATCHED, PROM, [
    [
      pods,
      `${pods}          - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]
            regex: '[^:]+(?::\\d+)?;(\\d+)'
            target_label: __address__
            replacement: $1:$2
`,
    ],
  ]),
  slip('Prometheus gives up later than it asks again', 'scrape-config-valid', WATCHED, PROM, [
    ['      scrape_interval: 15s\n', '      scrape_interval: 15s\n      scrape_timeout: 30s\n'],
  ]),
  slip(
    'A rule reads a namespace that the scrape overwrites with that of the exporter',
    'exporter-labels-kept',
    WATCHED,
    PROM,
    [
      [
        pods,
        `      - job_name: kube-state-metrics
        kubernetes_sd_configs: [{ role: endpoints, namespaces: { names: [monitoring] } }]
        relabel_configs:
          - { source_labels: [__meta_kubernetes_service_name], action: keep, regex: kube-state-metrics }
          - { source_labels: [__meta_kubernetes_namespace], target_label: namespace }
${pods}`,
      ],
      [
        '          - alert: MySQLDown\n',
        `          - alert: PodRestarts
            expr: increase(kube_pod_container_status_restarts_total{namespace="blog-system"}[15m]) > 3
            labels: { severity: warning }
            annotations: { summary: 'A pod restarts' }
          - alert: MySQLDown
`,
      ],
    ],
    {
      added: {
        'configs/monitoring/kube-state-metrics.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: kube-state-metrics, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: kube-state-metrics } }
  template:
    metadata: { labels: { app: kube-state-metrics } }
    spec:
      containers:
        - name: kube-state-metrics
          image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0
          ports: [{ name: http-metrics, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /readyz, port: 8081 } }
---
apiVersion: v1
kind: Service
metadata: { name: kube-state-metrics, namespace: monitoring }
spec:
  selector: { app: kube-state-metrics }
  ports: [{ name: http-metrics, port: 8080, targetPort: 8080 }]
`,
      },
    },
  ),
  slip('An alert on a full disk fires while the disk is empty', 'alert-sense', WATCHED, PROM, [
    [
      '          - alert: MySQLDown\n',
      `          - alert: DiskSpaceWarning
            expr: (node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"}) * 100 > 80
            labels: { severity: warning }
            annotations: { summary: 'The disk is used by more than 80 %' }
          - alert: MySQLDown
`,
    ],
  ]),
  slip('A rule of Prometheus has a variable of Grafana', 'query-parses', WATCHED, PROM, [
    ['nginx_http_requests_total[5m]', 'nginx_http_requests_total[$__rate_interval]'],
  ]),
  slip('A state of pods is written small', ['label-value-possible'], WATCHED, PROM, [
    [
      '          - alert: MySQLDown\n',
      `          - alert: PodPending
            expr: sum by (namespace, pod) (kube_pod_status_phase{phase="pending"}) > 0
            for: 10m
            labels: { severity: warning }
            annotations: { summary: '{{ $labels.pod }} waits' }
          - alert: MySQLDown
`,
    ],
  ]),
  slip(
    'Alertmanager is given its webhook by a variable, which it does not read',
    ['alertmanager-notifies', 'variable-expands'],
    WATCHED,
    ALERTM,
    [
      ['- api_url_file: /etc/alertmanager/secrets/webhook', "- api_url: '${SLACK_WEBHOOK_URL}'"],
      [
        '            - { name: slack, mountPath: /etc/alertmanager/secrets }\n',
        '            - { name: slack, mountPath: /etc/alertmanager/secrets }\n          env:\n            - name: SLACK_WEBHOOK_URL\n              valueFrom: { secretKeyRef: { name: alertmanager-slack, key: webhook } }\n',
      ],
    ],
  ),
  slip('A route matches in the form before and after at once, and the first is a list', 'alertmanager-notifies', WATCHED, ALERTM, [
    [
      '      group_by: [alertname, namespace]\n',
      '      group_by: [alertname, namespace]\n      routes:\n        - match: [severity = critical]\n          receiver: slack\n',
    ],
  ]),
  slip(
    'A probe from outside asks its targets itself, not through the prober',
    ['scrape-config-valid', 'probe-module-exists'],
    WATCHED,
    PROM,
    [
      [
        pods,
        `      - job_name: blackbox
        metrics_path: /probe
        params: { module: [http_2xx] }
        static_configs: [{ targets: ['https://blog.example.shop'] }]
        relabel_configs:
          - { source_labels: [__address__], target_label: __param_target }
          - { source_labels: [__param_target], target_label: instance }
${pods}`,
      ],
    ],
  ),
  slip('Grafana sends alerts to a contact point that is called otherwise', 'grafana-alerting-works', WATCHED, GRAF, [], {
    added: {
      'configs/monitoring/grafana-alerting.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-alerting, namespace: monitoring }
data:
  alerting.yaml: |
    apiVersion: 1
    contactPoints:
      - orgId: 1
        name: slack
        receivers:
          - { uid: slack, type: slack, settings: { url: $SLACK_URL } }
    policies:
      - orgId: 1
        receiver: slack-alerts
        group_by: [alertname]
`,
    },
  }),
  slip('A rule of Grafana decides by a query that it does not have', 'grafana-alerting-works', WATCHED, GRAF, [], {
    added: {
      'configs/monitoring/grafana-alerting.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-alerting, namespace: monitoring }
data:
  rules.yaml: |
    apiVersion: 1
    groups:
      - orgId: 1
        name: blog
        folder: blog
        interval: 1m
        rules:
          - uid: mysql-down
            title: MySQL is down
            condition: C
            for: 1m
            data:
              - refId: A
                relativeTimeRange: { from: 600, to: 0 }
                datasourceUid: prometheus
                model: { expr: mysql_up, refId: A, instant: true }
              - refId: B
                datasourceUid: __expr__
                model: { type: threshold, expression: A, refId: B, conditions: [{ evaluator: { type: lt, params: [1] } }] }
`,
    },
  }),
  slip('A rule of Grafana asks a data source by a uid that none has', 'grafana-alerting-works', WATCHED, GRAF, [], {
    added: {
      'configs/monitoring/grafana-alerting.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-alerting, namespace: monitoring }
data:
  rules.yaml: |
    apiVersion: 1
    groups:
      - orgId: 1
        name: blog
        folder: blog
        interval: 1m
        rules:
          - uid: mysql-down
            title: MySQL is down
            condition: A
            for: 1m
            data:
              - refId: A
                relativeTimeRange: { from: 600, to: 0 }
                datasourceUid: PBFA97CFB590B2093
                model: { expr: mysql_up < 1, refId: A, instant: true }
`,
    },
  }),
  slip('A link from logs to traces is emptied when Grafana fills in variables', 'datasource-text-kept', WATCHED, GRAF, [
    [
      "      - { name: Loki, uid: loki, type: loki, access: proxy, url: 'http://loki-stack:3100' }\n",
      `      - name: Loki
        uid: loki
        type: loki
        access: proxy
        url: http://loki-stack:3100
        jsonData:
          derivedFields:
            - { name: TraceID, matcherRegex: 'trace_id=(\\w+)', datasourceUid: tempo, url: '\${__value.raw}' }
`,
    ],
  ]),
  slip('A dashboard has a panel of a plugin that nobody installs', 'panel-plugin-installed', WATCHED, GRAF, [
    ['"id": 1, "type": "timeseries"', '"id": 1, "type": "grafana-piechart-panel"'],
  ]),
  slip(
    'A guide tells Prometheus to read its settings again, which it does not allow',
    'reload-allowed',
    WATCHED,
    PROM,
    [['            - --web.enable-lifecycle\n', '']],
    { markdown: true, added: { 'docs/alerts.md': '# Alerts\n\n```bash\ncurl -X POST http://192.168.1.188:30090/-/reload\n```\n' } },
  ),
  slip('A program is asked under a path for which it is not called', 'sub-path-served', WATCHED, PROM, [
    [
      '            - --web.enable-lifecycle\n',
      '            - --web.enable-lifecycle\n            - --web.external-url=http://monitoring.example.shop/prometheus\n',
    ],
  ]),
];
