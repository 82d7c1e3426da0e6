import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import type { World } from '../../world.ts';

export const builtImageDeployed = defineRule({
  id: 'built-image-deployed',
  severity: 'warning',
  kinds: [documentKind('Config'), 'skaffold/v4beta1/Config', ...COMMAND_KINDS],
  asks: 'The images that Skaffold builds, and those of which a pipeline sets the tag, are those that the manifests run.',
  source: 'https://skaffold.dev/docs/builders/; seed 003, M33',
  *check(manifest, world) {
    const { object } = manifest;
    if (COMMANDS.has(object.kind)) {
      yield* setByCommands(manifest, world);
      return;
    }
    const root = object.kind === 'Config' && object.apiVersion.startsWith('skaffold/') ? object : object['content'];
    if (textAt(root, 'apiVersion')?.startsWith('skaffold/') !== true) return;
    yield* deployed(root, root === object ? '' : 'content.', manifest, world);
    yield* contexts(root, root === object ? '' : 'content.', manifest, world);
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

/** Folders that Skaffold deploys. */
function* deployed(root: unknown, start: string, { file = '' }: WorldObject, world: World): Iterable<Issue> {
  const paths = pathsOf(world);
  for (const list of ['manifests.kustomize.paths', 'manifests.rawYaml', 'deploy.kustomize.paths', 'deploy.kubectl.manifests']) {
    for (const [index, raw] of itemsAt(root, list).entries()) {
      const written = (text(raw) ?? '').replace(/^\.\//, '').replace(/\/$/, '');
      const target = [folderOf({ file }), written].filter((each) => each !== '').join('/');
      if (world.everywhere.files === undefined || !/^[\w][\w./-]*$/.test(written) || paths.has(target)) continue;
      const last = written.split('/').at(-1) ?? '';
      const near = [...paths].find((each) => each.endsWith(`/${last}`)) ?? nearName(target, [...paths].slice(0, 500));
      yield {
        path: `${start}${list}[${index}]`,
        message: `${written} is to be deployed, and is not in the tree`,
        why: 'Skaffold stops before it deploys anything.',
        fix: near === undefined ? 'Name a folder of manifests.' : `Did you mean "${near}"?`,
      };
    }
  }
}

/** Folders in which Skaffold builds, told from its file. */
function* contexts(root: unknown, start: string, { file = '' }: WorldObject, world: World): Iterable<Issue> {
  const paths = pathsOf(world);
  if (world.everywhere.files === undefined) return;
  for (const [index, artifact] of itemsAt(root, 'build.artifacts').entries()) {
    const context = (textAt(artifact, 'context') ?? '.').replace(/^\.\//, '').replace(/\/$/, '');
    const folder = [folderOf({ file }), context].filter((each) => each !== '').join('/');
    if (context === '.' || !/^[\w][\w./-]*$/.test(context) || paths.has(folder)) continue;
    const last = context.split('/').at(-1) ?? '';
    const near = [...paths].find((each) => each.endsWith(`/${last}`)) ?? nearName(folder, [...paths].slice(0, 500));
    yield {
      path: `${start}build.artifacts[${index}].context`,
      message: `context is ${context}, which is not in the tree`,
      why: 'Skaffold stops before it builds anything: "no such file or directory".',
      fix: near === undefined ? 'Name the folder of the sources.' : `Did you mean "${near}"?`,
    };
  }
}

const COMMANDS = new Set(COMMAND_KINDS.map((kind) => kind.slice(kind.lastIndexOf('/') + 1)));

/** `kustomize edit set image NAME=NEW:TAG`: a name that no manifest has replaces nothing. */
function* setByCommands(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const { path, command } of commandsOf(manifest, world)) {
    const words = command.words.map((word) => word.text);
    if (command.name !== 'kustomize' || words.slice(1, 4).join(' ') !== 'edit set image') continue;
    const images = imagesOf(world);
    for (const word of words.slice(4)) {
      const image = (word.split('=')[0] ?? '').split('@')[0]?.replace(/:[^/:]+$/, '') ?? '';
      if (!/^[a-z0-9][\w./-]*$/.test(image) || images.size === 0 || images.has(image)) continue;
      const near = nearName(image, images);
      // A guide shows how it is done, with names that it makes up.
      if (near === undefined && manifest.object.kind === 'Guide') continue;
      yield {
        path,
        message: `line ${command.line}: no manifest runs the image ${image}`,
        why: 'Kustomize replaces only names that are equal: the new version is built and committed, and never deployed.',
        fix: near === undefined ? 'Write the name as it stands in the manifests.' : `Did you mean "${near}"?`,
      };
    }
  }
}

/** Names of all images of the tree, without tag, also as they stand before kustomize replaces them. */
function imagesOf(world: World): ReadonlySet<string> {
  return world.once('image names', () => {
    const names = new Set<string>();
    for (const { containers } of world.podTemplates()) {
      for (const { image } of containers) if (image !== undefined) names.add((image.split('@')[0] ?? '').replace(/:[^/:]+$/, ''));
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
