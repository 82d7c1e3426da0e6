import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { prometheusSelects } from './prometheus-selects.ts';

const monitor = (labels: Readonly<Record<string, string>>) => kube('monitoring.coreos.com/v1/ServiceMonitor', { labels }, { spec: {} });
const rule = (labels: Readonly<Record<string, string>>) => kube('monitoring.coreos.com/v1/PrometheusRule', { labels }, { spec: {} });
const stack = (prometheusSpec: object) =>
  chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec } }, 'kps');

/** A stack of which the Application says nothing else. */
const bare = (source: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'kps', namespace: 'argocd' },
    { spec: { source: { chart: 'kube-prometheus-stack', ...source }, destination: { namespace: 'monitoring' } } },
  );

ruleCases(prometheusSelects, {
  accepts: {
    'the label of a stack without values': [bare(), rule({ release: 'kps' })],
    'values in a file that is not in the tree': [bare({ helm: { valueFiles: ['values-prod.yaml'] } }), rule({})],
    'the label of the release': [stack({}), monitor({ release: 'kps' })],
    'a stack that takes all': [stack({ serviceMonitorSelectorNilUsesHelmValues: false }), monitor({})],
    'a selector of its own': [stack({ serviceMonitorSelector: { matchLabels: { team: 'blog' } } }), monitor({ team: 'blog' })],
    'no Prometheus': [monitor({}), rule({})],
    'a Prometheus that takes all': [kube('monitoring.coreos.com/v1/Prometheus', {}, { spec: { serviceMonitorSelector: {} } }), monitor({})],
  },
  refuses: {
    'rules without the label, beside a stack without values': {
      given: [bare(), rule({ app: 'slo' })],
      says: 'Prometheus selects PrometheusRules by release=kps, and this one carries app=slo',
    },
    'a monitor without the label': {
      given: [stack({}), monitor({ app: 'web' })],
      says: 'Prometheus selects ServiceMonitors by release=kps, and this one carries app=web',
    },
    'rules with the label of another release': {
      given: [stack({}), rule({ release: 'prometheus' })],
      says: 'Prometheus selects PrometheusRules by release=kps, and this one carries release=prometheus',
    },
    'a Prometheus of one’s own': {
      given: [
        kube('monitoring.coreos.com/v1/Prometheus', {}, { spec: { ruleSelector: { matchLabels: { role: 'alert-rules' } } } }),
        rule({}),
      ],
      says: 'Prometheus selects PrometheusRules by role=alert-rules, and this one carries no label',
    },
  },
});
