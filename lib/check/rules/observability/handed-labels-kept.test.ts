import { alertOn, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { handedLabelsKept } from './handed-labels-kept.ts';

const push = (rest: object = {}) =>
  prometheusFile([{ job_name: 'pushgateway', static_configs: [{ targets: ['pushgateway.monitoring:9091'] }], ...rest }]);
const monitor = (endpoint: object) =>
  kube(
    'monitoring.coreos.com/v1/ServiceMonitor',
    { name: 'push', namespace: 'monitoring' },
    { spec: { selector: { matchLabels: { app: 'push' } }, endpoints: [{ port: 'http', ...endpoint }] } },
  );
const door = service({ name: 'prometheus-pushgateway', namespace: 'monitoring', labels: { app: 'push' } });

ruleCases(handedLabelsKept, {
  accepts: {
    'labels that are kept': [push({ honor_labels: true })],
    'queries that ask for the labels as they become': [push(), alertOn('time() - backup_time{exported_job="mysql"} > 1')],
    'labels that are put right afterwards': [push({ metric_relabel_configs: [{ source_labels: ['exported_job'], target_label: 'job' }] })],
    'any other target': [prometheusFile([{ job_name: 'mysql', static_configs: [{ targets: ['mysql-exporter:9104'] }] }])],
    'a monitor that keeps them': [door, monitor({ honorLabels: true })],
  },
  refuses: {
    'a Pushgateway': { given: [push()], says: 'job pushgateway scrapes a Pushgateway without honor_labels: true' },
    'another Prometheus': {
      given: [prometheusFile([{ job_name: 'edge', metrics_path: '/federate', static_configs: [{ targets: ['edge:9090'] }] }])],
      says: 'job edge scrapes another Prometheus without honor_labels: true',
    },
    'a monitor of a Pushgateway': {
      given: [door, monitor({})],
      says: 'ServiceMonitor push scrapes a Pushgateway without honorLabels: true',
    },
  },
});
