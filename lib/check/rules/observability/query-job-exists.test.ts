import { alertOn, dashboardOf, prometheusFile, rulesFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { queryJobExists } from './query-job-exists.ts';

const config = prometheusFile([{ job_name: 'prometheus' }, { job_name: 'kubernetes-pods' }]);
const alert = (expr: string) => rulesFile({ alert: 'Down', expr });

ruleCases(queryJobExists, {
  accepts: {
    'a job of the configuration': [config, alert('up{job="prometheus"} == 0')],
    'a pattern that fits one': [config, alert('up{job=~"kubernetes-.*"} == 0')],
    'jobs of an operator, which the tree does not show': [
      config,
      kube('monitoring.coreos.com/v1/ServiceMonitor', {}, { spec: {} }),
      alertOn('up{job="web"} == 0'),
    ],
    'a job that relabelling names': [
      prometheusFile([
        { job_name: 'pods', relabel_configs: [{ target_label: 'job', source_labels: ['__meta_kubernetes_pod_label_app'] }] },
      ]),
      alert('up{job="web"} == 0'),
    ],
    'no configuration': [alert('up{job="web"} == 0')],
    'a variable': [config, dashboardOf(['up{job="$job"}', 'up{job!="web"}'])],
    'a job that an agent sends': [
      config,
      kube(
        'v1/ConfigMap',
        { name: 'alloy', namespace: 'monitoring' },
        { data: { 'config.alloy': 'prometheus.exporter.unix "node" {}\nprometheus.remote_write "x" {}' } },
      ),
      alert('up{job="integrations/unix"} == 0'),
    ],
  },
  refuses: {
    'alternatives of which some do not exist': {
      given: [config, alert('up{job=~"kiali|grafana|prometheus"} == 0')],
      says: 'alert Down matches job=~"kiali|grafana|prometheus"; no scrape job is called kiali or grafana',
    },
    'a slip': {
      given: [config, alert('up{job="kubernetes-pod"} == 0')],
      says: 'alert Down matches job="kubernetes-pod"; no scrape job is called kubernetes-pod',
      fix: 'Did you mean "kubernetes-pods"?',
    },
    'a panel': {
      given: [config, dashboardOf(['up{job="web"}'])],
      says: 'panel "Panel 1" of dashboard "Blog" matches job="web"; no scrape job is called web',
    },
  },
});
