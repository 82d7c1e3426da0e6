import type { GuardOptions } from './guards.ts';
import { isMap } from './object-diff.ts';
import type { EnvironmentPreview } from './plan-environments.ts';
import { notOurs, planBody, sealed, shapedPlanFile, unsealed } from './plan-file.ts';
import type { PlanFile, PlanWords } from './plan-file.ts';

/** The plan of one branch of several. */
export interface BranchPlan extends PlanFile {
  readonly cluster: string;
  /** Whether the environment's own branch is made first, empty. */
  readonly starts: boolean;
}

/** Plans that are delivered together, one for the branch of each cluster. */
export interface EnvironmentPlanFile {
  /** Whether they are for the branches that are proposed. */
  readonly next: boolean;
  /** At least one, and no branch twice. */
  readonly branches: readonly BranchPlan[];
}

/** The text of a plan file of several branches: what {@link planBody} has, for each. */
export function printEnvironmentPlanFile(
  previews: readonly EnvironmentPreview[],
  next: boolean,
  words: PlanWords,
  guards: GuardOptions,
): string {
  const branches = previews.map(({ cluster, place, starts, found }) => {
    const hydrator = words.hydrator === undefined ? {} : { hydrator: { ...words.hydrator, clusters: [cluster] } };
    return { cluster, starts, ...planBody(place, found, { ...words, ...hydrator }, guards) };
  });
  return sealed({ next, branches });
}

/** Reads a plan file of either kind. Throws an InputError for one that was edited, cut off, or made by another version. */
export function readPlanFile(name: string, text: string): PlanFile | EnvironmentPlanFile {
  const body = unsealed(name, text);
  if (!('branches' in body)) return shapedPlanFile(name, body);
  const { next, branches } = body;
  const plans = Array.isArray(branches) ? branches.map((branch) => shapedBranch(name, branch)) : [];
  const names = new Set(plans.map(({ branch }) => branch));
  if (typeof next === 'boolean' && plans.length > 0 && names.size === plans.length) return { next, branches: plans };
  throw notOurs(name);
}

function shapedBranch(name: string, body: unknown): BranchPlan {
  const file = shapedPlanFile(name, body);
  const { cluster, starts } = isMap(body) ? body : {};
  if (typeof cluster === 'string' && typeof starts === 'boolean') return { ...file, cluster, starts };
  throw notOurs(name);
}
