import { configFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alertmanagerRouteReached } from './alertmanager-route-reached.ts';

const receivers = ['slack', 'pager', 'none'].map((name) => ({ name, webhook_configs: [{ url: 'http://hook:80' }] }));
const file = (...routes: readonly object[]) =>
  configFile('alertmanager', 'alertmanager.yml', { route: { receiver: 'slack', group_by: ['alertname'], routes }, receivers });
const config = (value: string, more: object = {}) =>
  kube(
    'monitoring.coreos.com/v1alpha1/AlertmanagerConfig',
    { name: 'blog', namespace: 'monitoring' },
    {
      spec: {
        route: { receiver: 'slack', matchers: [{ name: 'namespace', matchType: '=', value }], ...more },
        receivers: [{ name: 'slack' }],
      },
    },
  );

const rules = (...alerts: readonly (readonly [alert: string, severity: string])[]) =>
  configFile('rules', 'rules.yml', {
    groups: [{ name: 'blog', rules: alerts.map(([alert, severity]) => ({ alert, expr: 'up == 0', labels: { severity } })) }],
  });
const byName = { matchers: ['alertname = DatabaseDown'], receiver: 'pager' };

ruleCases(alertmanagerRouteReached, {
  accepts: {
    'the route for one alert first': [
      rules(['DatabaseDown', 'critical']),
      file(byName, { matchers: ['severity = critical'], receiver: 'slack' }),
    ],
    'a route before it that takes others': [
      rules(['DatabaseDown', 'critical']),
      file({ matchers: ['severity = warning'], receiver: 'slack' }, byName),
    ],
    'an alert that is sometimes milder': [
      rules(['DatabaseDown', 'critical'], ['DatabaseDown', 'warning']),
      file({ matchers: ['severity = critical'], receiver: 'slack' }, byName),
    ],
    'an alert of which no rule is here': [file({ matchers: ['severity = critical'], receiver: 'slack' }, byName)],
    'the narrow route first': [
      file(
        { matchers: ['severity = critical', 'team = db'], receiver: 'pager' },
        { matchers: ['severity = critical'], receiver: 'slack' },
        { matchers: ['severity =~ "warning|info"'], receiver: 'none' },
      ),
    ],
    'a wide route that goes on': [
      file({ matchers: ['severity =~ ".+"'], receiver: 'slack', continue: true }, { matchers: ['severity = critical'], receiver: 'pager' }),
    ],
    'routes by other labels, and one that shuts out': [
      file(
        { matchers: ['namespace = web'], receiver: 'none' },
        { matchers: ['severity = critical'], receiver: 'pager' },
        { matchers: ['team != web'], receiver: 'none' },
        { matchers: ['team =~ "web|db"'], receiver: 'pager' },
      ),
    ],
    'routes below another': [
      file(
        { matchers: ['team = web'], receiver: 'slack', routes: [{ matchers: ['severity = critical'], receiver: 'pager' }] },
        { matchers: ['severity = critical'], receiver: 'pager' },
      ),
    ],
    'an object in the namespace of its alerts, and one of an operator that adds nothing': [config('monitoring')],
    'an operator that adds no namespace': [
      config('blog'),
      kube('monitoring.coreos.com/v1/Alertmanager', { name: 'main' }, { spec: { alertmanagerConfigMatcherStrategy: { type: 'None' } } }),
    ],
  },
  refuses: {
    'the route for one alert behind that of its severity': {
      given: [rules(['DatabaseDown', 'critical']), file({ match: { severity: 'critical' }, receiver: 'slack' }, byName)],
      says: 'the route for DatabaseDown is never asked: the alert carries severity="critical", and route 1 takes it',
    },
    'a route behind one that takes both severities': {
      given: [
        file(
          { matchers: ['severity =~ "critical|warning"'], receiver: 'slack' },
          { matchers: ['severity = "critical"'], receiver: 'pager' },
        ),
      ],
      says: 'route 2 (severity="critical") is never asked: route 1 (severity=~"critical|warning") takes all of its alerts',
    },
    'a route behind one without matchers, in the older form': {
      given: [file({ receiver: 'slack' }, { match: { severity: 'critical' }, receiver: 'pager' })],
      says: 'route 2 (severity="critical") is never asked: route 1 (without matchers) takes all of its alerts',
    },
    'a route below another behind a wider one': {
      given: [
        file({
          matchers: ['team = web'],
          receiver: 'slack',
          routes: [
            { matchers: ['severity != info'], receiver: 'slack' },
            { matchers: ['severity = critical', 'app = x'], receiver: 'pager' },
          ],
        }),
      ],
      says: 'route 2 (severity="critical", app="x") is never asked: route 1 (severity!="info") takes all of its alerts',
    },
    'an object that asks for another namespace': {
      given: [config('blog')],
      says: 'the route asks for namespace="blog", and the operator adds namespace="monitoring", that of the object',
    },
  },
});
