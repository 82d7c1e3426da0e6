import type { World } from './world.ts';

/** Paths of all files of the tree, and of the folders that they stand in; the root is empty. */
export function pathsOf(world: World): ReadonlySet<string> {
  return world.once('files and folders', () => {
    const found = new Set<string>(['']);
    for (const file of world.everywhere.files ?? []) {
      for (let end = file.length; end > 0; end = file.lastIndexOf('/', end - 1)) found.add(file.slice(0, end));
    }
    return found;
  });
}
