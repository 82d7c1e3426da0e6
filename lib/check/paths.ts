import { parentFolder } from './folder.ts';
import { NearNames } from './near-names.ts';
import type { World } from './world.ts';
import { addTo } from '../values/multimap.ts';

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

/** The path that was most likely meant. */
export function nearPath(world: World, path: string): string | undefined {
  return world.once('names of paths', () => new NearNames(pathsOf(world))).near(path);
}

/** Most files of one name that are looked at: nobody means one of a thousand values.yaml. */
const NAMESAKES = 200;

/** Paths in the same folder, and those of the same name in other folders. */
export function pathsBeside(world: World, path: string): readonly string[] {
  const { byFolder, byName } = world.once('paths by folder and name', () => {
    const folders = new Map<string, string[]>();
    const names = new Map<string, string[]>();
    for (const each of pathsOf(world)) {
      addTo(folders, parentFolder(each), each);
      addTo(names, nameOf(each), each);
    }
    return { byFolder: folders, byName: names };
  });
  return [...new Set([...(byFolder.get(parentFolder(path)) ?? []), ...(byName.get(nameOf(path)) ?? []).slice(0, NAMESAKES)])];
}

/** `apps/web/values.yaml` → `values.yaml` */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path as seen from a folder, from the root of the tree: `apps/web` and `../db/a.yaml` → `apps/db/a.yaml`; `undefined` above the root. */
export function pathFrom(folder: string, relative: string): string | undefined {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of relative.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
