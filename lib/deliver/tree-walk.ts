import { DeliveryError } from '../errors.ts';
import type { ObjectReader } from './object-reader.ts';
import { FOLDER_MODE, treeItems } from './tree-object.ts';
import type { Entry, SkipFolder, Snapshot } from './target.ts';

/** What helps with a damaged repository. */
export const FSCK = 'Run `git fsck` in it and restore it from another copy.';

/** A folder whose tree is to be read; `name` is any that git understands. */
interface Folder {
  readonly path: string;
  readonly name: string;
}

/**
 * Everything below a tree apart from folders that need not be looked into: what is read grows with what has changed, not with what
 * stands there. Undefined if git does not have one of the trees.
 */
export async function walkTree(
  objects: ObjectReader,
  root: string,
  skip: SkipFolder,
  where: string,
): Promise<Pick<Snapshot, 'entries' | 'skipped' | 'look'> | undefined> {
  const skipped = new Map<string, string>();
  const entries = await walk(objects, [{ path: '', name: root }], (folder, tree) => {
    if (!skip(folder, tree)) return false;
    skipped.set(folder, tree);
    return true;
  });
  const look = async (folders: readonly string[]): Promise<ReadonlyMap<string, Entry>> => {
    const found = await walk(
      objects,
      folders.map((path) => ({ path, name: skipped.get(path) ?? '' })),
      () => false,
    );
    if (found === undefined) throw new DeliveryError(where, 'the repository is damaged: a folder in it cannot be read', FSCK);
    return found;
  };
  return entries && { entries, skipped, look };
}

/** Level by level, so that each needs git only once. */
async function walk(objects: ObjectReader, folders: readonly Folder[], skip: SkipFolder): Promise<Map<string, Entry> | undefined> {
  const entries = new Map<string, Entry>();
  for (let level = folders; level.length > 0;) {
    const trees = await objects.read(
      level.map(({ name }) => name),
      (object) => (object?.kind === 'tree' ? [...treeItems(object.data, object.id.length / 2)] : undefined),
    );
    const below: Folder[] = [];
    for (const [index, { path: folder }] of level.entries()) {
      const items = trees[index];
      if (items === undefined) return undefined;
      for (const item of items) {
        const path = folder === '' ? item.name : `${folder}/${item.name}`;
        if (item.mode !== FOLDER_MODE) entries.set(path, { mode: item.mode, blob: item.id });
        else if (!skip(path, item.id)) below.push({ path, name: item.id });
      }
    }
    level = below;
  }
  return entries;
}
