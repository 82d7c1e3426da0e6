import { blobId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import type { Ledger } from './ledger.ts';
import { clusterOf } from './place.ts';
import { blocked, checkPaths } from './plan-paths.ts';
import type { Books } from './read-ledger.ts';
import { entryOf, NextLedgers, recordsOf } from './records.ts';
import type { Entry, Snapshot } from './target.ts';
import { Wanted } from './wanted.ts';

/** One file that a delivery touches. `was` and `blob` are git blob ids before and after. */
export type Change =
  | { readonly action: 'add'; readonly path: string; readonly blob: string; readonly text: string }
  | { readonly action: 'change'; readonly path: string; readonly blob: string; readonly text: string; readonly was: string }
  | { readonly action: 'remove'; readonly path: string; readonly was: string };

/** Why a file cannot be delivered. `foreign`: not ours; `edited`, `deleted`: ours, but somebody changed it; `blocked`: `by` is in the way. */
export interface Conflict {
  readonly path: string;
  readonly reason: 'foreign' | 'edited' | 'deleted' | 'blocked';
  readonly by?: string | undefined;
}

/** What one delivery does, computed without effects. Plain frozen data: it can be printed, stored, and applied later or not at all. */
export interface Plan {
  /** The commit that it was made on; undefined for a branch without one. */
  readonly base: string | undefined;
  readonly objectFormat: ObjectFormat;
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** Files that stood there already with exactly our text, and are ours from now on. */
  readonly adopted: readonly string[];
  /** Files that a person had edited or deleted, and that are overwritten because `take` was given. */
  readonly taken: readonly string[];
  /** A plan with conflicts is not applied. */
  readonly conflicts: readonly Conflict[];
  /** Changes of the ledger, which belong to the same commit and are nobody's news. Sorted by path. */
  readonly records: readonly Change[];
}

type PlanBooks = Pick<Books, 'apps' | 'settled' | 'patched'>;

export interface PlanOptions {
  /** Empty where the target has none yet. */
  readonly ledger: Ledger;
  /** How the ledger is written down. @default one file a cluster */
  readonly books?: PlanBooks | undefined;
  /** Blob ids of the texts, in the order of the files. @default they are computed */
  readonly ids?: readonly string[] | undefined;
  /** Clusters (first folders) that are delivered; what is ours in other folders stays. @default all */
  readonly clusters?: readonly string[] | undefined;
  /** Overwrite files of ours that a person edited. @default false */
  readonly take?: boolean | undefined;
  /** Commit of the sources of `files`; the ledger keeps it with each file that changes. @default "uncommitted" */
  readonly source?: string | undefined;
}

/** What sources have no commit for: the folder is in no repository, or has changes. */
export const UNCOMMITTED = 'uncommitted';

/**
 * Compares what stands in the target with what should stand there; what is in settled and patched folders is in none of both. Throws an InputError for paths that no repository may hold.
 */
export function plan(base: Snapshot, files: ReadonlyMap<string, string>, options: PlanOptions): Plan {
  const { ledger: owned, books = PLAIN_BOOKS, ids, clusters, take = false, source = UNCOMMITTED } = options;
  checkPaths(new Wanted(files), clusters);
  const next = new NextLedgers();
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  const adopted: string[] = [];
  const taken: string[] = [];

  let index = 0;
  for (const [path, text] of files) {
    const blob = ids?.[index++] ?? blobId(text, base.objectFormat);
    const there = base.entries.get(path);
    const mine = owned.get(path);
    next.add(path, entryOf(mine, { path, blob, text, source }));
    if (there === undefined) {
      if (mine !== undefined && !take) conflicts.push({ path, reason: 'deleted' });
      else changes.push({ action: 'add', path, blob, text });
      if (mine !== undefined && take) taken.push(path);
    } else if (isFile(there) && there.blob === blob) {
      if (mine === undefined) adopted.push(path);
    } else if (mine === undefined || there.mode === SUBMODULE) {
      conflicts.push({ path, reason: 'foreign' });
    } else {
      const edited = !isFile(there) || there.blob !== mine.blob;
      if (edited && !take) conflicts.push({ path, reason: 'edited' });
      else changes.push({ action: 'change', path, blob, text, was: there.blob });
      if (edited && take) taken.push(path);
    }
  }

  for (const [path, mine] of owned) {
    if (files.has(path)) continue;
    if (clusters !== undefined && !clusters.includes(clusterOf(path))) {
      next.add(path, mine);
      continue;
    }
    const there = base.entries.get(path);
    if (there === undefined) continue;
    const edited = !isFile(there) || there.blob !== mine.blob;
    if (there.mode === SUBMODULE || (edited && !take)) conflicts.push({ path, reason: 'edited' });
    else changes.push({ action: 'remove', path, was: there.blob });
    if (edited && take) taken.push(path);
  }

  const { records, conflicts: inTheWay } = recordsOf(base, { ...books, owned }, next);
  conflicts.push(...inTheWay, ...blocked(base, [...changes, ...records]));
  for (const patch of books.patched.values()) {
    changes.push(...patch.changes);
    if (patch.record !== undefined) records.push(patch.record);
  }
  return Object.freeze({
    base: base.commit,
    objectFormat: base.objectFormat,
    changes: Object.freeze(changes.sort(byPath).map((change) => Object.freeze(change))),
    adopted: Object.freeze(adopted.sort()),
    taken: Object.freeze(taken.sort()),
    conflicts: Object.freeze(conflicts.sort(byPath).map((conflict) => Object.freeze(conflict))),
    records: Object.freeze(records.sort(byPath).map((record) => Object.freeze(record))),
  });
}

/** Whether a delivery of this plan would make no commit. */
export function isEmpty(plan: Plan): boolean {
  return writes(plan).length === 0;
}

/** Everything that a target has to write for a plan: files and ledger. No path occurs twice. */
export function writes({ changes, records }: Pick<Plan, 'changes' | 'records'>): readonly Change[] {
  return [...changes, ...records];
}

const PLAIN_BOOKS: PlanBooks = { apps: new Map(), settled: new Set(), patched: new Map() };

const SUBMODULE = '160000';

function isFile({ mode }: Entry): boolean {
  return mode === '100644';
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
