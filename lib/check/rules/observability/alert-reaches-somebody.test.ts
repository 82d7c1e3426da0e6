import { kube, ruleCases } from '../../testing.ts';
import { alertReachesSomebody } from './alert-reaches-somebody.ts';

const alert = (severity: string, name = 'ApiDown') =>
  kube(
    'monitoring.coreos.com/v1/PrometheusRule',
    { name: 'api' },
    {
      spec: { groups: [{ name: 'api', rules: [{ alert: name, expr: 'up == 0', labels: { severity } }] }] },
    },
  );
const alertmanager = (routes: readonly object[], root = 'null') =>
  kube(
    'v1/Secret',
    { name: 'alertmanager' },
    {
      stringData: {
        'alertmanager.yaml': JSON.stringify({
          route: { receiver: root, routes },
          receivers: [{ name: 'null' }, { name: 'slack', slack_configs: [{ channel: '#a', api_url_file: '/x' }] }],
        }).replace(/^/, '# written by hand\n'),
      },
    },
  );
const critical = { matchers: ['severity = "critical"'], receiver: 'slack' };

ruleCases(alertReachesSomebody, {
  accepts: {
    'a route for the severity': [alertmanager([critical]), alert('critical')],
    'a root that tells somebody': [alertmanager([], 'slack'), alert('critical')],
    'lesser alerts that are dropped on purpose': [alertmanager([critical]), alert('warning'), alert('info')],
    'the alert that says that alerting works': [alertmanager([]), alert('critical', 'Watchdog')],
    'a route by a label that only the series has': [
      alertmanager([{ matchers: ['namespace = "blog"'], receiver: 'slack' }]),
      alert('critical'),
    ],
    'a route that goes on': [
      alertmanager([{ matchers: ['severity = "critical"'], receiver: 'null', continue: true }, critical]),
      alert('critical'),
    ],
    'a route inside another': [alertmanager([{ matchers: ['severity =~ "critical|page"'], routes: [critical] }]), alert('critical')],
  },
  refuses: {
    'a severity that no route takes': {
      given: [alertmanager([{ matchers: ['severity = "page"'], receiver: 'slack' }]), alert('critical')],
      says: 'alerts of severity "critical" reach no receiver that tells anybody: ApiDown',
    },
    'a route to nobody': {
      given: [alertmanager([{ matchers: ['alertname = "ApiDown"'], receiver: 'null' }], 'slack'), alert('page')],
      says: 'alerts of severity "page" reach no receiver that tells anybody: ApiDown',
    },
  },
});
