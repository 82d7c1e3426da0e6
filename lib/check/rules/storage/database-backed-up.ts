import { databaseOf } from '../../databases.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { backupsOf } from '../../scheduling/backups.ts';
import { claimsOf } from '../../scheduling/claims.ts';

export const databaseBackedUp = defineRule({
  id: 'database-backed-up',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Something on a schedule copies every database.',
  source: 'https://kubernetes.io/docs/concepts/storage/volume-snapshots/; seed 002, L-13; seed 003, M15',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const found = pod === undefined ? undefined : databaseOf(pod);
    if (pod === undefined || found === undefined) return;
    const lasts = claimsOf(pod).length > 0 || itemsAt(manifest.object, 'spec.volumeClaimTemplates').length > 0;
    const backups = backupsOf(world);
    if (!lasts || backups.covers(pod)) return;
    yield {
      path: 'metadata.name',
      // Who backs up nothing at all does it elsewhere, or knows.
      severity: backups.count > 0 ? 'warning' : 'info',
      message: `nothing in the tree copies this ${found.database.name}: no job that dumps it, no snapshot or backup schedule of its volume`,
      why: 'A wrong DELETE, a broken disk or a pruned claim takes all of it, and there is nothing to go back to.',
      fix: 'Add a CronJob that dumps it to another place, or put its volume under a RecurringJob or a Velero Schedule; and try a restore.',
    };
  },
});
