import { releasesOf } from '../../hosts/releases.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const backupTargetSet = defineRule({
  id: 'backup-target-set',
  severity: 'error',
  kinds: ['longhorn.io/v1beta2/RecurringJob', 'postgresql.cnpg.io/v1/ScheduledBackup'],
  asks: 'Backups that Longhorn and CloudNativePG make on a schedule have a target to go to.',
  source: 'https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/',
  *check({ object }, world) {
    if (object.kind === 'ScheduledBackup') {
      yield* ofDatabase(object, world);
      return;
    }
    const task = textAt(object, 'spec.task') ?? '';
    if (!task.startsWith('backup') || hasTarget(world) !== false) return;
    yield {
      path: 'spec.task',
      message: `it makes backups, and neither the values of Longhorn nor an object names a target for them`,
      why: 'Each run ends with an error that only Longhorn shows: nothing leaves the cluster, and with its disks the copies are gone.',
      fix: 'Set defaultSettings.backupTarget (defaultBackupStore.backupTarget from 1.8 on) to an S3 bucket or NFS share, or let the task be "snapshot".',
    };
  },
});

/** Schedules of CloudNativePG have six fields, seconds first. @see https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups */
function* ofDatabase(object: KubeObject, world: World): Iterable<Issue> {
  const schedule = textAt(object, 'spec.schedule') ?? '';
  if (schedule.split(/\s+/).length === 5 && !schedule.startsWith('@')) {
    yield {
      path: 'spec.schedule',
      message: `the schedule "${schedule}" has five fields, CloudNativePG reads six, seconds first`,
      why: 'The operator refuses it: no backup is ever started.',
      fix: `Write "0 ${schedule}".`,
    };
  }
  const cluster = world.find('postgresql.cnpg.io/v1/Cluster', object.metadata.namespace ?? '', textAt(object, 'spec.cluster.name') ?? '');
  const store = at(cluster?.object, 'spec.backup.barmanObjectStore') ?? at(cluster?.object, 'spec.plugins');
  if (cluster === undefined || store !== undefined || (textAt(object, 'spec.method') ?? 'barmanObjectStore') !== 'barmanObjectStore')
    return;
  yield {
    path: 'spec.cluster.name',
    message: `Cluster ${cluster.object.metadata.name} names no object store for its backups`,
    why: 'Each backup fails at once: there is nothing to restore from.',
    fix: 'Set spec.backup.barmanObjectStore on the Cluster, or method: volumeSnapshot.',
  };
}

/** `undefined` where the tree does not show all settings of Longhorn. */
function hasTarget(world: World): boolean | undefined {
  return world.once('longhorn has a backup target', () => {
    const releases = releasesOf(world).filter(({ chart }) => chart === 'longhorn');
    if (releases.length === 0 || releases.some(({ open }) => open === true)) return undefined;
    const values = releases.some(({ values: given }) =>
      ['defaultSettings.backupTarget', 'defaultBackupStore.backupTarget'].some((path) => (textAt(given, path) ?? '') !== ''),
    );
    const settings = world
      .ofKind('longhorn.io/v1beta2/Setting')
      .some(({ object }) => object.metadata.name === 'backup-target' && (textAt(object, 'value') ?? '') !== '');
    const targets = world
      .ofKind('longhorn.io/v1beta2/BackupTarget')
      .some(({ object }) => (textAt(object, 'spec.backupTargetURL') ?? '') !== '');
    return values || settings || targets;
  });
}
