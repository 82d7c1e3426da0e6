import type { Issue, WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import type { Problem, Sort } from './problem.ts';
import { problemsOf } from './problems.ts';

/** The problems of some sorts as a rule tells them. */
export function issuesOf(manifest: WorldObject, world: World, sorts: readonly Sort[], usual: string): Iterable<Issue> {
  const problems = problemsOf(manifest, world);
  return problems.length === 0 ? NONE : ofSorts(problems, sorts, usual);
}

const NONE: readonly Issue[] = Object.freeze([]);

function* ofSorts(problems: readonly Problem[], sorts: readonly Sort[], usual: string): Generator<Issue> {
  for (const { sort, path, message, fix, severity, why = usual } of problems) {
    if (sorts.includes(sort)) yield { path: path === '' ? 'metadata.name' : path, message, fix, why, severity };
  }
}
