import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { classOf } from '../../scheduling/claims.ts';

export const snapshotFitsVolume = defineRule({
  id: 'snapshot-fits-volume',
  severity: 'error',
  kinds: ['snapshot.storage.k8s.io/v1/VolumeSnapshot'],
  asks: 'A snapshot is taken by the driver that made the volume.',
  source: 'https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#driver',
  *check({ object }, world) {
    const { namespace = '' } = object.metadata;
    const name = textAt(object, 'spec.volumeSnapshotClassName');
    const driver = textAt(world.find('snapshot.storage.k8s.io/v1/VolumeSnapshotClass', '', name ?? '')?.object, 'driver');
    const claim = world.find('v1/PersistentVolumeClaim', namespace, textAt(object, 'spec.source.persistentVolumeClaimName') ?? '');
    const provisioner = claim === undefined ? undefined : textAt(classOf(world, claim.object)?.object, 'provisioner');
    if (driver === undefined || provisioner === undefined || driver === provisioner) return;
    yield {
      path: 'spec.volumeSnapshotClassName',
      message: `class ${name ?? ''} is of driver ${driver}, and the volume of claim ${claim?.object.metadata.name ?? ''} is made by ${provisioner}`,
      why: 'The snapshot never gets ready: its controller leaves volumes of other drivers alone, and there is nothing to go back to.',
      fix: `Name a VolumeSnapshotClass of driver ${provisioner}.`,
    };
  },
});
