import { daemonSet, deployment, kube, ruleCases } from '../../testing.ts';
import { helmComponentOnce } from './helm-component-once.ts';

const app = (chart: string, valuesObject: object = {}, helm: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    { spec: { source: { chart, targetRevision: '1.0.0', helm: { valuesObject, ...helm } }, destination: { namespace: 'monitoring' } } },
  );
const grafana = (namespace: string) => deployment({ name: 'grafana', namespace, container: { image: 'docker.io/grafana/grafana:11.4.0' } });
const exporter = daemonSet({ name: 'exporter', namespace: 'x', container: { image: 'quay.io/prometheus/node-exporter:v1.8.2' } });

ruleCases(helmComponentOnce, {
  accepts: {
    'a chart whose Grafana is switched off': [app('kube-prometheus-stack', { grafana: { enabled: false } }), grafana('monitoring')],
    'another Grafana in a namespace of its own': [app('kube-prometheus-stack'), grafana('team-a')],
    'a chart whose values were not read': [app('kube-prometheus-stack', {}, { valueFiles: ['$values/x.yaml'] }), grafana('monitoring')],
    'an image that only sounds like it': [
      app('grafana'),
      deployment({ namespace: 'monitoring', container: { image: 'acme/grafana-backup:1' } }),
    ],
    'parts that are switched off for charts of their own': [
      app('prometheus', { 'kube-state-metrics': { enabled: false }, 'prometheus-node-exporter': { enabled: false } }),
      app('kube-state-metrics'),
      app('prometheus-node-exporter'),
    ],
  },
  refuses: {
    'the hand-made Grafana beside that of the chart': {
      given: [app('kube-prometheus-stack'), grafana('monitoring')],
      says: 'Grafana is installed twice: here and by chart kube-prometheus-stack (release kube-prometheus-stack in "monitoring")',
      fix: 'Remove one of them: grafana.enabled: false switches off that of chart kube-prometheus-stack.',
    },
    'two exporters on each node': {
      given: [app('kube-prometheus-stack'), exporter],
      says: 'node-exporter is installed twice: here and by chart kube-prometheus-stack (release kube-prometheus-stack in "monitoring")',
    },
    'a chart of its own beside one that brings it': {
      given: [app('prometheus', { 'prometheus-node-exporter': { enabled: false } }), app('kube-state-metrics')],
      says: 'kube-state-metrics is installed twice: here and by chart kube-state-metrics (release kube-state-metrics in "monitoring")',
      fix: 'Remove one of them: kube-state-metrics.enabled: false switches off that of this chart.',
    },
  },
});
