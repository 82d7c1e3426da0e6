import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { LEDGER_PATH, parseLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { commitMessage, trailers } from './message.ts';
import type { Trailer } from './message.ts';
import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { clusterOf, isEmpty, plan } from './plan.ts';
import type { Conflict, Plan } from './plan.ts';
import { BranchMovedError } from './target.ts';
import type { OnProgress, Snapshot, Target } from './target.ts';

/** Plans made anew when somebody else was faster, before that is reported. */
const ATTEMPTS = 10;

/** Conflicts that are shown one by one; the rest are counted. */
const MOST_SHOWN = 20;

export interface PreviewOptions {
  readonly target: Target;
  /** Path below `dist/` → whole text: everything that the delivered clusters consist of. */
  readonly files: ReadonlyMap<string, string>;
  /** Clusters to deliver; files of ours that belong to others stay as they are. @default all, and what is ours of clusters that are gone is removed */
  readonly clusters?: readonly string[] | undefined;
  /** Overwrite files of ours that a person edited in the target. @default false */
  readonly take?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What a delivery would do. */
export interface Preview {
  readonly plan: Plan;
  /** The plan's changes, in the words of Kubernetes; in the same order. */
  readonly changes: readonly ObjectChange[];
}

export interface DeliverOptions extends PreviewOptions {
  /** Version of this program, for the commit's trailers. */
  readonly version: string;
  /** Commit of the sources that were synthesized. @default "uncommitted" */
  readonly sourceCommit?: string | undefined;
  /** In place of the message that is made from the changes. */
  readonly message?: string | undefined;
}

/** What a delivery did. */
export interface Delivery extends Preview {
  /** Where the branch stood before; undefined if it had no commit. */
  readonly base: string | undefined;
  /** The new commit; undefined if there was nothing to deliver. */
  readonly commit: string | undefined;
  readonly trailers: readonly Trailer[];
}

/** Computes what a delivery would do now. Changes nothing. Conflicts are in the plan, not thrown. */
export async function preview({ target, files, clusters, take, onProgress }: PreviewOptions): Promise<Preview> {
  const base = await target.read();
  onProgress?.({ step: 'compare' });
  const made = plan(base, files, { ledger: await readLedger(target, base), clusters, take });

  const known = new Set(made.changes.flatMap((change) => (change.action === 'add' ? [] : [change.was])));
  const blobs = [...known];
  const texts = await target.texts(blobs);
  const textOf = new Map(blobs.map((blob, index) => [blob, texts[index]]));
  const changes = made.changes.map((change) => objectChange(change, change.action === 'add' ? undefined : textOf.get(change.was)));
  return Object.freeze({ plan: made, changes: Object.freeze(changes) });
}

/**
 * Brings the target to what `files` say, by one commit or none.
 * Throws an InputError for conflicts and a DeliveryError for the world; in both cases nothing was delivered.
 */
export async function deliver(options: DeliverOptions): Promise<Delivery> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await preview(options);
    refuseConflicts(options.target, found.plan.conflicts);
    const touched = [...options.files.keys(), ...found.changes.map(({ path }) => path)];
    const clusters = options.clusters ?? [...new Set(touched.map(clusterOf))];
    const parts = { ...options, changes: found.changes, clusters: [...clusters].sort() };
    const result = { ...found, base: found.plan.base, trailers: trailers(parts) };
    if (isEmpty(found.plan)) {
      await options.target.mend();
      return Object.freeze({ ...result, commit: undefined });
    }
    try {
      const commit = await options.target.commit(found.plan, commitMessage(parts));
      return Object.freeze({ ...result, commit });
    } catch (error) {
      // Nobody has read this plan, so a new one is as good; a plan that a person has seen goes through `target.commit` itself.
      if (!(error instanceof BranchMovedError) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Throws an InputError if a plan cannot be applied without harm to what is not ours, or to what a person edited. */
export function refuseConflicts({ label, branch }: Pick<Target, 'label' | 'branch'>, conflicts: readonly Conflict[]): void {
  if (conflicts.length === 0) return;
  const problems: Problem[] = conflicts.slice(0, MOST_SHOWN).map(({ path, reason, by }) => ({ where: path, ...WORDS[reason](by ?? '') }));
  const more = conflicts.length - MOST_SHOWN;
  if (more > 0)
    problems.push({ where: `${label} ${branch}`, what: `${more} more files are in conflict`, fix: 'Solve these first, and run again.' });
  throw new InputError(problems);
}

const EDIT_FIX = 'Bring the edit into the inventory or the charts, or overwrite it with --take.';
const WORDS: Readonly<Record<Conflict['reason'], (by: string) => Pick<Problem, 'what' | 'fix'>>> = {
  foreign: () => ({
    what: 'a file that slipway did not write stands here',
    fix: 'Move it away, or rename the object that would be written over it.',
  }),
  blocked: (by) => ({ what: `${by} is in the way, and slipway did not write it`, fix: 'Move it away, or rename the object or app.' }),
  edited: () => ({ what: 'somebody edited this file in the target after slipway wrote it', fix: EDIT_FIX }),
  deleted: () => ({ what: 'somebody deleted this file in the target after slipway wrote it', fix: EDIT_FIX }),
};

async function readLedger(target: Target, base: Snapshot): Promise<Ledger | undefined> {
  const entry = base.entries.get(LEDGER_PATH);
  if (entry === undefined) return undefined;
  if (entry.mode !== '100644')
    throw new InputError(LEDGER_PATH, 'the ledger is not a plain file', `Restore ${LEDGER_PATH} from the last commit that slipway made.`);
  const [text = ''] = await target.texts([entry.blob]);
  return parseLedger(text, base.objectFormat);
}
