import { mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { chart, configMap, deployment, documents, GRAFANA_CHARTS, namespace, rules, PROMETHEUS_CHARTS } from './pieces.ts';
import { board, COLLECTOR, MIMIR, NOTICE, panel, PODS, PROMTAIL, recorded, TEMPO, variable } from './seen-watching-parts.ts';

const AGENT = 'platform/collector.yaml';
const BOARD = 'platform/board.yaml';
const RULES = 'platform/rules.yaml';
const STORE = 'platform/store.yaml';
const watched = namespace('watch');

const cost = deployment(
  'watch',
  'opencost',
  'ghcr.io/opencost/opencost:1.119.2',
  9003,
  "env: [{ name: PROMETHEUS_SERVER_ENDPOINT, value: 'http://mimir-gateway.watch.svc.cluster.local' }]",
);
const source = configMap(
  'watch',
  'sources',
  {
    'metrics.yaml':
      'apiVersion: 1\ndatasources: [{ name: Metrics, type: prometheus, uid: metrics, url: "http://mimir-querier.watch:8080/prometheus" }]',
  },
  "grafana_datasource: '1'",
);
const apdex = recorded(
  'checkout:apdex',
  'sum(rate(http_server_request_duration_seconds_bucket{le="3.0"}[5m])) / sum(rate(http_server_request_duration_seconds_count[5m]))',
);
const apiserver = recorded(
  'apiserver:fast',
  'sum(rate(apiserver_request_duration_seconds_bucket{le="0.5"}[5m])) / sum(rate(apiserver_request_duration_seconds_count[5m]))',
);
const available = recorded(
  'checkout:available',
  '1 - (sum by (route) (rate(http_requests_total{code=~"5.."}[5m])) or vector(0)) / sum by (route) (rate(http_requests_total[5m]))',
);

/** What people that watch clusters did wrong: agents that read logs, notices, queries, stores and their values. */
export const seenWatching: readonly Mistake[] = [
  mistake('Alloy looks for the logs of a pod below its namespace', 'log-path-fits', { [AGENT]: documents(watched, COLLECTOR) }, AGENT, [
    ['regex         = "(.*)/(.*)/(.*)/(.*)"', ''],
    ['["__meta_kubernetes_namespace", "__meta_kubernetes_pod_name", ', '['],
  ]),
  mistake('Promtail joins the parts of a path by semicolons', 'log-path-fits', { [AGENT]: documents(watched, PROMTAIL) }, AGENT, [
    ['target_label: __path__, ', 'separator: /, target_label: __path__, '],
  ]),
  mistake('Alloy forgets at each restart how far it has read', 'positions-kept', { [AGENT]: documents(watched, COLLECTOR) }, AGENT, [
    [
      'varlog: true\n',
      'varlog: true\n            extra: [{ name: state, mountPath: /var/lib/alloy }]\n          storagePath: /var/lib/alloy\n',
    ],
    [
      'type: daemonset\n',
      'type: daemonset\n          volumes: { extra: [{ name: state, hostPath: { path: /var/lib/alloy, type: DirectoryOrCreate } }] }\n',
    ],
  ]),
  mistake(
    'Alloy leaves on each line what the runtime wrote before it',
    'log-format-fits',
    { [AGENT]: documents(watched, COLLECTOR) },
    AGENT,
    [['stage.json {', 'stage.cri {}\n                  stage.json {']],
  ),
  mistake(
    'A notice puts the message of a failed sync between quotation marks',
    'argocd-notice-parses',
    { 'platform/notices.yaml': NOTICE },
    'platform/notices.yaml',
    [['"{{.app.status.operationState.message}}"', '{{toJson .app.status.operationState.message}}']],
  ),
  mistake(
    'A share of good requests picks a bucket that OpenTelemetry has not',
    'histogram-bucket-exists',
    { [RULES]: documents(watched, rules('watch', 'slo', apdex)) },
    RULES,
    [['le="3.0"', 'le="2.5"']],
    { partly: true },
  ),
  mistake(
    'A share of fast requests picks a bucket that the API server has not',
    'histogram-bucket-exists',
    { [RULES]: documents(watched, rules('watch', 'slo', apiserver)) },
    RULES,
    [['le="0.5"', 'le="0.4"']],
  ),
  mistake(
    'Availability is missing while nothing fails',
    'series-labels-match',
    { [RULES]: documents(watched, rules('watch', 'slo', available)) },
    RULES,
    [['or vector(0)', 'or 0 * sum by (route) (rate(http_requests_total[5m]))']],
  ),
  mistake(
    'The list of a dashboard is asked for with a comparison',
    'variable-query-works',
    { [BOARD]: documents(watched, board(variable)) },
    BOARD,
    [[' > 0, statefulset)', ', statefulset)']],
  ),
  mistake(
    'A table of traces names an attribute without its scope',
    'trace-query-parses',
    { [BOARD]: documents(watched, board(panel('tempo', '"queryType":"traceql","query":"{ http.status_code >= 500 && kind = server }"'))) },
    BOARD,
    [['{ http.', '{ span.http.']],
  ),
  mistake(
    'A panel takes the rate of one value',
    'query-parses',
    { [BOARD]: documents(watched, board(panel('prometheus', '"expr":"sum(rate(kafka_topic_messages_total{topic=\\"orders\\"}))"'))) },
    BOARD,
    [['"orders\\"})', '"orders\\"}[5m])']],
  ),
  mistake('A program asks Mimir as if it were a Prometheus', 'address-fits-api', { [STORE]: documents(watched, MIMIR, cost) }, STORE, [
    ['svc.cluster.local', 'svc.cluster.local/prometheus'],
  ]),
  mistake('The retention of Mimir stands in its compactor', 'helm-values-work', { [STORE]: documents(watched, MIMIR) }, STORE, [
    ['compactor: { blocks_retention_period: 90d }', 'limits: { compactor_blocks_retention_period: 90d }'],
  ]),
  mistake(
    'A data source goes past the gateway of Mimir and names no tenant',
    'mimir-tenant-sent',
    { [STORE]: documents(watched, MIMIR, source) },
    STORE,
    [['mimir-querier.watch:8080', 'mimir-gateway.watch']],
  ),
  mistake('Only durations of the mesh that it has no more are kept', 'kept-metric-exists', { [AGENT]: documents(watched, PODS) }, AGENT, [
    ['istio_request_duration_seconds_.+', 'istio_request_duration_milliseconds_.+'],
  ]),
  mistake(
    'Capabilities are dropped in the context of the pod',
    'helm-context-placed',
    {
      [STORE]: chart(
        'watch',
        'grafana',
        [GRAFANA_CHARTS, 'grafana', '8.8.6'],
        'securityContext: { runAsUser: 472, fsGroup: 472, capabilities: { drop: [ALL] } }',
      ),
    },
    STORE,
    [['fsGroup: 472, capabilities: { drop: [ALL] } }', 'fsGroup: 472 }']],
  ),
  mistake(
    'The group of a volume is given to a container',
    'helm-context-placed',
    {
      [STORE]: chart(
        'watch',
        'metrics',
        [PROMETHEUS_CHARTS, 'prometheus', '25.30.2'],
        'server:\n  containerSecurityContext: { readOnlyRootFilesystem: true, fsGroup: 65534 }',
      ),
    },
    STORE,
    [['readOnlyRootFilesystem: true, fsGroup: 65534', 'readOnlyRootFilesystem: true']],
  ),
  mistake(
    'A dashboard reads figures of spans that nobody makes',
    'span-figures-made',
    { [STORE]: documents(watched, TEMPO), [BOARD]: board(panel('prometheus', '"expr":"sum(rate(traces_spanmetrics_calls_total[5m]))"')) },
    STORE,
    [['enabled: false', 'enabled: true']],
  ),
];
