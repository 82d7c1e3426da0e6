import { kube, ruleCases } from '../../testing.ts';
import { longhornClassWorks } from './longhorn-class-works.ts';

const storage = (parameters: object, provisioner = 'driver.longhorn.io') =>
  kube('storage.k8s.io/v1/StorageClass', { name: 'db' }, { provisioner, parameters: { numberOfReplicas: '2', ...parameters } });
const job = kube(
  'longhorn.io/v1beta2/RecurringJob',
  { name: 'nightly', namespace: 'longhorn-system' },
  { spec: { task: 'backup', groups: ['db'] } },
);
const snapshots = (type: string, driver = 'driver.longhorn.io') =>
  kube('snapshot.storage.k8s.io/v1/VolumeSnapshotClass', { name: 'backup' }, { driver, parameters: { type } });
const selector = (name: string, isGroup = false) => ({ recurringJobSelector: JSON.stringify([{ name, isGroup }]) });

ruleCases(longhornClassWorks, {
  accepts: {
    'parameters that it reads': [storage({ staleReplicaTimeout: '30', fsType: 'ext4', dataLocality: 'best-effort' })],
    'one copy on the node of the pod': [storage({ numberOfReplicas: '1', dataLocality: 'strict-local' })],
    'a job and a group that are there': [
      job,
      storage(selector('nightly')),
      storage(selector('db', true)),
      storage(selector('default', true)),
    ],
    'jobs that are made elsewhere': [storage(selector('nightly'))],
    'parameters of the sidecars, and of another driver': [
      storage({ 'csi.storage.k8s.io/fstype': 'ext4' }),
      storage({ numberOfReplica: '2', dataLocality: 'x' }, 'example.com/csi'),
    ],
    'kinds of snapshots': [snapshots('bak'), snapshots('snap'), snapshots('x', 'other')],
  },
  refuses: {
    'several copies on one node': {
      given: [storage({ dataLocality: 'strict-local' })],
      says: 'dataLocality is strict-local, and numberOfReplicas is 2',
    },
    'a job of another name': {
      given: [job, storage(selector('nightly-backup'))],
      says: 'it asks for the recurring job "nightly-backup", and there is none',
    },
    'a group that is said to be a job': {
      given: [job, storage(selector('db'))],
      says: 'it asks for the recurring job "db", and there is none',
      fix: 'Set isGroup: true.',
    },
    'a list that is none': { given: [storage({ recurringJobSelector: 'nightly' })], says: 'recurringJobSelector is no list in JSON' },
    'a slip in a parameter': {
      given: [storage({ numberOfReplica: '2' })],
      says: 'Longhorn reads no parameter numberOfReplica',
      fix: 'Did you mean "numberOfReplicas"?',
    },
    'a kind of snapshot in a word of its own': {
      given: [snapshots('backup')],
      says: 'type is backup, which is none of snap, bak, bi',
      fix: 'Write bak.',
    },
  },
});
