import { configFile, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { logLabelsFew } from './log-labels-few.ts';

const EVERY = { action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' };
const jobs = (...steps: readonly object[]) => [{ job_name: 'pods', kubernetes_sd_configs: [{ role: 'pod' }], relabel_configs: steps }];
const promtail = (...steps: readonly object[]) =>
  configFile('promtail', 'promtail.yaml', { clients: [{ url: 'http://loki:3100/loki/api/v1/push' }], scrape_configs: jobs(...steps) });
const loki = (limits: object) =>
  configFile('loki', 'loki.yaml', { auth_enabled: false, schema_config: { configs: [] }, common: {}, limits_config: limits });
const alloy = (target: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy' },
    {
      data: {
        'config.alloy': `discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
  rule {
    action = "labelmap"
    regex  = "__meta_kubernetes_pod_label_(.+)"
  }
}
${target} "pods" {
  targets    = discovery.relabel.pods.output
  forward_to = [loki.write.default.receiver]
}
`,
      },
    },
  );
const chart = (step: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'promtail', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://grafana.github.io/helm-charts',
          chart: 'promtail',
          targetRevision: '6.17.1',
          helm: { valuesObject: { config: { snippets: { extraRelabelConfigs: [step] } } } },
        },
      },
    },
  );

ruleCases(logLabelsFew, {
  accepts: {
    'labels that are named': [promtail({ source_labels: ['__meta_kubernetes_pod_label_app'], target_label: 'app' })],
    'labels of one kind': [promtail({ ...EVERY, regex: '__meta_kubernetes_pod_label_(app|team)' })],
    'labels of which most are dropped again': [promtail(EVERY, { action: 'labelkeep', regex: '__.*|app|namespace|pod' })],
    'a Loki that takes more': [promtail(EVERY), loki({ max_label_names_per_series: 40 })],
    metrics: [prometheusFile(jobs(EVERY)), alloy('prometheus.scrape')],
    'a step of the chart': [chart({ source_labels: ['__meta_kubernetes_pod_label_team'], target_label: 'team' })],
  },
  refuses: {
    'every label in Promtail': {
      given: [promtail(EVERY), loki({})],
      says: 'job pods makes a label of logs of every label of a pod (__meta_kubernetes_pod_label_(.+))',
    },
    'every label in Alloy': {
      given: [alloy('loki.source.kubernetes')],
      says: 'discovery.relabel "pods" makes a label of logs of every label of a pod (__meta_kubernetes_pod_label_(.+))',
    },
    'every label in the chart': {
      given: [chart(EVERY)],
      says: 'chart promtail makes a label of logs of every label of a pod (__meta_kubernetes_pod_label_(.+))',
    },
  },
});
