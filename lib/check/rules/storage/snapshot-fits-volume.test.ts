import { kube, ruleCases } from '../../testing.ts';
import { snapshotFitsVolume } from './snapshot-fits-volume.ts';

const snapshot = kube(
  'snapshot.storage.k8s.io/v1/VolumeSnapshot',
  { namespace: 'shop' },
  {
    spec: { volumeSnapshotClassName: 'csi', source: { persistentVolumeClaimName: 'data' } },
  },
);
const driver = (name: string) => kube('snapshot.storage.k8s.io/v1/VolumeSnapshotClass', { name: 'csi' }, { driver: name });
const claim = kube('v1/PersistentVolumeClaim', { namespace: 'shop', name: 'data' }, { spec: { storageClassName: 'fast' } });
const storage = kube('storage.k8s.io/v1/StorageClass', { name: 'fast' }, { provisioner: 'driver.longhorn.io' });

ruleCases(snapshotFitsVolume, {
  accepts: {
    'one driver': [snapshot, driver('driver.longhorn.io'), claim, storage],
    'a class of which nothing is known': [snapshot, driver('ebs.csi.aws.com'), claim],
    'a snapshot class that is not in the tree': [snapshot, claim, storage],
  },
  refuses: {
    'another driver': {
      given: [snapshot, driver('ebs.csi.aws.com'), claim, storage],
      says: 'class csi is of driver ebs.csi.aws.com, and the volume of claim data is made by driver.longhorn.io',
      fix: 'Name a VolumeSnapshotClass of driver driver.longhorn.io.',
    },
  },
});
