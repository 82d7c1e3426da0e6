import { refuseConflicts } from '../lib/deliver/conflicts.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { collecting, previewEnvironments } from '../lib/deliver/plan-environments.ts';
import { preview } from '../lib/deliver/preview.ts';
import type { PreviewOptions } from '../lib/deliver/preview.ts';
import { withTarget } from './delivery.ts';
import type { DiffCommandOptions } from './diff.ts';
import { withEnvironments } from './environments.ts';

/** What differs on one branch. */
export interface BranchDiff {
  readonly branch: string;
  /** The commit that was compared with; undefined where there is none. */
  readonly base: string | undefined;
  readonly changes: readonly ObjectChange[];
}

type Wanted = Pick<PreviewOptions, 'files' | 'clusters'>;
type Say = (text: string) => void;

/** What differs on the branch that all clusters share. Throws an InputError for conflicts. */
export function diffBranch(given: DiffCommandOptions, wanted: Wanted, say: Say): Promise<readonly BranchDiff[]> {
  return withTarget(given, say, async (target, onProgress) => {
    const { plan, changes } = await preview({ target, ...wanted, take: given.take, onProgress });
    refuseConflicts(target, plan.conflicts);
    return [{ branch: given.branch, base: plan.base, changes }];
  });
}

/** The same on the branch of each cluster; the conflicts of all branches come as one InputError. */
export function diffBranches(given: DiffCommandOptions, wanted: Wanted, say: Say): Promise<readonly BranchDiff[]> {
  const { next, take } = given;
  return withEnvironments(given, say, { next }, async (environments, onProgress) => {
    const previews = await previewEnvironments({ environments, ...wanted, next, take, onProgress });
    return collecting(previews, ({ place: { branch }, found: { plan, changes } }) => {
      refuseConflicts({ label: environments.label, branch }, plan.conflicts);
      return Promise.resolve({ branch, base: plan.base, changes });
    });
  });
}
