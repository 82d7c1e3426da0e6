import type { Issue, WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import type { Sort } from './problem.ts';
import { problemsOf } from './problems.ts';

/** The problems of some sorts as a rule tells them. */
export function* issuesOf(manifest: WorldObject, world: World, sorts: readonly Sort[], usual: string): Generator<Issue> {
  for (const { sort, path, message, fix, severity, why = usual } of problemsOf(manifest, world)) {
    if (sorts.includes(sort)) yield { path: path === '' ? 'metadata.name' : path, message, fix, why, severity };
  }
}
