import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const RULES = 'k8s-manifests/monitoring/prometheus-rules.yaml';
const BOARD = 'k8s-manifests/monitoring/grafana-dashboard.yaml';
const RESTARTS = 'increase(kube_pod_container_status_restarts_total{namespace="titanium-prod"}[15m]) > 0';
const RATE_PANEL = 'sum(rate(istio_requests_total{destination_workload=\\"user-service-deployment\\", reporter=\\"destination\\"}[5m]))';
const MISSING = 'kube_deployment_status_replicas_available{namespace="titanium-prod", deployment="user-service-deployment"} == 0';

function query(name: string, caughtBy: string, expression: string, more: Partial<Mistake> = {}): Mistake {
  return slip({ name, caughtBy, ...more }, [[RULES, RESTARTS, expression]]);
}

/** Alerts and panels that read something else than they say. */
export const stageQueries: readonly Mistake[] = [
  query(
    'Errors are looked for by a class of codes, and Istio writes the code',
    'label-value-possible',
    'rate(istio_requests_total{response_code="5xx"}[15m]) > 0',
  ),
  query(
    'A pattern matches the whole value, not its beginning',
    'label-value-possible',
    'rate(istio_requests_total{response_code=~"5"}[15m]) > 0',
  ),
  query(
    'Requests are reported by source or destination, never by server',
    'label-value-possible',
    'rate(istio_requests_total{reporter="server", response_code="503"}[15m]) > 0',
  ),
  query(
    'A Service of the mesh is looked for by its short name',
    'label-value-possible',
    'rate(istio_requests_total{destination_service="user-service", response_code="503"}[15m]) > 0',
  ),
  query(
    'A workload of the mesh is looked for by the name of its Service',
    'query-names-exist',
    'rate(istio_requests_total{destination_workload="user-service", response_code="503"}[15m]) > 0',
  ),
  query(
    'A condition is true in small letters',
    'label-value-possible',
    'kube_pod_status_ready{namespace="titanium-prod", condition="True"} == 0',
  ),
  query(
    'A reason for waiting is spelt otherwise',
    'label-value-possible',
    'kube_pod_container_status_waiting_reason{namespace="titanium-prod", reason="CrashLoopBackoff"} > 0',
  ),
  query('A phase is in small letters', 'label-value-possible', 'kube_pod_status_phase{namespace="titanium-prod", phase="pending"} > 0'),
  query(
    'A unit of a limit is in the plural',
    'label-value-possible',
    'kube_pod_container_resource_limits{namespace="titanium-prod", resource="cpu", unit="cores"} > 4',
  ),
  query(
    'A total that only grows is compared with a threshold',
    'counter-read-as-rate',
    'container_cpu_usage_seconds_total{namespace="titanium-prod", container!=""} > 0.8',
  ),
  query(
    'A rate is taken of what goes up and down',
    'counter-read-as-rate',
    'rate(container_memory_working_set_bytes{namespace="titanium-prod", container!=""}[5m]) > 200000000',
  ),
  query(
    'A quantile is asked for in percent',
    'histogram-keeps-le',
    'histogram_quantile(95, sum by (le) (rate(istio_request_duration_milliseconds_bucket[5m]))) > 1000',
  ),
  query('A sum is taken before the rate', 'counter-read-as-rate', 'rate(sum(istio_requests_total{response_code="503"})[5m:30s]) > 1'),
  query(
    'A division has its sides turned round',
    'alert-can-fire',
    'sum(rate(istio_requests_total{reporter="destination"}[5m])) / sum(rate(istio_requests_total{reporter="destination", response_code=~"5.."}[5m])) > 0.05',
    { partly: true },
  ),
  query(
    'A gauge is counted by its increase',
    'counter-read-as-rate',
    'increase(kube_deployment_status_replicas_available{namespace="titanium-prod"}[15m]) > 0',
  ),
  query(
    'A series of a pod is joined without the labels that both have',
    'series-labels-match',
    'container_memory_working_set_bytes{namespace="titanium-prod", container!=""} / kube_pod_container_resource_limits{namespace="titanium-prod", resource="memory"} > 0.8',
  ),
  query('An absence is asked of a number that compares', 'alert-can-fire', 'absent(up{job="user-service"} == 1) > 1'),
  slip({ name: 'The words of an alert name a label that the sum took away', caughtBy: 'alert-labels-kept' }, [
    [RULES, '{{ $labels.destination_workload }} answers more', '{{ $labels.destination_service }} answers more'],
  ]),
  slip({ name: 'The words of an alert turn a percentage into percent once more', caughtBy: 'threshold-fits-unit' }, [
    [RULES, ' > 0.05\n', ' * 100 > 5\n'],
    [
      RULES,
      'more than 5% of its requests with an error for 5 minutes',
      '{{ $value | humanizePercentage }} of its requests with an error for 5 minutes',
    ],
  ]),
  slip({ name: 'The words of an alert lack the dollar', caughtBy: 'alert-text-expands' }, [
    [RULES, '{{ $labels.pod }} restarted', '{{ labels.pod }} restarted'],
  ]),
  slip({ name: 'The waiting time of an alert has no unit', caughtBy: 'alert-rule-sound' }, [[RULES, 'for: 2m', 'for: 2']]),
  slip({ name: 'The label of an alert stands in its annotations', caughtBy: 'alert-text-expands', partly: true }, [
    [
      RULES,
      '          labels: { severity: critical }\n          annotations: { summary: "no pod',
      '          annotations: { severity: critical, summary: "no pod',
    ],
  ]),
  slip({ name: 'Two groups of one file have one name', caughtBy: 'alert-rule-sound' }, [
    [
      RULES,
      '        - alert: UserServiceMissing',
      '    - name: titanium.application.rules\n      rules:\n        - alert: UserServiceMissing',
    ],
  ]),
  slip({ name: 'A recorded series has a hyphen in its name', caughtBy: 'alert-rule-sound' }, [
    [
      RULES,
      '        - alert: HighErrorRate',
      '        - record: titanium:request-rate:5m\n          expr: sum by (destination_workload) (rate(istio_requests_total{reporter="destination"}[5m]))\n        - alert: HighErrorRate',
    ],
  ]),
  slip({ name: 'The interval of a group is longer than the window of its rates', caughtBy: 'alert-rule-sound', partly: true }, [
    [RULES, 'interval: 30s', 'interval: 30m'],
  ]),
  slip({ name: 'A Deployment is watched by the name of its Service', caughtBy: 'query-names-exist' }, [
    [RULES, MISSING, MISSING.replace('user-service-deployment', 'user-service')],
  ]),
  slip({ name: 'The dashboard is the answer of the API, with the dashboard inside', caughtBy: 'dashboard-loads' }, [
    [BOARD, '    {\n      "uid"', '    { "meta": { "slug": "golden" }, "dashboard": {\n      "uid"'],
    [BOARD, '      ]\n    }\n', '      ]\n    } }\n'],
  ]),
  slip({ name: 'The dashboard was exported for others and asks for its data source', caughtBy: 'dashboard-loads' }, [
    [
      BOARD,
      '"title": "Titanium - Golden Signals",',
      '"title": "Titanium - Golden Signals", "__inputs": [{ "name": "DS_PROMETHEUS", "type": "datasource", "pluginId": "prometheus" }],',
    ],
    [
      BOARD,
      '"type": "timeseries",\n          "title": "Latency (P95)",',
      '"type": "timeseries",\n          "datasource": "${DS_PROMETHEUS}",\n          "title": "Latency (P95)",',
    ],
  ]),
  slip({ name: 'A panel shows a share of one as percent', caughtBy: 'panel-unit-fits' }, [
    [BOARD, '"unit": "reqps"', '"unit": "percent"'],
    [
      BOARD,
      RATE_PANEL,
      `sum(rate(istio_requests_total{response_code=~\\"5..\\", reporter=\\"destination\\"}[5m])) / sum(rate(istio_requests_total{reporter=\\"destination\\"}[5m]))`,
    ],
  ]),
  slip({ name: 'A panel filters by a variable that the dashboard does not have', caughtBy: 'dashboard-loads' }, [
    [BOARD, 'destination_workload=\\"user-service-deployment\\"', 'destination_workload=\\"$service\\"'],
  ]),
  slip({ name: 'A variable takes several values, and the query compares with one', caughtBy: 'panel-queries-fit' }, [
    [BOARD, 'destination_workload=\\"user-service-deployment\\"', 'destination_workload=\\"$service\\"'],
    [
      BOARD,
      '"panels": [',
      '"templating": { "list": [{ "name": "service", "type": "query", "multi": true, "includeAll": true, "query": "label_values(istio_requests_total, destination_workload)" }] },\n      "panels": [',
    ],
  ]),
  slip({ name: 'Two queries of a panel have one letter', caughtBy: 'panel-queries-fit' }, [
    [
      BOARD,
      `"targets": [{ "refId": "A", "expr": "${RATE_PANEL}" }]`,
      `"targets": [{ "refId": "A", "expr": "${RATE_PANEL}" }, { "refId": "A", "expr": "vector(0)" }]`,
    ],
  ]),
  slip({ name: 'A panel of logs asks Prometheus', caughtBy: 'dashboard-loads' }, [
    [
      BOARD,
      '"type": "timeseries",\n          "title": "Traffic of the user service",',
      '"type": "logs",\n          "datasource": { "type": "prometheus", "uid": "prometheus" },\n          "title": "Logs of the user service",',
    ],
    [BOARD, RATE_PANEL, '{namespace=\\"titanium-prod\\", app=\\"user-service\\"} |= \\"ERROR\\"'],
  ]),
  slip({ name: 'A panel of logs selects everything, which Loki refuses', caughtBy: 'log-query-parses' }, [
    [
      BOARD,
      '"type": "timeseries",\n          "title": "Traffic of the user service",',
      '"type": "logs",\n          "datasource": { "type": "loki", "uid": "loki" },\n          "title": "Logs of the user service",',
    ],
    [BOARD, RATE_PANEL, '{app=~\\".*\\"} |= \\"ERROR\\"'],
  ]),
  slip({ name: 'The label by which Grafana finds a dashboard is a number', caughtBy: 'yaml-typed-value' }, [
    [BOARD, 'grafana_dashboard: "1"', 'grafana_dashboard: 1'],
  ]),
  slip(
    { name: 'The label by which Grafana finds a dashboard has another value than the sidecar asks for', caughtBy: 'grafana-sidecar-sees' },
    [[BOARD, 'grafana_dashboard: "1"', 'grafana_dashboard: "true"']],
  ),
];
