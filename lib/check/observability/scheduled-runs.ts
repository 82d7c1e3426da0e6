import { Cron } from '../../values/cron.ts';
import { groupedBy } from '../../values/multimap.ts';
import { at, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import type { Selection } from './expression.ts';

/** A CronJob, or a schedule of Velero, and the longest time between two of its runs. */
export interface Run {
  readonly manifest: WorldObject;
  readonly schedule: string;
  /** Unit: seconds. */
  readonly gap: number;
}

/** Everything that runs by a schedule and is not suspended. */
function runs(world: World): readonly Run[] {
  return world.once('runs of schedules', () =>
    ['batch/v1/CronJob', 'velero.io/v1/Schedule'].flatMap((kind) =>
      world.ofKind(kind).flatMap((manifest): readonly Run[] => {
        const schedule = textAt(manifest.object, 'spec.schedule') ?? '';
        if (at(manifest.object, 'spec.suspend') === true) return [];
        try {
          return [{ manifest, schedule, gap: Cron.parse(schedule).longestGap.seconds }];
        } catch {
          return [];
        }
      }),
    ),
  );
}

/** Runs that a selector may be about: those of one name where it has such a matcher. */
export function runsNamed(world: World, { matchers }: Selection): readonly Run[] {
  const named = matchers.find(({ label, operator }) => NAMES.includes(label) && operator === '=');
  if (named === undefined) return runs(world);
  return world.once('runs by name', () => groupedBy(runs(world), ({ manifest }) => manifest.object.metadata.name)).get(named.value) ?? [];
}

/** Labels by which metrics name the job that they are about. */
export const NAMES: readonly string[] = ['cronjob', 'job', 'exported_job', 'job_name', 'schedule'];
