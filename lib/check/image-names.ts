import { itemsAt, textAt } from './read.ts';
import type { World } from './world.ts';

/** An image without tag and digest: `ghcr.io/acme/web:1.2@sha256:…` → `ghcr.io/acme/web`. */
export function imageName(image: string): string {
  return (image.split('@')[0] ?? '').replace(/:[^/:]+$/, '');
}

/** Names of all images of the tree, without tag, also as they stand before kustomize replaces them. */
export function imageNames(world: World): ReadonlySet<string> {
  return world.once('image names', () => {
    const names = new Set<string>();
    for (const { containers } of world.podTemplates()) {
      for (const { image } of containers) if (image !== undefined) names.add(imageName(image));
    }
    for (const { object } of world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization')) {
      for (const each of itemsAt(object, 'images')) {
        for (const field of ['name', 'newName']) names.add(textAt(each, field) ?? '');
      }
    }
    names.delete('');
    return names;
  });
}
