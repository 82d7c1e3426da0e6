import { releasesOf } from '../../hosts/releases.ts';
import { someString, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const CLASS = 'snapshot.storage.k8s.io/v1/VolumeSnapshotClass';
/** The label by which Velero chooses, also the beginning of the annotation by which one backup does. */
const MARK = 'velero.io/csi-volumesnapshot-class';

export const veleroSnapshotClass = defineRule({
  id: 'velero-snapshot-class',
  severity: 'error',
  kinds: [CLASS],
  asks: 'Of several classes of snapshots of one driver, one is marked as the one that Velero takes.',
  source: 'https://velero.io/docs/main/csi/#implementation-choices; https://github.com/velero-io/velero/issues/8341',
  *check(manifest, world) {
    const driver = textAt(manifest.object, 'driver');
    const classes = world.ofKind(CLASS).filter((each) => textAt(each.object, 'driver') === driver);
    if (classes.length < 2 || classes[0] !== manifest || classes.some(isMarked) || !takesSnapshots(world)) return;
    yield {
      path: 'metadata.labels',
      message: `${classes.map(({ object }) => object.metadata.name).join(' and ')} are of driver ${driver ?? ''}, and none has the label ${MARK}`,
      why: 'Velero does not choose among them ("failed to get VolumeSnapshotClass"): each backup is only PartiallyFailed, without the volumes.',
      fix: `Give one of them the label ${MARK}: "true".`,
    };
  },
});

function isMarked({ object }: WorldObject): boolean {
  return MARK in textsAt(object, 'metadata.labels');
}

/** Velero takes snapshots through CSI, and no backup or claim names a class by itself. */
function takesSnapshots(world: World): boolean {
  const velero = releasesOf(world).some(
    ({ chart, values }) => chart === 'velero' && textAt(values, 'configuration.features')?.includes('EnableCSI') === true,
  );
  const own = ['velero.io/v1/Schedule', 'velero.io/v1/Backup', 'v1/PersistentVolumeClaim'].flatMap((kind) => world.ofKind(kind));
  return (
    velero &&
    !own.some(
      ({ object }) =>
        Object.keys(object.metadata.annotations ?? {}).some((key) => key.startsWith(MARK)) ||
        someString(object['spec'], (each) => each.startsWith(MARK)),
    )
  );
}
