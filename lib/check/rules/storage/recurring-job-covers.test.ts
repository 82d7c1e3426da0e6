import { kube, ruleCases, statefulSet } from '../../testing.ts';
import { recurringJobCovers } from './recurring-job-covers.ts';

const label = (group: string) => ({ [`recurring-job-group.longhorn.io/${group}`]: 'enabled' });
const recurring = (...groups: readonly string[]) =>
  kube('longhorn.io/v1beta2/RecurringJob', { name: 'nightly' }, { spec: { groups, task: 'snapshot' } });
const claim = (group: string) => kube('v1/PersistentVolumeClaim', { name: 'data', labels: label(group) }, { spec: {} });
const storageClass = kube(
  'storage.k8s.io/v1/StorageClass',
  { name: 'db' },
  { parameters: { recurringJobSelector: '[{"name":"databases","isGroup":true}]' } },
);

ruleCases(recurringJobCovers, {
  accepts: {
    'a claim of the group': [recurring('databases'), claim('databases')],
    'a class of the group': [recurring('databases'), storageClass],
    'the default group': [recurring('default')],
    'a label without any job in the tree': [claim('databases')],
  },
  refuses: {
    'a group that no volume has': {
      given: [recurring('database'), claim('databases')],
      says: ['no RecurringJob serves the group "databases"', 'no claim and no storage class puts a volume into the group "database"'],
      fix: 'Did you mean "database"?',
    },
    'a group of a claim template that no job has': {
      given: [
        recurring('default'),
        statefulSet({ spec: { volumeClaimTemplates: [{ metadata: { name: 'data', labels: label('logs') } }] } }),
      ],
      says: 'no RecurringJob serves the group "logs"',
    },
  },
});
