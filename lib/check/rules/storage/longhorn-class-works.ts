import { fieldsAt, join, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { selectorFaults } from '../../scheduling/recurring-selectors.ts';

const DRIVER = 'driver.longhorn.io';
/** @see https://longhorn.io/docs/1.7.2/references/storage-class-parameters/ */
const PARAMETERS =
  'allowVolumeExpansion backingImage backingImageChecksum backingImageDataSourceParameters backingImageDataSourceType backupTargetName dataEngine dataLocality dataSource disableRevisionCounter diskSelector encrypted exclusive freezeFilesystemForSnapshot fromBackup fsType migratable mkfsParams nfsOptions nodeSelector numberOfReplicas offlineRebuilding recurringJobSelector replicaAutoBalance replicaDiskSoftAntiAffinity replicaSoftAntiAffinity replicaZoneSoftAntiAffinity share shareManagerNodeSelector snapshotMaxCount snapshotMaxSize staleReplicaTimeout unmapMarkSnapChainRemoved'.split(
    ' ',
  );
const LOCALITIES = ['disabled', 'best-effort', 'strict-local'];
const SNAPSHOTS = ['snap', 'bak', 'bi'];
const PENDING = 'Longhorn refuses to make the volume: every claim of this class stays Pending.';

export const longhornClassWorks = defineRule({
  id: 'longhorn-class-works',
  severity: 'error',
  kinds: ['storage.k8s.io/v1/StorageClass', 'snapshot.storage.k8s.io/v1/VolumeSnapshotClass'],
  asks: 'Parameters of the classes of Longhorn are ones that it reads, fit together, and name recurring jobs that exist.',
  source:
    'https://longhorn.io/docs/1.7.2/references/storage-class-parameters/; https://longhorn.io/docs/1.7.2/snapshots-and-backups/csi-snapshot-support/',
  *check({ object }, world) {
    if (object.kind === 'VolumeSnapshotClass') {
      const type = textAt(object, 'parameters.type');
      if (textAt(object, 'driver') !== DRIVER || type === undefined || SNAPSHOTS.includes(type)) return;
      yield {
        path: 'parameters.type',
        message: `type is ${type}, which is none of ${SNAPSHOTS.join(', ')}`,
        why: 'Longhorn refuses every snapshot of this class: there is nothing to go back to.',
        fix: /^(?:backup|back)/.test(type) ? 'Write bak.' : 'Write snap for a snapshot beside the volume, bak for a backup.',
      };
      return;
    }
    if (textAt(object, 'provisioner') !== DRIVER) return;
    const parameters = fieldsAt(object, 'parameters');
    for (const key of Object.keys(parameters)) {
      const near = PARAMETERS.includes(key) || key.includes('/') ? undefined : nearName(key, PARAMETERS);
      if (near !== undefined)
        yield {
          path: join('parameters', key),
          severity: 'warning',
          message: `Longhorn reads no parameter ${key}`,
          why: 'It is passed over: the volumes get the general setting instead.',
          fix: `Did you mean "${near}"?`,
        };
    }
    const [locality, copies] = [text(parameters['dataLocality']), text(parameters['numberOfReplicas'])];
    if (locality !== undefined && !LOCALITIES.includes(locality))
      yield {
        path: 'parameters.dataLocality',
        message: `dataLocality is ${locality}, which is none of ${LOCALITIES.join(', ')}`,
        why: PENDING,
        fix: 'Write best-effort.',
      };
    if (locality === 'strict-local' && copies !== '1')
      yield {
        path: 'parameters.dataLocality',
        message: `dataLocality is strict-local, and numberOfReplicas is ${copies ?? 'not set (3)'}`,
        why: `A strict volume has one copy, on the node of its pod. ${PENDING}`,
        fix: 'Set numberOfReplicas: "1", or dataLocality: best-effort.',
      };
    yield* selectorFaults(text(parameters['recurringJobSelector']), world);
  },
});
