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
const BARMAN = 'barman-cloud.cloudnative-pg.io';
const plugin = (fields: object = { isWALArchiver: true, parameters: { barmanObjectName: 'pg-store' } }, spec: object = {}) =>
  pg({ plugins: [{ name: BARMAN, ...fields }], ...spec });
const store = kube('barmancloud.cnpg.io/v1/ObjectStore', { name: 'pg-store', namespace: 'shop' }, { spec: { configuration: {} } });
const once = (spec: object) =>
  kube('postgresql.cnpg.io/v1/Backup', { name: 'before', namespace: 'shop' }, { spec: { cluster: { name: 'pg' }, ...spec } });
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
    'a database whose volumes are copied': [
      pg({ backup: { volumeSnapshot: { className: 'longhorn' } } }),
      scheduled('@daily', { method: 'volumeSnapshot' }),
    ],
    'a plugin that is asked': [
      plugin(),
      store,
      scheduled('@daily', { method: 'plugin', pluginConfiguration: { name: BARMAN } }),
      once({ method: 'plugin', pluginConfiguration: { name: BARMAN } }),
    ],
    'a plugin that only restores': [
      plugin(
        { parameters: {} },
        { externalClusters: [{ name: 'old', plugin: { name: BARMAN, parameters: { barmanObjectName: 'pg-store' } } }] },
      ),
      store,
    ],
    'a plugin that is switched off': [plugin({ enabled: false })],
    'a plugin of somebody else': [pg({ plugins: [{ name: 'cnpg-i-hello-world.cloudnative-pg.io' }] })],
    'a Cluster that is not in the tree': [once({ method: 'plugin' }), scheduled('@daily')],
    'a Longhorn that the tree does not install': [nightly('backup')],
  },
  refuses: {
    'no target': { given: [longhorn({ persistence: { defaultClassReplicaCount: 2 } }), nightly('backup')], says },
    'a database without a store': { given: [pg({}), scheduled('0 0 2 * * *')], says: 'Cluster pg names no object store for its backups' },
    'the older way beside the plugin': {
      given: [plugin(), store, once({ method: 'barmanObjectStore' })],
      says: `method is barmanObjectStore, and Cluster pg archives by the plugin ${BARMAN}`,
      fix: `Write method: plugin and pluginConfiguration: {name: ${BARMAN}}.`,
    },
    'no method beside the plugin': {
      given: [plugin(), store, scheduled('@daily')],
      says: `method is barmanObjectStore, for none is stated, and Cluster pg archives by the plugin ${BARMAN}`,
    },
    'a plugin that the Cluster does not have': {
      given: [plugin(), store, once({ method: 'plugin', pluginConfiguration: { name: 'barman-cloud.cloudnativepg.io' } })],
      says: `plugin barman-cloud.cloudnativepg.io is none of Cluster pg, which has ${BARMAN}`,
      fix: `Write pluginConfiguration: {name: ${BARMAN}}.`,
    },
    'a plugin that is not named': {
      given: [plugin(), store, once({ method: 'plugin' })],
      says: 'method is plugin, and pluginConfiguration.name says none',
    },
    'snapshots of which the Cluster knows nothing': {
      given: [pg({ backup: {} }), once({ method: 'volumeSnapshot' })],
      says: 'method is volumeSnapshot, and Cluster pg has no backup.volumeSnapshot',
    },
    'a plugin without a store': {
      given: [plugin({ isWALArchiver: true })],
      says: `the plugin ${BARMAN} names no ObjectStore (barmanObjectName)`,
    },
    'a store that is not there': {
      given: [plugin(), kube('v1/Namespace', { name: 'shop' })],
      says: 'there is no ObjectStore shop/pg-store',
    },
    'two who archive': {
      given: [plugin(undefined, { backup: { barmanObjectStore: { destinationPath: 's3://pg' } } }), store],
      says: 'the plugin archives, and spec.backup.barmanObjectStore does, too',
    },
    'a schedule without seconds': {
      given: [scheduled('0 2 * * *')],
      says: 'the schedule "0 2 * * *" has five fields, CloudNativePG reads six, seconds first',
      fix: 'Write "0 0 2 * * *".',
    },
    'an empty one': { given: [longhorn({ defaultSettings: { backupTarget: '' } }), nightly('backup-force-create')], says },
  },
});
