import { chartApplication, configFile, logDashboard, rulesFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { logLabelKnown } from './log-label-known.ts';

const alloy = (...more: readonly string[]) =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy', namespace: 'monitoring' },
    {
      data: {
        'config.alloy': [
          'discovery.kubernetes "pods" { role = "pod" }',
          'discovery.relabel "logs" {',
          '  targets = discovery.kubernetes.pods.targets',
          '  rule { source_labels = ["__meta_kubernetes_namespace"] target_label = "namespace" }',
          '  rule { source_labels = ["__meta_kubernetes_pod_name"] target_label = "pod" }',
          '}',
          'loki.source.kubernetes "pods" { targets = discovery.relabel.logs.output forward_to = [loki.write.logs.receiver] }',
          'loki.write "logs" { endpoint { url = "http://loki:3100/loki/api/v1/push" } external_labels = { cluster = "homelab" } }',
          ...more,
        ].join('\n'),
      },
    },
  );
const promtail = (rest: Record<string, unknown> = {}) =>
  configFile('promtail', 'promtail.yaml', {
    clients: [{ url: 'http://loki:3100/loki/api/v1/push' }],
    scrape_configs: [
      {
        job_name: 'pods',
        relabel_configs: [{ source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' }],
        pipeline_stages: [{ cri: {} }, { json: { expressions: { level: 'level' } } }, { labels: { level: '' } }],
        ...rest,
      },
    ],
  });
const blog = logDashboard('{namespace="blog"}');
const byApp = logDashboard('{app="web"} |= "error"');

ruleCases(logLabelKnown, {
  accepts: {
    'labels of relabelling, of the source and of the writer': [
      alloy(),
      logDashboard('{namespace="blog", pod=~"web.*", cluster="homelab", instance!=""}'),
    ],
    'labels of a pipeline': [
      alloy('loki.process "level" { stage.json { expressions = { level = "" } } stage.labels { values = { level = "" } } }'),
      logDashboard('{namespace="blog", level="error"}'),
    ],
    'labels that are read from the line': [alloy(), logDashboard('{namespace="blog"} | json | app="web"')],
    'a label that must not be there': [alloy(), logDashboard('{namespace="blog", app!="web"}', '{namespace="blog", app=""}')],
    'whatever a variable may hold': [alloy(), logDashboard('{namespace="blog", app=~"$app"}')],
    'labels of pods, all of them': [
      alloy('discovery.relabel "all" { rule { action = "labelmap" regex = "__meta_kubernetes_pod_label_(.+)" } }'),
      byApp,
    ],
    'labels of whoever sends': [alloy('loki.source.api "push" { http { listen_port = 3500 } }'), byApp],
    'Promtail with a stage for the label': [promtail(), logDashboard('{namespace="blog", level="error"}')],
    'Promtail that maps labels of pods': [
      promtail({ relabel_configs: [{ action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' }] }),
      byApp,
    ],
    'what the chart of Promtail sets': [chartApplication('promtail', 'monitoring', { resources: {} }), byApp],
    'another collector beside it': [alloy(), chartApplication('fluent-bit', 'monitoring', { config: {} }), byApp],
    'a tree without a collector': [byApp],
    'a query to Prometheus': [alloy(), rulesFile({ alert: 'Down', expr: 'up{app="web"} == 0' })],
  },
  refuses: {
    'a label that Alloy is not told to set': {
      given: [alloy(), byApp],
      says: 'panel "Logs 1" of dashboard "Blog" selects streams by app, and no log collector here sets that label; set: cluster, instance, job, name, namespace, pod, service_name, stream',
    },
    'a label with a letter too many, in a rule of the ruler': {
      given: [alloy(), rulesFile({ alert: 'Errors', expr: 'sum(rate({namespaces="blog"} |= "error" [5m])) > 1' })],
      says: 'alert Errors selects streams by namespaces, and no log collector here sets that label; set: cluster, instance, job, name, namespace, pod, service_name, stream',
    },
    'the container, which nobody sets': {
      given: [promtail(), blog, logDashboard('{container="was"}')],
      says: 'panel "Logs 1" of dashboard "Blog" selects streams by container, and no log collector here sets that label; set: filename, job, level, name, namespace, service_name, stream',
    },
    'a label of its own that the chart of Promtail does not set': {
      given: [chartApplication('promtail', 'monitoring', { resources: {} }), logDashboard('{cluster="homelab"}')],
      says: 'panel "Logs 1" of dashboard "Blog" selects streams by cluster, and no log collector here sets that label; set: app, component, container, filename, instance, job, name, namespace, node_name, pod, service_name, stream',
    },
  },
});
