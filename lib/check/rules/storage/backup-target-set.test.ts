import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { backupTargetSet } from './backup-target-set.ts';

const longhorn = (values: Readonly<Record<string, unknown>>) => chartApplication('longhorn', 'longhorn-system', values);
const nightly = (task: string) =>
  kube('longhorn.io/v1beta2/RecurringJob', { namespace: 'longhorn-system', name: 'nightly' }, { spec: { task } });
const pg = (spec: object) => kube('postgresql.cnpg.io/v1/Cluster', { name: 'pg', namespace: 'shop' }, { spec });
const scheduled = (schedule: string, spec: object = {}) =>
  kube(
    'postgresql.cnpg.io/v1/ScheduledBackup',
    { name: 'nightly', namespace: 'shop' },
    { spec: { schedule, cluster: { name: 'pg' }, ...spec } },
  );
const says = 'it makes backups, and neither the values of Longhorn nor an object names a target for them';

ruleCases(backupTargetSet, {
  accepts: {
    'a target in the values': [longhorn({ defaultSettings: { backupTarget: 's3://b@eu/' } }), nightly('backup')],
    'a target as from 1.8 on': [longhorn({ defaultBackupStore: { backupTarget: 'nfs://nas:/b' } }), nightly('backup')],
    'a target of its own': [
      longhorn({}),
      kube('longhorn.io/v1beta2/BackupTarget', { name: 'default' }, { spec: { backupTargetURL: 's3://b@eu/' } }),
      nightly('backup'),
    ],
    'a setting': [longhorn({}), kube('longhorn.io/v1beta2/Setting', { name: 'backup-target' }, { value: 's3://b@eu/' }), nightly('backup')],
    snapshots: [longhorn({}), nightly('snapshot')],
    'a database with a store': [pg({ backup: { barmanObjectStore: { destinationPath: 's3://pg' } } }), scheduled('0 0 2 * * *')],
    'a database whose volumes are copied': [pg({}), scheduled('@daily', { method: 'volumeSnapshot' })],
    'a Longhorn that the tree does not install': [nightly('backup')],
  },
  refuses: {
    'no target': { given: [longhorn({ persistence: { defaultClassReplicaCount: 2 } }), nightly('backup')], says },
    'a database without a store': { given: [pg({}), scheduled('0 0 2 * * *')], says: 'Cluster pg names no object store for its backups' },
    'a schedule without seconds': {
      given: [scheduled('0 2 * * *')],
      says: 'the schedule "0 2 * * *" has five fields, CloudNativePG reads six, seconds first',
      fix: 'Write "0 0 2 * * *".',
    },
    'an empty one': { given: [longhorn({ defaultSettings: { backupTarget: '' } }), nightly('backup-force-create')], says },
  },
});
