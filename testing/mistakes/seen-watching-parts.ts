import { chart, configMap, GRAFANA_CHARTS } from './pieces.ts';

/** An agent on each node that follows the files of pods, by values of its chart. */
export const COLLECTOR = chart(
  'watch',
  'collector',
  [GRAFANA_CHARTS, 'alloy', '1.2.1'],
  `controller:
  type: daemonset
alloy:
  mounts:
    varlog: true
  configMap:
    content: |
      discovery.kubernetes "all" {
        role = "pod"
      }
      discovery.relabel "files" {
        targets = discovery.kubernetes.all.targets
        rule {
          source_labels = ["__meta_kubernetes_namespace", "__meta_kubernetes_pod_name", "__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"]
          separator     = "/"
          regex         = "(.*)/(.*)/(.*)/(.*)"
          replacement   = "/var/log/pods/*$1/*.log"
          target_label  = "__path__"
        }
      }
      local.file_match "files" {
        path_targets = discovery.relabel.files.output
      }
      loki.source.file "files" {
        targets    = local.file_match.files.targets
        forward_to = [loki.process.levels.receiver]
      }
      loki.process "levels" {
        stage.json {
          expressions = { level = "" }
        }
        forward_to = [loki.write.main.receiver]
      }
      loki.write "main" {
        endpoint {
          url = "https://logs.example.com/loki/api/v1/push"
        }
      }`,
);

export const PROMTAIL = configMap('watch', 'promtail', {
  'promtail.yaml': `positions: { filename: /run/promtail/positions.yaml }
clients: [{ url: 'https://logs.example.com/loki/api/v1/push' }]
scrape_configs:
  - job_name: pods
    kubernetes_sd_configs: [{ role: pod }]
    pipeline_stages: [{ cri: {} }]
    relabel_configs:
      - { source_labels: [__meta_kubernetes_pod_uid, __meta_kubernetes_pod_container_name], target_label: __path__, replacement: /var/log/pods/*$1/*.log }`,
});

/** A template of Argo CD's notifications for a chat. */
export const NOTICE = `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.chat: |
    url: https://chat.example.com/hooks/deploys
  template.sync-broke: |
    webhook:
      chat:
        method: POST
        body: |
          { "title": "{{.app.metadata.name}} did not sync", "text": "{{.app.status.operationState.message}}" }
  trigger.on-sync-broke: |
    - when: app.status.operationState.phase in ['Failed', 'Error']
      send: [sync-broke]
`;

/** A store of metrics with a retention, by values of its chart. */
export const MIMIR = chart(
  'watch',
  'mimir',
  [GRAFANA_CHARTS, 'mimir-distributed', '5.6.0'],
  'mimir:\n  structuredConfig:\n    compactor: { blocks_retention_period: 90d }',
);

export const TEMPO = chart(
  'watch',
  'traces',
  [GRAFANA_CHARTS, 'tempo', '1.22.0'],
  'tempo:\n  metricsGenerator: { enabled: false, remoteWriteUrl: "https://metrics.example.com/api/v1/write" }',
);

/** What is kept of the sidecars' metrics. */
export const PODS = `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: sidecars, namespace: watch }
spec:
  selector: { matchExpressions: [{ key: sidecar-metrics, operator: NotIn, values: ['false'] }] }
  namespaceSelector: { any: true }
  podMetricsEndpoints:
    - path: /stats/prometheus
      metricRelabelings:
        - { sourceLabels: [__name__], regex: 'istio_requests_total|istio_request_duration_seconds_.+', action: keep }
`;

/** A rule of a group that records. */
export function recorded(name: string, expression: string): string {
  return `- record: ${name}\n  expr: '${expression}'`;
}

/** A dashboard of a ConfigMap, with what stands beside its title. */
export function board(content: string): string {
  return configMap(
    'watch',
    'board',
    { 'board.json': `{"uid":"shop","title":"Shop","schemaVersion":39,${content}}` },
    "grafana_dashboard: '1'",
  );
}

/** One panel that asks a source. */
export function panel(type: string, target: string): string {
  return `"panels":[{"type":"timeseries","title":"Calls","datasource":{"type":"${type}","uid":"main"},"targets":[{"refId":"A",${target}}]}]`;
}

export const variable =
  '"templating":{"list":[{"name":"store","type":"query","datasource":{"type":"prometheus","uid":"main"},"query":"label_values(kube_statefulset_replicas{namespace=\\"shop\\"} > 0, statefulset)"}]},"panels":[]';
