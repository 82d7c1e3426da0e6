import { chartApplication, configFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alertmanagerReceiverExists } from './alertmanager-receiver-exists.ts';

const file = (route: object, ...receivers: readonly string[]) =>
  configFile('alertmanager', 'alertmanager.yml', {
    route,
    receivers: receivers.map((name) => ({ name, webhook_configs: [{ url: 'http://hook' }] })),
  });

ruleCases(alertmanagerReceiverExists, {
  accepts: {
    'receivers that are declared': [file({ receiver: 'team', routes: [{ receiver: 'pager' }, {}] }, 'team', 'pager')],
    'the object of the operator': [
      kube(
        'monitoring.coreos.com/v1alpha1/AlertmanagerConfig',
        {},
        { spec: { route: { receiver: 'team' }, receivers: [{ name: 'team' }] } },
      ),
    ],
    'chart values with the receiver of the chart': [
      chartApplication('kube-prometheus-stack', 'monitoring', {
        alertmanager: { config: { route: { routes: [{ receiver: 'team' }] }, receivers: [{ name: 'null' }, { name: 'team' }] } },
      }),
    ],
  },
  refuses: {
    'a time that is not declared': {
      given: [file({ receiver: 'team', routes: [{ receiver: 'team', mute_time_intervals: ['night'] }] }, 'team')],
      says: 'the route names the time interval "night", which is not declared; declared: none',
    },
    'a receiver that is not declared': {
      given: [file({ receiver: 'team', routes: [{ receiver: 'pager' }, { receiver: 'pagr' }] }, 'team', 'pager')],
      says: 'the route sends to receiver "pagr", which is not declared; declared: team, pager',
      fix: 'Did you mean "pager"?',
    },
    'a receiver that nothing is sent to': {
      given: [file({ receiver: 'team' }, 'team', 'pager')],
      says: 'no route sends to the receiver "pager"',
    },
    'a root without receiver': {
      given: [file({ group_by: ['a'], routes: [{ receiver: 'team' }] }, 'team')],
      says: 'the root route has no receiver',
    },
    'two of one name': { given: [file({ receiver: 'team' }, 'team', 'team')], says: 'there are two receivers "team"' },
    'chart values that replace the receiver of the chart': {
      given: [
        chartApplication('kube-prometheus-stack', 'monitoring', {
          alertmanager: { config: { route: { routes: [{ receiver: 'team' }] }, receivers: [{ name: 'team' }] } },
        }),
      ],
      says: 'the receivers replace those of the chart, whose root route still names "null"',
    },
    'the object of the operator': {
      given: [
        kube(
          'monitoring.coreos.com/v1alpha1/AlertmanagerConfig',
          {},
          { spec: { route: { receiver: 'tem' }, receivers: [{ name: 'team' }] } },
        ),
      ],
      says: 'the route sends to receiver "tem", which is not declared; declared: team',
    },
  },
});
