import { HELM_KINDS } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { veleroTemplates } from '../../scheduling/velero-templates.ts';
import type { World } from '../../world.ts';

export const veleroCopiesVolumes = defineRule({
  id: 'velero-copies-volumes',
  severity: 'warning',
  kinds: ['velero.io/v1/Schedule', ...HELM_KINDS],
  asks: 'A scheduled backup of Velero copies the volumes of its namespaces: by snapshots that somebody can take, or file by file.',
  source: 'https://velero.io/docs/main/file-system-backup/; https://velero.io/docs/main/csi/; seed 004, section 16.2',
  *check(manifest, world) {
    for (const { template, path } of veleroTemplates(manifest, world)) yield* uncopied(template, path, world);
  },
});

function* uncopied(template: unknown, path: string, world: World): Iterable<Issue> {
  if (
    at(template, 'defaultVolumesToFsBackup') === true ||
    at(template, 'defaultVolumesToRestic') === true ||
    at(template, 'snapshotMoveData') === true
  )
    return;
  if (!takesNoSnapshots(world) || world.podTemplates().some(({ annotations }) => 'backup.velero.io/backup-volumes' in annotations)) return;
  const [included, excluded] = ['includedNamespaces', 'excludedNamespaces'].map((key) =>
    itemsAt(template, key).map((each) => text(each) ?? ''),
  );
  const snapshots = at(template, 'snapshotVolumes') === true;
  const claim = snapshots
    ? undefined
    : claims(world).find(
        ({ namespace }) =>
          (included === undefined || included.length === 0 || included.includes('*') || included.includes(namespace)) &&
          excluded?.includes(namespace) !== true,
      );
  if (claim === undefined && !snapshots) return;
  yield {
    path,
    message:
      claim === undefined
        ? 'it asks for snapshots of volumes (snapshotVolumes), and the values of Velero switch them off (snapshotsEnabled: false)'
        : `it copies objects only: no snapshots are taken, and the files of ${claim.namespace}/${claim.name} are not copied`,
    why: 'The backup is Completed each night, and after a restore every volume is empty.',
    fix: 'Set defaultVolumesToFsBackup: true, with deployNodeAgent: true in the values of the chart.',
  };
}

/** Every Velero of the tree has no place for snapshots and does not copy files by itself. */
function takesNoSnapshots(world: World): boolean {
  return world.once('velero without snapshots', () => {
    const releases = releasesOf(world).filter(({ chart }) => chart === 'velero');
    const without = releases.filter(
      ({ values, open }) =>
        open !== true &&
        values !== undefined &&
        at(values, 'snapshotsEnabled') === false &&
        at(values, 'configuration.defaultVolumesToFsBackup') !== true &&
        textAt(values, 'configuration.features')?.includes('EnableCSI') !== true,
    );
    return releases.length > 0 && without.length === releases.length && world.ofKind('velero.io/v1/VolumeSnapshotLocation').length === 0;
  });
}

/** Claims of the tree, those of StatefulSets by the name of their template. */
function claims(world: World): readonly { readonly namespace: string; readonly name: string }[] {
  return world.once('claims that velero may copy', () => [
    ...world
      .ofKind('v1/PersistentVolumeClaim')
      .map(({ object }) => ({ namespace: object.metadata.namespace ?? '', name: object.metadata.name })),
    ...world.ofKind('apps/v1/StatefulSet').flatMap(({ object }) =>
      itemsAt(object, 'spec.volumeClaimTemplates').map((each) => ({
        namespace: object.metadata.namespace ?? '',
        name: `${textAt(each, 'metadata.name') ?? 'data'}-${object.metadata.name}-0`,
      })),
    ),
  ]);
}
