import { documentKind } from '../../document.ts';
import { imageName, imageNames } from '../../image-names.ts';
import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { lostContexts, lostManifests, skaffoldIn } from '../../texts/skaffold.ts';
import type { World } from '../../world.ts';

const COMMANDS = new Set(COMMAND_KINDS.map((kind) => kind.slice(kind.lastIndexOf('/') + 1)));

export const builtImageDeployed = defineRule({
  id: 'built-image-deployed',
  severity: 'warning',
  kinds: [documentKind('Config'), 'skaffold/v4beta1/Config', ...COMMAND_KINDS],
  asks: 'The images that Skaffold builds, and those of which a pipeline sets the tag, are those that the manifests run.',
  source: 'https://skaffold.dev/docs/builders/; seed 003, M33',
  *check(manifest, world) {
    if (COMMANDS.has(manifest.object.kind)) {
      yield* setByCommands(manifest, world);
      return;
    }
    const skaffold = skaffoldIn(manifest);
    if (skaffold === undefined) return;
    for (const { path, written, near } of lostManifests(skaffold, world)) {
      const fix = near === undefined ? 'Name a folder of manifests.' : `Did you mean "${near}"?`;
      const message = `${written} is to be deployed, and is not in the tree`;
      yield { path, message, why: 'Skaffold stops before it deploys anything.', fix };
    }
    for (const { path, written, near, what = 'context' } of lostContexts(skaffold, world)) {
      const why = 'Skaffold stops before it builds anything: "no such file or directory".';
      const fix = near === undefined ? 'Name the folder of the sources.' : `Did you mean "${near}"?`;
      yield { path, message: `${what} is ${written}, which is not in the tree`, why, fix };
    }
    const images = imageNames(world);
    for (const [index, artifact] of itemsAt(skaffold.root, 'build.artifacts').entries()) {
      const image = textAt(artifact, 'image') ?? '';
      if (image === '' || image.includes('{{') || images.size === 0 || images.has(image)) continue;
      if ([...images].some((each) => each.endsWith(`/${image}`))) continue;
      const why =
        'Skaffold replaces only names that are equal: what it built is never deployed, and developers run the image of the registry.';
      yield { path: `${skaffold.start}build.artifacts[${index}].image`, why, ...unknown(image, nearName(image, images)) };
    }
  },
});

function unknown(image: string, near: string | undefined): Pick<Issue, 'message' | 'fix'> {
  const fix = near === undefined ? 'Write the name as it stands in the manifests.' : `Did you mean "${near}"?`;
  return { message: `no manifest runs the image ${image}`, fix };
}

/** `kustomize edit set image NAME=NEW:TAG`: a name that no manifest has replaces nothing. */
function* setByCommands(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const { path, command } of commandsOf(manifest, world)) {
    const words = command.words.map((word) => word.text);
    if (command.name !== 'kustomize' || words.slice(1, 4).join(' ') !== 'edit set image') continue;
    const images = imageNames(world);
    for (const word of words.slice(4)) {
      const image = imageName(word.split('=')[0] ?? '');
      if (!/^[a-z0-9][\w./-]*$/.test(image) || images.size === 0 || images.has(image)) continue;
      const near = nearName(image, images);
      // A guide shows how it is done, with names that it makes up.
      if (near === undefined && manifest.object.kind === 'Guide') continue;
      const { message, fix } = unknown(image, near);
      const why = 'Kustomize replaces only names that are equal: the new version is built and committed, and never deployed.';
      yield { path, message: `line ${command.line}: ${message}`, why, fix };
    }
  }
}
