import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { blobId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { LEDGER_PATH, printLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { pathFault } from './safe-path.ts';
import type { Entry, Snapshot } from './target.ts';

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
  /** The new text of the ledger, if it changes. */
  readonly ledger: string | undefined;
}

export interface PlanOptions {
  /** Undefined where the target has none yet. */
  readonly ledger: Ledger | undefined;
  /** Clusters (first folders) that are delivered; what is ours in other folders stays. @default all */
  readonly clusters?: readonly string[] | undefined;
  /** Overwrite files of ours that a person edited. @default false */
  readonly take?: boolean | undefined;
}

/** Compares what stands in the target with what should stand there. Throws an InputError for paths that no repository may hold. */
export function plan(base: Snapshot, files: ReadonlyMap<string, string>, { ledger, clusters, take = false }: PlanOptions): Plan {
  checkPaths(files, clusters);
  const owned: Ledger = ledger ?? new Map<string, string>();
  const next = new Map<string, string>();
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  const adopted: string[] = [];
  const taken: string[] = [];

  for (const [path, text] of files) {
    const blob = blobId(text, base.objectFormat);
    const there = base.entries.get(path);
    const mine = owned.get(path);
    next.set(path, blob);
    if (there === undefined) {
      if (mine !== undefined && !take) conflicts.push({ path, reason: 'deleted' });
      else changes.push({ action: 'add', path, blob, text });
      if (mine !== undefined && take) taken.push(path);
    } else if (isFile(there) && there.blob === blob) {
      if (mine === undefined) adopted.push(path);
    } else if (mine === undefined || there.mode === SUBMODULE) {
      conflicts.push({ path, reason: 'foreign' });
    } else {
      const edited = !isFile(there) || there.blob !== mine;
      if (edited && !take) conflicts.push({ path, reason: 'edited' });
      else changes.push({ action: 'change', path, blob, text, was: there.blob });
      if (edited && take) taken.push(path);
    }
  }

  for (const [path, mine] of owned) {
    if (files.has(path)) continue;
    if (clusters !== undefined && !clusters.includes(clusterOf(path))) {
      next.set(path, mine);
      continue;
    }
    const there = base.entries.get(path);
    if (there === undefined) continue;
    const edited = !isFile(there) || there.blob !== mine;
    if (there.mode === SUBMODULE || (edited && !take)) conflicts.push({ path, reason: 'edited' });
    else changes.push({ action: 'remove', path, was: there.blob });
    if (edited && take) taken.push(path);
  }

  conflicts.push(...blocked(base, changes, ledger === undefined));
  return Object.freeze({
    base: base.commit,
    objectFormat: base.objectFormat,
    changes: Object.freeze(changes.sort(byPath).map((change) => Object.freeze(change))),
    adopted: Object.freeze(adopted.sort()),
    taken: Object.freeze(taken.sort()),
    conflicts: Object.freeze(conflicts.sort(byPath).map((conflict) => Object.freeze(conflict))),
    ledger: sameLedger(owned, next) ? undefined : printLedger(next),
  });
}

/** Whether a delivery of this plan would make no commit. */
export function isEmpty({ changes, ledger }: Plan): boolean {
  return changes.length === 0 && ledger === undefined;
}

/** The cluster that a path is for: its first folder. */
export function clusterOf(path: string): string {
  const end = path.indexOf('/');
  return end === -1 ? path : path.slice(0, end);
}

const SUBMODULE = '160000';

function isFile({ mode }: Entry): boolean {
  return mode === '100644';
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function* parents(path: string): Generator<string> {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) yield path.slice(0, end);
}

/** Every folder that these paths need, with one of the paths that need it. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const path of paths) {
    for (const folder of parents(path)) {
      if (folders.has(folder)) break;
      folders.set(folder, path);
    }
  }
  return folders;
}

function checkPaths(files: ReadonlyMap<string, string>, clusters: readonly string[] | undefined): void {
  const problems: Problem[] = [];
  const folders = foldersOf(files.keys());
  for (const path of files.keys()) {
    const where = JSON.stringify(path);
    const fault = pathFault(path);
    const inside = fault === undefined ? folders.get(path) : undefined;
    const fix = 'Rename the object or its cluster.';
    if (fault !== undefined) problems.push({ where, what: fault, fix });
    else if (clusterOf(path) === clusterOf(LEDGER_PATH))
      problems.push({ where, what: `the folder ${clusterOf(LEDGER_PATH)} is for the ledger`, fix });
    else if (inside !== undefined)
      problems.push({ where, what: `it would have to be a file, and a folder for ${JSON.stringify(inside)}`, fix });
    else if (clusters !== undefined && !clusters.includes(clusterOf(path))) {
      problems.push({
        where,
        what: `the file is for none of the delivered clusters (${clusters.join(', ')})`,
        fix: 'Deliver its cluster as well.',
      });
    }
  }
  if (problems.length > 0) throw new InputError(problems);
}

/** New files whose place is taken: a parent folder is a file, link or submodule, or the path itself is a folder. */
function blocked(base: Snapshot, changes: readonly Change[], newLedger: boolean): Conflict[] {
  const added = changes.filter(({ action }) => action === 'add').map(({ path }) => path);
  if (newLedger) added.push(LEDGER_PATH);
  if (added.length === 0 || base.entries.size === 0) return [];

  const removed = new Set(changes.filter(({ action }) => action === 'remove').map(({ path }) => path));
  const folders = foldersOf([...base.entries.keys()].filter((path) => !removed.has(path)));
  const conflicts: Conflict[] = [];
  for (const path of added) {
    const parent = [...parents(path)].find((folder) => base.entries.has(folder) && !removed.has(folder));
    const by = parent ?? folders.get(path);
    if (by !== undefined) conflicts.push({ path, reason: 'blocked', by });
  }
  return conflicts;
}

function sameLedger(old: Ledger, next: Ledger): boolean {
  if (old.size !== next.size) return false;
  for (const [path, id] of next) if (old.get(path) !== id) return false;
  return true;
}
