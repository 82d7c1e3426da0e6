import { WATCHED, ALERTM, ALLOY, GRAF, PROM } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** What watches a blog: Prometheus, Alertmanager, Grafana. */
export const blogSight: readonly Mistake[] = [
  slip('The files of rules end otherwise than Prometheus looks for', 'mounted-file-exists', WATCHED, PROM, [
    ['  blog.yml: |', '  blog-rules.yaml: |'],
  ]),
  slip('The files of rules are mounted elsewhere than Prometheus looks', 'mounted-file-exists', WATCHED, PROM, [
    ['mountPath: /etc/prometheus/rules }', 'mountPath: /etc/prometheus-rules }'],
  ]),
  slip('Prometheus may not read the metrics of nodes through the API', 'discovery-permitted', WATCHED, PROM, [
    ['[nodes, nodes/metrics, nodes/proxy, services', '[services'],
  ]),
  slip('Prometheus writes its data beside the volume', 'data-persistent', WATCHED, PROM, [
    ['--storage.tsdb.path=/prometheus', '--storage.tsdb.path=/data'],
  ]),
  slip('An annotation of pods is looked up under another name', 'relabel-labels-known', WATCHED, PROM, [
    ['__meta_kubernetes_pod_annotation_prometheus_io_scrape', '__meta_kubernetes_pod_annotations_prometheus_io_scrape'],
  ]),
  slip('A summary shows a label that the sum drops', 'alert-labels-kept', WATCHED, PROM, [
    ['sum by (namespace, pod) (', 'sum by (namespace) ('],
  ]),
  slip('A rule waits for a number without a unit', 'alert-rule-sound', WATCHED, PROM, [['            for: 5m\n', '            for: 5\n']]),
  slip('Prometheus keeps its data for a number without a unit', 'image-settings-read', WATCHED, PROM, [
    ['retention.time=15d', 'retention.time=15'],
  ]),
  slip('A flag of Prometheus is one of version 1', 'image-settings-read', WATCHED, PROM, [
    ['--storage.tsdb.retention.time=15d', '--storage.local.retention=360h'],
  ]),
  slip('The agent writes metrics to a Prometheus that takes none', 'remote-write-received', WATCHED, ALLOY, [
    [
      '    loki.write "default" {',
      `    prometheus.exporter.unix "node" { }
    prometheus.scrape "node" {
      targets    = prometheus.exporter.unix.node.targets
      forward_to = [prometheus.remote_write.default.receiver]
    }
    prometheus.remote_write "default" {
      endpoint {
        url = "http://prometheus:9090/api/v1/write"
      }
    }
    loki.write "default" {`,
    ],
  ]),
  slip(
    'A share is told in percent, and is one already',
    'panel-unit-fits',
    WATCHED,
    PROM,
    [
      [
        '            expr: blog:nginx_requests:rate5m > 1000\n',
        '            expr: 100 * sum(rate(nginx_http_requests_total[5m])) / sum(rate(nginx_connections_accepted[5m])) > 80\n',
      ],
      ["'nginx serves {{ $value }} requests a second'", "'{{ $value | humanizePercentage }} of the connections'"],
    ],
    { missed: 'templates of messages are not calculated' },
  ),
  slip('The message of an alert does not close its braces', 'alert-rule-sound', WATCHED, PROM, [
    ["'{{ $labels.pod }} uses much memory'", "'{{ $labels.pod } uses much memory'"],
  ]),
  slip('An alert is inhibited by a severity that no alert has', 'alert-routed', WATCHED, ALERTM, [
    ['source_matchers: [severity = critical]', 'source_matchers: [severity = page]'],
  ]),
  slip('The webhook of Slack is read from a file that is not mounted', 'mounted-file-exists', WATCHED, ALERTM, [
    ['mountPath: /etc/alertmanager/secrets }', 'mountPath: /etc/alertmanager/slack }'],
  ]),
  slip(
    'Alertmanager groups by a label that no alert has',
    'alert-routed',
    WATCHED,
    ALERTM,
    [['group_by: [alertname, namespace]', 'group_by: [alertname, cluster, service]']],
    { missed: 'people group by labels that only some alerts have' },
  ),
  slip('A route to the pager is quiet at a time that nobody defined', 'alertmanager-receiver-exists', WATCHED, ALERTM, [
    [
      '      repeat_interval: 4h\n',
      "      repeat_interval: 4h\n      routes:\n        - matchers: ['severity = warning']\n          receiver: slack\n          mute_time_intervals: [night]\n",
    ],
  ]),
  slip('The configuration of Alertmanager has another name than its flag says', 'mounted-file-exists', WATCHED, ALERTM, [
    ['  alertmanager.yml: |', '  config.yml: |'],
  ]),
  slip('The provider of dashboards looks in another folder than they are mounted in', 'grafana-provisioning-mounted', WATCHED, GRAF, [
    ['options: { path: /var/lib/grafana/dashboards }', 'options: { path: /etc/grafana/dashboards }'],
  ]),
  slip('Data sources are mounted where Grafana does not look', 'grafana-provisioning-mounted', WATCHED, GRAF, [
    ['mountPath: /etc/grafana/provisioning/datasources }', 'mountPath: /etc/grafana/datasources }'],
  ]),
  slip('Grafana calls itself by a host that no route serves', 'root-url-routed', WATCHED, GRAF, [
    ["'http://monitoring.example.shop'", "'http://grafana.example.shop'"],
  ]),
  slip('A dashboard uses a variable that it does not define', 'dashboard-loads', WATCHED, GRAF, [
    ['instance=~\\"$instance\\"', 'namespace=\\"$namespace\\", instance=~\\"$instance\\"'],
  ]),
  slip('A dashboard names the data source of the instance it was exported from', 'datasource-uid-exists', WATCHED, GRAF, [
    ['"datasource": { "type": "loki", "uid": "loki" }', '"datasource": { "type": "loki", "uid": "P8E80F9AEF21F6940" }'],
  ]),
  slip('A dashboard is exported with its inputs open', 'dashboard-loads', WATCHED, GRAF, [
    ['"datasource": { "type": "loki", "uid": "loki" }', '"datasource": { "type": "loki", "uid": "${DS_LOKI}" }'],
  ]),
  slip('A panel of logs asks the store of metrics', 'dashboard-loads', WATCHED, GRAF, [
    ['"datasource": { "type": "loki", "uid": "loki" }', '"datasource": { "type": "prometheus", "uid": "prometheus" }'],
  ]),
  slip('A dashboard stands in an envelope of the API of Grafana', 'dashboard-loads', WATCHED, GRAF, [
    ['      "uid": "nginx", "title"', '      "dashboard": { "uid": "nginx", "title"'],
    ['      ]\n    }\n---', '      ] }, "overwrite": true\n    }\n---'],
  ]),
  slip('Two data sources have one name', 'datasource-default-once', WATCHED, GRAF, [
    ['- { name: Tempo, uid: tempo, type: tempo', '- { name: Loki, uid: tempo, type: tempo'],
  ]),
  slip(
    'A data source of traces has the type of another product',
    'address-fits-api',
    WATCHED,
    GRAF,
    [['type: tempo, access', 'type: jaeger, access']],
    { partly: true },
  ),
  slip(
    'A variable for a setting of Grafana has one underscore too few',
    'image-settings-read',
    WATCHED,
    GRAF,
    [['GF_SERVER_ROOT_URL', 'GF_SERVER_ROOTURL']],
    { partly: true },
  ),
];
