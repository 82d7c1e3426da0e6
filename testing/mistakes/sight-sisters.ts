import { ALERTM, BLOG, GRAF, LOKI, MESHES, PROM } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';
import { mending } from './pieces.ts';
import { KUBE_STATE, KUBE_STATE_JOB } from './sight-parts.ts';

const FALCO = 'charts/falco/values.yaml';
const PODS = '      - job_name: kubernetes-pods\n';
const FIRST = '          - alert: MySQLDown\n';
function alert(name: string, expr: string): readonly [string, string] {
  return [
    FIRST,
    `          - alert: ${name}\n            expr: ${expr}\n            labels: { severity: warning }\n            annotations: { summary: '${name}' }\n${FIRST}`,
  ];
}
function more(text: string): { readonly added: Tree } {
  return { added: { 'configs/platform/more.yaml': text } };
}

/** What watches and guards a blog, a second time. */
export const sightSisters: readonly Mistake[] = [
  slip('An exporter stays, and the job that scraped it is gone', 'metric-source-scraped', BLOG, PROM, [
    ["      - job_name: mysql-exporter\n        static_configs: [{ targets: ['mysql-exporter.blog-system.svc:9104'] }]\n", ''],
  ]),
  slip('A job scrapes an exporter at a port that its Service does not have', 'url-port-exists', BLOG, PROM, [
    ['nginx-exporter.blog-system.svc:9113', 'nginx-exporter.blog-system.svc:9114'],
  ]),
  slip('A limit of Loki is a number of megabytes with its unit', 'store-config-works', BLOG, LOKI, [
    ['      retention_period: 168h\n', '      retention_period: 168h\n      ingestion_rate_mb: 10MB\n'],
  ]),
  slip(
    'A panel looks back further than one question to Loki may span',
    'query-range-kept',
    BLOG,
    LOKI,
    [['      retention_period: 168h\n', '      retention_period: 168h\n      max_query_length: 24h\n']],
    {
      added: mending(BLOG, GRAF, [
        '"expr": "{namespace=\\"blog-system\\", app=\\"web\\"}"',
        '"expr": "sum(count_over_time({namespace=\\"blog-system\\", app=\\"web\\"} [7d]))"',
      ]),
    },
  ),
  slip('A data source is an address without a scheme', 'address-has-scheme', BLOG, GRAF, [
    ["url: 'http://tempo:3200'", "url: 'tempo:3200'"],
  ]),
  slip('A service map is shown of figures that nobody makes', 'metrics-generator-works', BLOG, GRAF, [
    [
      "      - { name: Tempo, uid: tempo, type: tempo, access: proxy, url: 'http://tempo:3200' }",
      '      - name: Tempo\n        uid: tempo\n        type: tempo\n        access: proxy\n        url: http://tempo:3200\n        jsonData: { serviceMap: { datasourceUid: prometheus }, nodeGraph: { enabled: true } }',
    ],
  ]),
  slip(
    'A label of the metrics of the mesh is a text without quotes of its own',
    'telemetry-filter-reads',
    BLOG,
    MESHES,
    [],
    more(`apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: metrics, namespace: blog-system }
spec:
  metrics:
    - providers: [{ name: prometheus }]
      overrides:
        - match: { metric: REQUEST_COUNT, mode: CLIENT_AND_SERVER }
          tagOverrides: { request_host: { value: request-host } }
`),
  ),
  slip('An output is told of emergencies only, which no rule of Falco is', 'falco-rules-heard', BLOG, FALCO, [
    ['minimumpriority: warning', 'minimumpriority: emergency'],
  ]),
  slip('A list of Falco is lengthened under a key in the singular', 'falco-rules-valid', BLOG, FALCO, [
    [
      '      - rule: Java Process Spawning Shell\n',
      '      - list: shell_binaries\n        append: true\n        item: [ash]\n      - rule: Java Process Spawning Shell\n',
    ],
  ]),
  slip('A macro of Falco is a list of values', 'falco-rules-valid', BLOG, FALCO, [
    [
      '      - rule: Java Process Spawning Shell\n',
      '      - macro: shells\n        condition: (bash, sh)\n      - rule: Java Process Spawning Shell\n',
    ],
    ['proc.name in (bash, sh)', 'shells'],
  ]),
  slip('A rule of Falco prints a class of fields', 'falco-rules-valid', BLOG, FALCO, [['pod=%k8s.pod.name)', 'pod=%k8s.pod)']]),
  slip('The snapshot of etcd is asked for without TLS, beside its certificates', 'etcdctl-speaks-tls', BLOG, 'configs/backup/etcd.yaml', [
    ['https://127.0.0.1:2379', 'http://127.0.0.1:2379'],
  ]),
  slip(
    'An alert on Jobs asks an exporter whose account may not see them',
    'exporter-shows',
    BLOG,
    PROM,
    [[PODS, `${KUBE_STATE_JOB}${PODS}`], alert('BackupFailed', 'kube_job_status_failed{namespace="blog-system"} > 0')],
    { added: { 'configs/monitoring/ksm.yaml': KUBE_STATE.replace("apiGroups: ['', apps, batch, ", "apiGroups: ['', apps, ") } },
  ),
  slip(
    'An alert on pods that do not run means those of the backup, which are done',
    'completed-pods-spared',
    BLOG,
    PROM,
    [[PODS, `${KUBE_STATE_JOB}${PODS}`], alert('PodDown', 'kube_pod_status_phase{namespace="blog-system", phase="Running"} == 0')],
    { added: { 'configs/monitoring/ksm.yaml': KUBE_STATE } },
  ),
  slip(
    'An alert asks for the Deployment that became a Rollout',
    'query-names-exist',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert('WebReplicas', 'kube_deployment_status_replicas_available{namespace="blog-system", deployment="web"} < 2'),
    ],
    { added: { 'configs/monitoring/ksm.yaml': KUBE_STATE } },
  ),
  slip('cAdvisor is asked for through the API without its proxy', 'scrape-config-valid', BLOG, PROM, [
    ['replacement: /api/v1/nodes/$1/proxy/metrics/cadvisor', 'replacement: /api/v1/nodes/$1/metrics/cadvisor'],
  ]),
  slip('Alerts are sent to a path at which Alertmanager does not answer', 'alerts-reach-alertmanager', BLOG, PROM, [
    [
      "        - static_configs:\n            - targets: ['alertmanager:9093']",
      "        - path_prefix: /alertmanager\n          static_configs:\n            - targets: ['alertmanager:9093']",
    ],
  ]),
  slip('Alerts are sent in the form that Alertmanager gave up', 'alerts-reach-alertmanager', BLOG, PROM, [
    [
      "        - static_configs:\n            - targets: ['alertmanager:9093']",
      "        - api_version: v1\n          static_configs:\n            - targets: ['alertmanager:9093']",
    ],
  ]),
  slip('Two labels to group by stand in one text', 'alertmanager-notifies', BLOG, ALERTM, [
    ['group_by: [alertname, namespace]', "group_by: ['alertname,namespace']"],
  ]),
  slip('The quiet of a night begins after it ends', 'alertmanager-notifies', BLOG, ALERTM, [
    [
      '    inhibit_rules:\n',
      "    time_intervals:\n      - name: night\n        time_intervals: [{ times: [{ start_time: '22:00', end_time: '07:00' }] }]\n    inhibit_rules:\n",
    ],
    [
      '      repeat_interval: 4h\n',
      '      repeat_interval: 4h\n      routes:\n        - { matchers: [severity = warning], receiver: slack, mute_time_intervals: [night] }\n',
    ],
  ]),
  slip(
    'The limits of all resources are one sum',
    'resource-chosen',
    BLOG,
    PROM,
    [
      [PODS, `${KUBE_STATE_JOB}${PODS}`],
      alert(
        'MemoryNearLimit',
        'sum by (namespace, pod) (container_memory_working_set_bytes{container!=""}) / sum by (namespace, pod) (kube_pod_container_resource_limits) > 0.9',
      ),
    ],
    { added: { 'configs/monitoring/ksm.yaml': KUBE_STATE } },
  ),
  slip('An alert asks for the volumes of Longhorn, which no job scrapes', 'metric-source-scraped', BLOG, PROM, [
    alert('VolumeFaulted', 'longhorn_volume_robustness == 3'),
  ]),
  slip('An alert asks for the health of Applications, which no job scrapes', 'metric-source-scraped', BLOG, PROM, [
    alert('ApplicationUnhealthy', 'argocd_app_info{health_status!="Healthy"} == 1'),
  ]),
];
