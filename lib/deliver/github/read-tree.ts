import { DeliveryError } from '../../errors.ts';
import type { Entry } from '../target.ts';
import { inParallel } from './concurrency.ts';
import type { GitData, TreeItem } from './git-data.ts';

/** Requests under way at once; GitHub allows a hundred in all. */
export const WIDTH = 8;

/**
 * Every file below a tree, by one request. Where GitHub cuts the list off, which it does at 100,000 entries or 7 MB,
 * the folders are listed one by one.
 */
export async function readTree(label: string, data: GitData, tree: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  await collect(label, data, tree, '', entries);
  return entries;
}

async function collect(label: string, data: GitData, tree: string, folder: string, entries: Map<string, Entry>): Promise<void> {
  const whole = await data.tree(tree, true);
  if (!whole.truncated) {
    add(entries, folder, whole.items);
    return;
  }
  const top = await data.tree(tree, false);
  if (top.truncated) {
    throw new DeliveryError(
      label,
      `${folder === '' ? 'the first folder' : folder} has more files than GitHub lists`,
      'Deliver by git instead: name the repository by its URL.',
    );
  }
  add(entries, folder, top.items);
  const folders = top.items.filter(({ type }) => type === 'tree');
  await inParallel(folders, WIDTH, ({ id, path }) => collect(label, data, id, `${folder}${path}/`, entries));
}

function add(entries: Map<string, Entry>, folder: string, items: readonly TreeItem[]): void {
  for (const { path, mode, type, id } of items) if (type !== 'tree') entries.set(`${folder}${path}`, { mode, blob: id });
}
