import { DeliveryError } from '../errors.ts';
import { refuseConflicts } from './conflicts.ts';
import { refuseRemovals } from './guards.ts';
import type { GuardOptions } from './guards.ts';
import { commitMessage, trailers } from './message.ts';
import type { Forced, Trailer } from './message.ts';
import { isEmpty, UNCOMMITTED } from './plan.ts';
import { previewWanted } from './preview.ts';
import type { Preview, PreviewOptions } from './preview.ts';
import { BranchMovedError } from './target.ts';
import type { Target } from './target.ts';

/** Plans made anew when somebody else was faster, before that is reported. */
const ATTEMPTS = 10;

export interface DeliverOptions extends PreviewOptions, GuardOptions {
  /** Version of this program, for the commit's trailers. */
  readonly version: string;
  /** In place of the message that is made from the changes. */
  readonly message?: string | undefined;
  readonly forced?: Forced | undefined;
  /** The commit of the target whose state `files` is. @default it is what the sources say now */
  readonly rollbackTo?: string | undefined;
}

/** What a delivery did. */
export interface Delivery extends Preview {
  /** Where the branch stood before; undefined if it had no commit. */
  readonly base: string | undefined;
  /** The new commit; undefined if there was nothing to deliver. */
  readonly commit: string | undefined;
  readonly trailers: readonly Trailer[];
  /** Address of the pull request that has the commit. @default the branch has it */
  readonly review?: string | undefined;
  /** Why it could not be noted that this source commit was seen. @default it was noted, or there was no need */
  readonly noteFault?: string | undefined;
}

/** What the commit says beside the changes. */
export type CommitWords = Pick<DeliverOptions, 'version' | 'sourceCommit' | 'message' | 'forced' | 'rollbackTo'>;

/**
 * Brings the target to what `files` say, by one commit or none.
 * Throws an InputError for conflicts and unconfirmed removals, and a DeliveryError for the world; in both cases nothing was delivered.
 */
export async function deliver(options: DeliverOptions): Promise<Delivery> {
  for (let attempt = 1; ; attempt += 1) {
    const { found, learn, remember } = await previewWanted(options);
    try {
      const committing = commitPreview(options.target, found, options, options);
      // While git writes.
      learn();
      const delivery = await committing;
      await remember();
      return delivery;
    } catch (error) {
      // Nobody has read this plan, so a new one is as good; a plan that a person has seen is delivered by `deliverPlan`.
      if (!(error instanceof BranchMovedError) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Commits exactly what a preview says, unless something speaks against it. The one way to a commit: every guard stands here. */
export async function commitPreview(target: Target, found: Preview, words: CommitWords, guards: GuardOptions): Promise<Delivery> {
  refuseConflicts(target, found.plan.conflicts);
  refuseRemovals(found, guards);
  const parts = { ...words, changes: found.changes, clusters: found.clusters };
  const result = { base: found.plan.base, trailers: trailers(parts) };
  if (isEmpty(found.plan)) {
    await target.mend();
    return withMore(found, { ...result, commit: undefined, noteFault: await noteSeen(target, found.plan.base, words.sourceCommit) });
  }
  const commit = await target.commit(found.plan, commitMessage(parts), found);
  return withMore(found, { ...result, commit, review: target.review });
}

/** Both in one, without asking for what is found out only when somebody asks. */
function withMore<A extends object, B extends object>(found: A, more: B): A & B {
  const properties = { ...Object.getOwnPropertyDescriptors(found), ...Object.getOwnPropertyDescriptors(more) };
  return Object.freeze(Object.defineProperties({}, properties)) as A & B;
}

/** Notes at the commit that has it all that these sources were seen. A note is worth no failed delivery: the answer is what went wrong. */
async function noteSeen(target: Target, base: string | undefined, source = UNCOMMITTED): Promise<string | undefined> {
  if (base === undefined || source === UNCOMMITTED || target.note === undefined) return undefined;
  try {
    await target.note(base, `Slipway-Source: ${source}`);
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryError) return error.message;
    throw error;
  }
}
