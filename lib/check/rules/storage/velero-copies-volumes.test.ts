import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { veleroCopiesVolumes } from './velero-copies-volumes.ts';

const claim = kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'shop' });
const schedule = (template: object) => kube('velero.io/v1/Schedule', { namespace: 'velero', name: 'nightly' }, { spec: { template } });
const velero = (values: Readonly<Record<string, unknown>>) => chartApplication('velero', 'velero', values);
const bare = velero({ snapshotsEnabled: false, deployNodeAgent: true });

ruleCases(veleroCopiesVolumes, {
  accepts: {
    'files of all volumes': [claim, bare, schedule({ defaultVolumesToFsBackup: true })],
    'files of all volumes, by the values': [
      claim,
      velero({ snapshotsEnabled: false, configuration: { defaultVolumesToFsBackup: true } }),
      schedule({}),
    ],
    'volumes that pods name': [claim, bare, deployment({ podAnnotations: { 'backup.velero.io/backup-volumes': 'data' } }), schedule({})],
    snapshots: [claim, velero({ snapshotsEnabled: true }), schedule({ snapshotVolumes: true })],
    'snapshots of CSI': [claim, velero({ snapshotsEnabled: false, configuration: { features: 'EnableCSI' } }), schedule({})],
    'a namespace that is left out': [claim, bare, schedule({ excludedNamespaces: ['shop'] })],
    'no volumes at all': [bare, schedule({})],
    'a Velero that the tree does not install': [claim, schedule({})],
  },
  refuses: {
    'snapshots that the values switch off': {
      given: [velero({ snapshotsEnabled: false, schedules: { daily: { template: { snapshotVolumes: true } } } })],
      says: 'it asks for snapshots of volumes (snapshotVolumes), and the values of Velero switch them off (snapshotsEnabled: false)',
    },
    'neither snapshots nor files': {
      given: [claim, bare, schedule({})],
      says: 'it copies objects only: no snapshots are taken, and the files of shop/data are not copied',
    },
  },
});
