import { itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { volumeGroups } from '../../scheduling/backups.ts';

export const recurringJobCovers = defineRule({
  id: 'recurring-job-covers',
  severity: 'warning',
  kinds: ['longhorn.io/v1beta2/RecurringJob', 'v1/PersistentVolumeClaim', 'apps/v1/StatefulSet'],
  asks: 'The group of a Longhorn job is one that volumes carry, and the group of a volume is one that has a job.',
  source: 'https://longhorn.io/docs/1.7.2/snapshots-and-backups/scheduling-backups-and-snapshots/',
  *check(manifest, world) {
    const { object } = manifest;
    const { carried, served, byObject } = volumeGroups(world);
    if (object.kind === 'RecurringJob') {
      for (const [index, raw] of itemsAt(object, 'spec.groups').entries()) {
        const group = text(raw) ?? '';
        // Volumes without a group belong to "default".
        if (group === 'default' || carried.has(group)) continue;
        const near = nearName(group, carried);
        yield {
          path: `spec.groups[${index}]`,
          message: `no claim and no storage class puts a volume into the group "${group}"`,
          why: 'The job runs on time, finds no volume, and reports success: there is no snapshot on the day that one is needed.',
          fix: near === undefined ? `Label the claims recurring-job-group.longhorn.io/${group}: enabled.` : `Did you mean "${near}"?`,
        };
      }
      return;
    }
    for (const { group, path } of byObject.get(manifest) ?? []) {
      if (served.has(group) || served.size === 0) continue;
      const near = nearName(group, served);
      yield {
        path,
        message: `no RecurringJob serves the group "${group}"`,
        why: 'The label looks like a backup and is none: nothing copies this volume.',
        fix: near === undefined ? 'Add a RecurringJob for the group, or remove the label.' : `Did you mean "${near}"?`,
      };
    }
  },
});
