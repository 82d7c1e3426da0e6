import { BACKUP, BLOG, EXPORTERS, POLICIES, PROM } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { mending } from './pieces.ts';
import { KUBE_STATE, KUBE_STATE_JOB, PUSHGATEWAY, VISITS } from './sight-parts.ts';

const PODS = '      - job_name: kubernetes-pods\n';
const FIRST = '          - alert: MySQLDown\n';

function alert(name: string, expr: string, more = ''): readonly [string, string] {
  return [
    FIRST,
    `          - alert: ${name}\n            expr: ${expr}\n${more}            labels: { severity: warning }\n            annotations: { summary: '${name}' }\n${FIRST}`,
  ];
}

/** Metrics of a blog and the rules about them, as they go wrong between two files. */
export const sightMetrics: readonly Mistake[] = [
  slip('A goal for a month is reckoned from metrics that are kept half as long', 'query-range-kept', BLOG, PROM, [
    alert('ErrorBudget', 'sum(increase(nginx_http_requests_total[30d])) > 100000000'),
  ]),
  slip(
    'The figures of kube-state-metrics are scraped by its own job and by the one for annotated pods',
    'target-scraped-once',
    BLOG,
    PROM,
    [[PODS, `${KUBE_STATE_JOB}${PODS}`]],
    {
      added: {
        'configs/monitoring/kube-state-metrics.yaml': KUBE_STATE.replace(
          'labels: { app: kube-state-metrics } }\n    spec:',
          "labels: { app: kube-state-metrics }, annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '8080' } }\n    spec:",
        ),
      },
    },
  ),
  slip(
    'An alert on a backup that failed asks kube-state-metrics, which is told to leave Jobs out',
    'exporter-shows',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert('BackupFailed', 'kube_job_status_failed{namespace="blog-system", job_name=~"mysql-backup-.*"} > 0'),
    ],
    {
      added: {
        'configs/monitoring/kube-state-metrics.yaml': KUBE_STATE.replace(
          'args: []',
          "args: ['--resources=pods,deployments,nodes,persistentvolumeclaims']",
        ),
      },
    },
  ),
  slip(
    'A rule joins the labels of pods, which kube-state-metrics does not show unless told',
    'exporter-shows',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert(
        'WasRestarts',
        'increase(kube_pod_container_status_restarts_total[1h]) * on(namespace, pod) group_left(label_app) kube_pod_labels{label_app="was"} > 3',
      ),
    ],
    { added: { 'configs/monitoring/kube-state-metrics.yaml': KUBE_STATE } },
  ),
  slip(
    'An alert counts the age of the last backup in hours, and it runs once a day',
    'age-fits-schedule',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert(
        'BackupTooOld',
        'time() - kube_cronjob_status_last_successful_time{namespace="blog-system", cronjob="mysql-backup"} > 6 * 3600',
      ),
    ],
    { added: { 'configs/monitoring/kube-state-metrics.yaml': KUBE_STATE } },
  ),
  slip(
    'An alert waits for a backup whose CronJob has a longer name',
    'query-names-exist',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert(
        'BackupTooOld',
        'time() - kube_cronjob_status_last_successful_time{namespace="blog-system", cronjob="mysql-backup-to-s3"} > 2 * 86400',
      ),
    ],
    { added: { 'configs/monitoring/kube-state-metrics.yaml': KUBE_STATE } },
  ),
  slip('An alert on a full volume of Loki names the claim as in the template, not as the set makes it', 'query-names-exist', BLOG, PROM, [
    [
      PODS,
      `      - job_name: kubernetes-nodes
        scheme: https
        tls_config: { ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt }
        bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token
        kubernetes_sd_configs: [{ role: node }]
        relabel_configs:
          - { target_label: __address__, replacement: 'kubernetes.default.svc:443' }
          - source_labels: [__meta_kubernetes_node_name]
            regex: (.+)
            target_label: __metrics_path__
            replacement: /api/v1/nodes/$1/proxy/metrics
${PODS}`,
    ],
    alert(
      'LokiDiskFull',
      'kubelet_volume_stats_used_bytes{namespace="monitoring", persistentvolumeclaim="loki-data"} / kubelet_volume_stats_capacity_bytes > 0.8',
    ),
  ]),
  slip('An alert on a full volume asks the kubelets, which nothing scrapes', 'metric-source-scraped', BLOG, PROM, [
    alert('VolumeFull', 'kubelet_volume_stats_available_bytes{namespace="blog-system"} / kubelet_volume_stats_capacity_bytes < 0.1'),
  ]),
  slip('The page of the metrics of a pod stands in an annotation that the job does not read', 'scrape-annotations-work', BLOG, PROM, [], {
    added: { 'configs/monitoring/visits.yaml': VISITS },
  }),
  slip(
    'A backup pushes its time, and the job of the gateway overwrites whose it is',
    'handed-labels-kept',
    BLOG,
    PROM,
    [
      [
        PODS,
        `      - job_name: pushgateway
        static_configs: [{ targets: ['pushgateway:9091'] }]
${PODS}`,
      ],
      alert('BackupTooOld', 'time() - mysql_backup_last_success_timestamp_seconds{job="mysql-backup"} > 2 * 86400'),
    ],
    { added: { 'configs/monitoring/pushgateway.yaml': PUSHGATEWAY } },
  ),
  slip(
    'A backup pushes its time to a gateway that its policy does not let it reach',
    'flow-passes',
    BLOG,
    BACKUP,
    [
      [
        '                  aws s3 cp /backup/ s3://example-mysql-backup/ --recursive\n',
        `                  aws s3 cp /backup/ s3://example-mysql-backup/ --recursive
                  echo "mysql_backup_last_success_timestamp_seconds $(date +%s)" | curl -fsS --data-binary @- http://pushgateway.monitoring.svc:9091/metrics/job/mysql-backup
`,
      ],
    ],
    { added: { 'configs/monitoring/pushgateway.yaml': PUSHGATEWAY } },
  ),
  slip(
    'The agent looks at the disk of its container, not at that of the node',
    'host-files-mounted',
    BLOG,
    'configs/monitoring/alloy.yaml',
    [
      [
        '    loki.write "default" {',
        `    prometheus.exporter.unix "node" {
      rootfs_path = "/host/root"
      procfs_path = "/host/proc"
      sysfs_path  = "/host/sys"
    }
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
    ],
    {
      added: mending(BLOG, PROM, [
        '            - --web.enable-lifecycle\n',
        '            - --web.enable-lifecycle\n            - --web.enable-remote-write-receiver\n',
      ]),
    },
  ),
  slip(
    'Requests are counted at both of their ends',
    'reporter-chosen',
    BLOG,
    PROM,
    [
      alert(
        'TooManyRequests',
        'sum(rate(istio_requests_total{destination_service="was-service.blog-system.svc.cluster.local"}[5m])) > 100',
      ),
      [
        PODS,
        `      - job_name: envoy-stats
        metrics_path: /stats/prometheus
        kubernetes_sd_configs: [{ role: pod }]
        relabel_configs:
          - { source_labels: [__meta_kubernetes_pod_container_port_name], action: keep, regex: http-envoy-prom }
${PODS}`,
      ],
    ],
    { partly: true },
  ),
  slip(
    'A share divides by limits that carry one label more',
    'series-labels-match',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert(
        'CPUNearLimit',
        'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="blog-system"}[5m])) / sum by (namespace, pod) (kube_pod_container_resource_limits{resource="cpu"}) > 0.9',
      ),
    ],
    { added: { 'configs/monitoring/kube-state-metrics.yaml': KUBE_STATE } },
  ),
  slip('A job drops the metrics of memory on which an alert rests', 'metric-kept', BLOG, PROM, [
    [
      '            replacement: /api/v1/nodes/$1/proxy/metrics/cadvisor\n',
      `            replacement: /api/v1/nodes/$1/proxy/metrics/cadvisor
        metric_relabel_configs:
          - { source_labels: [__name__], action: drop, regex: 'container_(memory|fs|tasks)_.*' }
`,
    ],
  ]),
  slip('The policy of an exporter lets in Prometheus by the label that its pods had before', 'flow-passes', BLOG, POLICIES, [
    [
      'k8s:io.kubernetes.pod.namespace: monitoring, app: prometheus }',
      'k8s:io.kubernetes.pod.namespace: monitoring, app: prometheus-server }',
    ],
  ]),
  slip(
    'The collector of what an alert is about is switched off at the exporter',
    'exporter-shows',
    BLOG,
    EXPORTERS,
    [
      [
        '            - --collect.info_schema.innodb_metrics\n',
        '            - --no-collect.global_status\n            - --collect.info_schema.innodb_metrics\n',
      ],
    ],
    { added: mending(BLOG, PROM, [FIRST, alert('SlowQueries', 'increase(mysql_global_status_slow_queries[5m]) > 10')[1]]) },
  ),
];
