import { documentKind } from '../../document.ts';
import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const builtImageDeployed = defineRule({
  id: 'built-image-deployed',
  severity: 'warning',
  kinds: [documentKind('Config'), 'skaffold/v4beta1/Config'],
  asks: 'The images that Skaffold builds are those that the manifests run.',
  source: 'https://skaffold.dev/docs/builders/; seed 003, M33',
  *check({ object }, world) {
    const root = object.kind === 'Config' && object.apiVersion.startsWith('skaffold/') ? object : object['content'];
    if (textAt(root, 'apiVersion')?.startsWith('skaffold/') !== true) return;
    const images = imagesOf(world);
    if (images.size === 0) return;
    for (const [index, artifact] of itemsAt(root, 'build.artifacts').entries()) {
      const image = textAt(artifact, 'image') ?? '';
      if (image === '' || image.includes('{{') || images.has(image) || [...images].some((each) => each.endsWith(`/${image}`))) continue;
      const near = nearName(image, images);
      yield {
        path: `${root === object ? '' : 'content.'}build.artifacts[${index}].image`,
        message: `no manifest runs the image ${image}`,
        why: 'Skaffold replaces only names that are equal: what it built is never deployed, and developers run the image of the registry.',
        fix: near === undefined ? 'Write the name as it stands in the manifests.' : `Did you mean "${near}"?`,
      };
    }
  },
});

/** Names of all images of the tree, without tag. */
function imagesOf(world: World): ReadonlySet<string> {
  return world.once('image names', () => {
    const names = new Set<string>();
    for (const { containers } of world.podTemplates()) {
      for (const { image } of containers) if (image !== undefined) names.add((image.split('@')[0] ?? '').replace(/:[^/:]+$/, ''));
    }
    return names;
  });
}
