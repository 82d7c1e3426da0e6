import { InputError } from '../errors.ts';
import type { Target } from './target.ts';

/** The place that a plan was made for. */
export interface PlanPlace {
  readonly target: string;
  readonly branch: string;
  /** Empty for the whole repository. */
  readonly folder: string;
}

/** A target as a plan names it: the same on another machine. Of a path that starts at the root, only the last name. */
export function placeOf({ label, branch, folder = '' }: Pick<Target, 'label' | 'branch' | 'folder'>): PlanPlace {
  const local = label.startsWith('file://') || /^([\\/]|[A-Za-z]:[\\/]|~)/.test(label);
  return { target: local ? `…/${/[^\\/]*$/.exec(label)?.[0] ?? ''}` : label, branch, folder };
}

/** Throws an InputError if a plan was made for another place than this target. */
export function refuseOtherPlace(name: string, made: PlanPlace, target: Target): void {
  const here = placeOf(target);
  const differences = (['target', 'branch', 'folder'] as const).filter((field) => made[field] !== here[field]);
  if (differences.length === 0) return;
  const shown = differences.map((field) => `${field} ${JSON.stringify(made[field])} and not ${JSON.stringify(here[field])}`);
  throw new InputError(name, `the plan was made for ${shown.join(', ')}`, 'Name the same place, or make a plan for this one.');
}
