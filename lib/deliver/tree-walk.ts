import { DeliveryError } from '../errors.ts';
import { FOLDER_MODE, treeItems } from './tree-object.ts';
import type { Entry, SkipFolder, Snapshot } from './target.ts';

/** What helps with a damaged repository. */
export const FSCK = 'Run `git fsck` in it and restore it from another copy.';

/** Answers with the contents of trees, by `git cat-file --batch`: what it says, whole. */
export type ReadObjects = (names: readonly string[]) => Promise<Buffer>;

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
  read: ReadObjects,
  root: string,
  skip: SkipFolder,
  where: string,
): Promise<Pick<Snapshot, 'entries' | 'skipped' | 'look'> | undefined> {
  const skipped = new Map<string, string>();
  const entries = await walk(read, [{ path: '', name: root }], (folder, tree) => {
    if (!skip(folder, tree)) return false;
    skipped.set(folder, tree);
    return true;
  });
  const look = async (folders: readonly string[]): Promise<ReadonlyMap<string, Entry>> => {
    const found = await walk(
      read,
      folders.map((path) => ({ path, name: skipped.get(path) ?? '' })),
      () => false,
    );
    if (found === undefined) throw new DeliveryError(where, 'the repository is damaged: a folder in it cannot be read', FSCK);
    return found;
  };
  return entries && { entries, skipped, look };
}

/** Level by level, so that each needs git only once. */
async function walk(read: ReadObjects, folders: readonly Folder[], skip: SkipFolder): Promise<Map<string, Entry> | undefined> {
  const entries = new Map<string, Entry>();
  for (let level = folders; level.length > 0;) {
    const said = await read(level.map(({ name }) => name));
    const below: Folder[] = [];
    let at = 0;
    for (const { path: folder } of level) {
      // `3f2c9ad… tree 512<newline>…512 bytes…<newline>`
      const start = said.indexOf(10, at) + 1;
      const [, id = '', size] = /^([0-9a-f]+) tree (\d+)$/.exec(said.toString('latin1', at, start - 1)) ?? [];
      if (size === undefined) return undefined;
      const end = start + Number(size);
      for (const item of treeItems(said, start, end, id.length / 2)) {
        const path = folder === '' ? item.name : `${folder}/${item.name}`;
        if (item.mode !== FOLDER_MODE) entries.set(path, { mode: item.mode, blob: item.id });
        else if (!skip(path, item.id)) below.push({ path, name: item.id });
      }
      at = end + 1;
    }
    level = below;
  }
  return entries;
}
