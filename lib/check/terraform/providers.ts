import type { World } from '../world.ts';
import { terraformFiles } from './files.ts';
import { blocksOf, type Block } from './hcl.ts';
import { folderOfSource, modulesOf } from './modules.ts';

/** Aliases of the configured providers of each folder, '' for the default one. A folder without any block may be told by variables. */
export function providersOf(world: World): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  return world.once('providers of terraform folders', () => {
    const found = new Map<string, Map<string, string[]>>();
    for (const { folder, text } of terraformFiles(world)) {
      for (const block of text.includes('provider') ? blocksOf(text) : []) {
        if (block.type !== 'provider') continue;
        const all = found.get(folder) ?? found.set(folder, new Map<string, string[]>()).get(folder);
        const name = block.labels[0] ?? '';
        all?.set(name, [...(all.get(name) ?? []), aliasOf(block)]);
      }
    }
    return found;
  });
}

function aliasOf({ arguments: given }: Block): string {
  return given.get('alias')?.replace(/"/g, '') ?? '';
}

/** A folder that no module of the tree calls. */
export function isRoot(folder: string, world: World): boolean {
  const called = world.once('called folders of terraform', () => {
    const all = [...modulesOf(world)].flatMap(([place, { calls }]) => [...calls.values()].map((source) => folderOfSource(place, source)));
    return new Set(all);
  });
  return !called.has(folder);
}
