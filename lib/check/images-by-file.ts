import type { World } from './world.ts';
import { addTo } from '../values/multimap.ts';

/** Images of the workloads that stand in a file. */
export function imagesByFile(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('images by file', () => {
    const found = new Map<string, string[]>();
    for (const { owner, containers } of world.podTemplates()) {
      for (const { image } of containers) if (owner.file !== undefined && image !== undefined) addTo(found, owner.file, image);
    }
    return found;
  });
}
