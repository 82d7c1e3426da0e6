import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { veleroSnapshotClass } from './velero-snapshot-class.ts';

const MARK = 'velero.io/csi-volumesnapshot-class';
const klass = (name: string, labels: Readonly<Record<string, string>> = {}, driver = 'driver.longhorn.io') =>
  kube('snapshot.storage.k8s.io/v1/VolumeSnapshotClass', { name, labels }, { driver, deletionPolicy: 'Retain' });
const velero = (features = 'EnableCSI') => chartApplication('velero', 'velero', { configuration: { features } });
const schedule = (annotations: Readonly<Record<string, string>>) =>
  kube('velero.io/v1/Schedule', { namespace: 'velero', name: 'nightly', annotations }, { spec: { schedule: '0 2 * * *' } });

ruleCases(veleroSnapshotClass, {
  accepts: {
    'one class': [velero(), klass('snap')],
    'one of two': [velero(), klass('snap'), klass('bak', { [MARK]: 'true' })],
    'classes of two drivers': [velero(), klass('snap'), klass('disk', {}, 'ebs.csi.aws.com')],
    'a Velero without snapshots of that kind': [velero(''), klass('snap'), klass('bak')],
    'a backup that names one': [velero(), klass('snap'), klass('bak'), schedule({ [`${MARK}_driver.longhorn.io`]: 'bak' })],
  },
  refuses: {
    'two that are alike': {
      given: [velero(), klass('snap'), klass('bak')],
      says: `bak and snap are of driver driver.longhorn.io, and none has the label ${MARK}`,
    },
  },
});
