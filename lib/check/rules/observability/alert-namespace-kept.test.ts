import { alertOn } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alertNamespaceKept } from './alert-namespace-kept.ts';

const labels = { team: 'guards', severity: 'critical' };
const config = (matchers: readonly object[] = [{ name: 'team', value: 'guards' }]) =>
  kube(
    'monitoring.coreos.com/v1alpha1/AlertmanagerConfig',
    { name: 'guards', namespace: 'monitoring' },
    { spec: { route: { receiver: 'hook', matchers }, receivers: [{ name: 'hook', webhookConfigs: [{ url: 'http://hook' }] }] } },
  );
const alert = (expr: string, more: object = {}) => alertOn(expr, { labels: { ...labels, ...more } });

ruleCases(alertNamespaceKept, {
  accepts: {
    'a namespace that comes from the series, or is that of the object': [
      config(),
      alert('kube_node_status_condition == 1'),
      alert('sum by (namespace, pod) (rate(errors_total[5m])) > 1'),
      alert('up{namespace="monitoring"} == 0'),
      alert('sum(errors_total) > 1', { namespace: 'monitoring' }),
    ],
    'alerts that the route is not for': [config(), alertOn('sum(errors_total) > 1', { labels: { team: 'blog' } })],
    'a route for everything': [config([]), alert('sum(errors_total) > 1')],
    'an Alertmanager that adds nothing': [
      config(),
      alert('sum(errors_total) > 1'),
      kube('monitoring.coreos.com/v1/Alertmanager', { name: 'main' }, { spec: { alertmanagerConfigMatcherStrategy: { type: 'None' } } }),
    ],
  },
  refuses: {
    'an alert that sums over all': {
      given: [config(), alert('sum by (node) (rate(errors_total[5m])) > 1')],
      says: 'the route is for Broken, which has no label namespace: its query sums it away, and the operator adds namespace="monitoring" to the route',
    },
    'an alert about another namespace': {
      given: [config(), alert('rate(errors_total{namespace="blog"}[5m]) > 1')],
      says: 'the route is for Broken, which is about namespace "blog", and the operator adds namespace="monitoring" to the route',
    },
    'an alert that takes its namespace from another label': {
      given: [
        config([{ name: 'team', matchType: '=~', value: 'guards|web' }]),
        alert('label_replace(increase(events_total[2m]) > 0, "namespace", "$1", "k8s_ns_name", "(.*)")'),
      ],
      says: 'the route is for Broken, which takes its namespace from what it is about (label_replace), and the operator adds namespace="monitoring" to the route',
    },
  },
});
