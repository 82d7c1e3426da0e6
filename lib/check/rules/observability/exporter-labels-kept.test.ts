import { dump } from 'js-yaml';
import { alertOn } from '../../observability/testing.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { exporterLabelsKept } from './exporter-labels-kept.ts';

const door = service({ name: 'kube-state-metrics', namespace: 'monitoring' });
const config = (job: object) =>
  kube(
    'v1/ConfigMap',
    { name: 'prometheus', namespace: 'monitoring' },
    {
      data: {
        'prometheus.yml': dump({
          scrape_configs: [
            {
              job_name: 'kube-state-metrics',
              kubernetes_sd_configs: [{ role: 'endpoints' }],
              relabel_configs: [{ source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' }],
              ...job,
            },
          ],
        }),
      },
    },
  );
const restarts = alertOn('increase(kube_pod_container_status_restarts_total{namespace="blog"}[15m]) > 3');

ruleCases(exporterLabelsKept, {
  accepts: {
    'labels that are kept': [door, config({ honor_labels: true }), restarts],
    'a job that sets none': [door, config({ relabel_configs: [] }), restarts],
    'the namespace of the exporter itself': [door, config({}), alertOn('kube_pod_info{namespace="monitoring"} == 1')],
    'labels that are renamed afterwards': [
      door,
      config({ metric_relabel_configs: [{ source_labels: ['exported_namespace'], target_label: 'namespace' }] }),
      restarts,
    ],
    'another exporter': [door, config({}), alertOn('mysql_up{namespace="blog"} == 0')],
  },
  refuses: {
    'labels that the scrape overwrites': {
      given: [door, config({}), restarts],
      says: 'alert Broken asks kube_pod_container_status_restarts_total for namespace="blog", and the scrape kube-state-metrics puts the namespace of the exporter there',
      fix: 'Set honor_labels: true for kube-state-metrics, or match exported_namespace.',
    },
  },
});
