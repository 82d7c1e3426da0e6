import { configFile, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { relabelSourcesMade } from './relabel-sources-made.ts';

const pods = [{ role: 'pod' }];
const job = (steps: readonly object[], more: object = { kubernetes_sd_configs: pods }) =>
  prometheusFile([{ job_name: 'pods', ...more, relabel_configs: steps }]);
const namespace = { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' };
const promtail = (...steps: readonly object[]) =>
  configFile('promtail', 'promtail.yaml', {
    clients: [{ url: 'http://loki:3100/loki/api/v1/push' }],
    scrape_configs: [{ job_name: 'pods', kubernetes_sd_configs: pods, relabel_configs: steps }],
  });
const alloy = (source: string, targets = 'discovery.kubernetes.pods.targets') =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy' },
    {
      data: {
        'config.alloy': `discovery.relabel "pods" {\n  targets = ${targets}\n  rule {\n    source_labels = ["${source}"]\n    target_label = "namespace"\n  }\n}\n`,
      },
    },
  );

ruleCases(relabelSourcesMade, {
  accepts: {
    'labels of the discovery, and those made of them': [
      job([namespace, { source_labels: ['namespace', '__meta_kubernetes_pod_name'], target_label: 'instance' }]),
    ],
    'what a pattern may have made': [
      job([
        { action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' },
        { source_labels: ['app'], action: 'keep', regex: 'web' },
      ]),
    ],
    'labels of targets that are written out': [
      job([{ source_labels: ['site'], target_label: 'place' }], { static_configs: [{ targets: ['a:1'], labels: { site: 'x' } }] }),
    ],
    'the job': [job([{ source_labels: ['job'], target_label: 'app' }])],
    Alloy: [alloy('__meta_kubernetes_namespace'), alloy('namespace', 'local.file_match.nodes.targets')],
  },
  refuses: {
    'the name that the label is to have': {
      given: [alloy('namespace')],
      says: 'discovery.relabel "pods" reads the label namespace, which nothing before makes',
      fix: 'Read __meta_kubernetes_namespace.',
    },
    'steps in the wrong order': {
      given: [job([{ source_labels: ['namespace'], action: 'keep', regex: 'shop' }, namespace])],
      says: 'job pods reads the label namespace, which only a later step makes',
      fix: 'Read __meta_kubernetes_namespace.',
    },
    'a label of nobody in Promtail': {
      given: [promtail({ source_labels: ['team'], target_label: 'owner' })],
      says: 'job pods reads the label team, which nothing before makes',
    },
  },
});
