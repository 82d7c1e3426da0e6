import { releasesOf } from '../../hosts/releases.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { archiveFaults, backupFaults, DATABASE } from '../../scheduling/database-backups.ts';
import type { World } from '../../world.ts';

export const backupTargetSet = defineRule({
  id: 'backup-target-set',
  severity: 'error',
  kinds: ['longhorn.io/v1beta2/RecurringJob', 'postgresql.cnpg.io/v1/ScheduledBackup', 'postgresql.cnpg.io/v1/Backup', DATABASE],
  asks: 'Backups that Longhorn and CloudNativePG make have a target to go to, and take the way there that is set up.',
  source:
    'https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/; https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/; https://cloudnative-pg.io/documentation/current/backup/',
  *check({ object }, world) {
    if (object.kind !== 'RecurringJob') {
      yield* object.kind === 'Cluster' ? archiveFaults(object, world) : backupFaults(object, world);
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
