import { commitPreview } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import type { GuardOptions } from './guards.ts';
import { OldTexts } from './old-texts.ts';
import type { PlanFile } from './plan-file.ts';
import { refuseOtherPlace } from './plan-place.ts';
import { changesOf, standingOf } from './preview.ts';
import { readBooks } from './read-ledger.ts';
import { BranchMovedError } from './target.ts';
import type { OnProgress, Target } from './target.ts';
import { verifyPlan } from './verify-plan.ts';

export interface DeliverPlanOptions extends GuardOptions {
  readonly target: Target;
  /** The plan file's name as the person wrote it, for errors. */
  readonly name: string;
  readonly file: PlanFile;
  /** In place of the message that is made from the changes. */
  readonly message?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Delivers exactly the plan of a file. Throws a {@link BranchMovedError} if the branch does not stand where it was made:
 * what a person has read is what is delivered, or nothing. Throws an InputError for a plan of another place, one that reaches
 * for what is not ours, and for conflicts and unconfirmed removals.
 */
export async function deliverPlan(options: DeliverPlanOptions): Promise<Delivery> {
  try {
    return await deliverUnmoved(options);
  } catch (error) {
    throw forPlan(options.name, error);
  }
}

/** A branch that moved, said to somebody who holds a plan: the same plan never fits again. Other errors stay as they are. */
export function forPlan(name: string, error: unknown): unknown {
  if (!(error instanceof BranchMovedError)) return error;
  const fix = `Run slipway plan --out ${name} again, and deliver the new one.`;
  return new BranchMovedError(error.branch, error.planned, error.found, fix);
}

async function deliverUnmoved({ target, name, file, message, onProgress, ...guards }: DeliverPlanOptions): Promise<Delivery> {
  refuseOtherPlace(name, file, target);
  const base = await target.read();
  if (base.commit !== file.plan.base) throw new BranchMovedError(target.branch, file.plan.base, base.commit);

  onProgress?.({ step: 'compare' });
  const books = await readBooks(target, base);
  verifyPlan(name, file.plan, base, books);
  const changes = await changesOf(new OldTexts(target), file.plan);
  const found = {
    plan: file.plan,
    changes,
    forecasts: file.forecasts,
    standing: standingOf(base, books.owned),
    clusters: file.clusters,
  };
  const words = { version: file.madeBy, sourceCommit: file.source, forced: file.forced, message };
  return commitPreview(target, found, words, guards);
}
