import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertmanagerTiming } from './alertmanager-timing.ts';

const file = (route: object) =>
  configFile('alertmanager', 'alertmanager.yml', { route: { receiver: 'team', ...route }, receivers: [{ name: 'team' }] });

ruleCases(alertmanagerTiming, {
  accepts: {
    'a multiple of the group interval': [file({ group_interval: '5m', repeat_interval: '4h' })],
    'nothing of its own': [file({})],
    'both alike': [file({ group_interval: '1h', repeat_interval: '1h' })],
  },
  refuses: {
    'repeats below the group interval': {
      given: [file({ group_interval: '10m', repeat_interval: '5m' })],
      says: 'repeat_interval 5m is shorter than group_interval 10m',
    },
    'repeats below the default of the group': {
      given: [file({ repeat_interval: '1m' })],
      says: 'repeat_interval 1m is shorter than group_interval 5m',
    },
    'a child against its root': {
      given: [file({ group_interval: '1h', repeat_interval: '4h', routes: [{ receiver: 'team', repeat_interval: '30m' }] })],
      says: 'repeat_interval 30m is shorter than group_interval 1h',
    },
    'no duration': { given: [file({ group_wait: '30 seconds' })], says: 'group_wait is "30 seconds", which is no duration' },
  },
});
