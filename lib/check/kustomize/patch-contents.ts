import { addTo } from '../../values/multimap.ts';
import { documentKind } from '../document.ts';
import { folderOf } from '../folder.ts';
import { pathFrom } from '../paths.ts';
import { text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';

/** What a patch says, inline or in a file beside the kustomization. */
export function patchContents(patch: unknown, manifest: WorldObject, world: World): readonly unknown[] {
  const written = textAt(patch, 'patch') ?? (text(patch)?.includes('\n') === true ? text(patch) : undefined);
  if (written !== undefined) return [yamlIn(written)];
  const path = pathFrom(folderOf(manifest), textAt(patch, 'path') ?? text(patch) ?? '');
  const byFile = world.once('contents of files', () => {
    const map = new Map<string, unknown[]>();
    for (const { object, file = '' } of world.ofKind(documentKind('Config'))) addTo(map, file, object['content']);
    return map;
  });
  return byFile.get(path ?? '') ?? [];
}

/** Kustomizations by the folder in which they stand; the root is the empty text. */
export function kustomizationsByFolder(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('kustomizations of folders', () => {
    return new Map(world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization').map((each) => [folderOf(each), each]));
  });
}
