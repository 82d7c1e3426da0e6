import { chartApplication, prometheusFile, rulesFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { relabelledLabelMade } from './relabelled-label-made.ts';

const alert = (expr: string) => rulesFile({ alert: 'Broken', expr });
const job = (...relabel_configs: readonly object[]) =>
  prometheusFile([{ job_name: 'pods', kubernetes_sd_configs: [{ role: 'pod' }], relabel_configs }]);
const old = alert('up{kubernetes_namespace="blog"} == 0');
const stack = chartApplication('kube-prometheus-stack', 'monitoring', {});

ruleCases(relabelledLabelMade, {
  accepts: {
    'a label that a step writes': [job({ source_labels: ['__meta_kubernetes_namespace'], target_label: 'kubernetes_namespace' }), old],
    'the label of today': [job(), alert('up{namespace="blog"} == 0')],
    'a chart with jobs of its own': [chartApplication('prometheus', 'monitoring', {}), old],
    'no jobs in the tree': [old],
    'an empty label, that is meant to be missing': [job(), alert('up{kubernetes_namespace=""} == 0')],
  },
  refuses: {
    'a label of former steps': {
      given: [job({ source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' }), old],
      says: 'alert Broken reads the label kubernetes_namespace, which no job writes',
      fix: 'Did you mean "namespace"?',
    },
    'a sum by it': {
      given: [stack, alert('sum by (kubernetes_pod_name) (rate(http_requests_total[5m])) > 1')],
      says: 'alert Broken reads the label kubernetes_pod_name, which no job writes',
    },
    'a rule of the adapter': {
      given: [
        stack,
        chartApplication('prometheus-adapter', 'monitoring', {
          rules: {
            custom: [
              {
                seriesQuery: 'http_requests_total{pod!=""}',
                resources: { overrides: { kubernetes_namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
                metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)',
              },
            ],
          },
        }),
      ],
      says: 'a rule of the adapter finds objects by the label kubernetes_namespace, which no job writes',
    },
  },
});
