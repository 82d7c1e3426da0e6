import { helmValuesOf } from '../helm.ts';
import { releasesBy } from '../hosts/releases.ts';
import { at, fields, fieldsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** What a backup of Velero is to hold, and where that stands. */
export interface VeleroTemplate {
  readonly template: unknown;
  readonly path: string;
  readonly schedule?: string | undefined;
}

/** The backups that an object asks for: a Schedule, a Backup, or the schedules in the values of the chart. */
export function* veleroTemplates(manifest: WorldObject, world: World): Iterable<VeleroTemplate> {
  const { object } = manifest;
  if (object.kind === 'Schedule')
    yield { template: at(object, 'spec.template'), path: 'spec.template', schedule: textAt(object, 'spec.schedule') };
  else if (object.kind === 'Backup') yield { template: object['spec'], path: 'spec' };
  else if (releasesBy(world, manifest).some(({ chart }) => chart === 'velero') || object['chart'] === 'velero') {
    for (const { values, path } of helmValuesOf(manifest)) {
      for (const [name, schedule] of Object.entries(fieldsAt(values, 'schedules')))
        yield {
          template: fields(schedule)['template'],
          path: `${path}.schedules.${name}.template`,
          schedule: textAt(schedule, 'schedule'),
        };
    }
  }
}
