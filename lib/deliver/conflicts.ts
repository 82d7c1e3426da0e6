import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { oneLine } from './object-diff.ts';
import type { Conflict } from './plan.ts';
import type { Target } from './target.ts';

/** Conflicts that are shown one by one; the rest are counted. */
const MOST_SHOWN = 20;

/** Throws an InputError if a plan cannot be applied without harm to what is not ours, or to what a person edited. */
export function refuseConflicts({ label, branch }: Pick<Target, 'label' | 'branch'>, conflicts: readonly Conflict[]): void {
  if (conflicts.length === 0) return;
  const problems = conflicts.slice(0, MOST_SHOWN).map(conflictProblem);
  const more = conflicts.length - MOST_SHOWN;
  if (more > 0)
    problems.push({ where: `${label} ${branch}`, what: `${more} more files are in conflict`, fix: 'Solve these first, and run again.' });
  throw new InputError(problems);
}

/** A conflict in the form of every other mistake. */
export function conflictProblem({ path, reason, by }: Conflict): Problem {
  return { where: path, ...WORDS[reason](by ?? '') };
}

const EDIT_FIX = 'Bring the edit into the inventory or the charts, or overwrite it with --take.';
const WORDS: Readonly<Record<Conflict['reason'], (by: string) => Pick<Problem, 'what' | 'fix'>>> = {
  foreign: () => ({
    what: 'a file that slipway did not write stands here',
    fix: 'Move it away, or rename the object that would be written over it.',
  }),
  blocked: (by) => ({
    what: `${oneLine(by)} is in the way, and slipway did not write it`,
    fix: 'Move it away, or rename the object or app.',
  }),
  edited: () => ({ what: 'somebody edited this file in the target after slipway wrote it', fix: EDIT_FIX }),
  deleted: () => ({ what: 'somebody deleted this file in the target after slipway wrote it', fix: EDIT_FIX }),
};
