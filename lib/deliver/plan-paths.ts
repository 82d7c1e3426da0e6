import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { STATE_FOLDER } from './ledger.ts';
import { clusterOf } from './place.ts';
import type { Change, Conflict } from './plan.ts';
import { pathFault } from './safe-path.ts';
import type { Snapshot } from './target.ts';
import type { Wanted } from './wanted.ts';

/** Throws an InputError for paths that no repository may hold, or that belong to none of the delivered clusters. */
export function checkPaths(wanted: Wanted, clusters: readonly string[] | undefined): void {
  const problems: Problem[] = [];
  const paths: string[] = [];
  const needed: string[] = [];
  for (const { name, paths: inside, isPlain } of wanted.folders()) {
    const first = `${name}/x`;
    const isFine = pathFault(first) === undefined && clusterOf(first) !== STATE_FOLDER && (clusters?.includes(clusterOf(first)) ?? true);
    // Nothing can be wrong with plain names in such a folder, and for what else needs it one of them stands for all.
    if (isPlain && isFine) needed.push(...inside.slice(0, 1));
    else paths.push(...inside);
  }
  const folders = foldersOf([...paths, ...needed]);
  for (const path of paths) {
    const where = JSON.stringify(path);
    const fault = pathFault(path);
    const inside = fault === undefined ? folders.get(path) : undefined;
    const fix = 'Rename the object or its cluster.';
    if (fault !== undefined) problems.push({ where, what: fault, fix });
    else if (clusterOf(path) === STATE_FOLDER) problems.push({ where, what: `the folder ${STATE_FOLDER} is for the ledger`, fix });
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
export function blocked(base: Snapshot, changes: readonly Change[]): Conflict[] {
  const added = changes.filter(({ action }) => action === 'add').map(({ path }) => path);
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

function* parents(path: string): Generator<string> {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) yield path.slice(0, end);
}

/** Every folder that these paths need, with one of the paths that need it. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  let last = '/';
  for (const path of paths) {
    // Neighbours are mostly in one folder.
    const end = path.lastIndexOf('/');
    if (end === -1 || (end === last.length && path.startsWith(last))) continue;
    last = path.slice(0, end);
    for (const folder of parents(path)) {
      if (folders.has(folder)) break;
      folders.set(folder, path);
    }
  }
  return folders;
}
