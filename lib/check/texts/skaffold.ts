import { folderOf } from '../folder.ts';
import { pathsOf } from '../paths.ts';
import { itemsAt, text, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** A file of Skaffold. */
export interface Skaffold {
  readonly root: unknown;
  /** What stands before a path of a finding: `content.` for a file that is read as a plain document. */
  readonly start: string;
  readonly folder: string;
}

/** The settings of Skaffold that a document is, if it is that. */
export function skaffoldIn(manifest: WorldObject): Skaffold | undefined {
  const { object } = manifest;
  const isObject = object.kind === 'Config' && object.apiVersion.startsWith('skaffold/');
  const root = isObject ? object : object['content'];
  if (textAt(root, 'apiVersion')?.startsWith('skaffold/') !== true) return undefined;
  return { root, start: isObject ? '' : 'content.', folder: folderOf(manifest) };
}

/** A folder or file that Skaffold is told of, and that is not in the tree. */
export interface LostPath {
  readonly path: string;
  readonly written: string;
  readonly near: string | undefined;
  /** What it is, where it is no folder of sources. */
  readonly what?: string;
}

const DEPLOYED = ['manifests.kustomize.paths', 'manifests.rawYaml', 'deploy.kustomize.paths', 'deploy.kubectl.manifests'];

/** Manifests that it deploys. */
export function lostManifests({ root, start, folder }: Skaffold, world: World): readonly LostPath[] {
  return DEPLOYED.flatMap((list) =>
    itemsAt(root, list).flatMap((each, index) => lost(`${start}${list}[${index}]`, text(each) ?? '', folder, world) ?? []),
  );
}

/** Folders in which it builds. */
export function lostContexts({ root, start, folder }: Skaffold, world: World): readonly LostPath[] {
  return itemsAt(root, 'build.artifacts').flatMap((artifact, index) => {
    const context = textAt(artifact, 'context') ?? '.';
    const file = textAt(artifact, 'docker.dockerfile') ?? '';
    const below = [folder, context.replace(/^\.\/?|\/$/g, ''), file.replace(/^\.\//, '')].filter((each) => each !== '').join('/');
    // The file of an image is named as seen from its context.
    const paths = pathsOf(world);
    const fromRoot = [folder, file].filter((each) => each !== '').join('/');
    if (file !== '' && !paths.has(below) && paths.has(fromRoot))
      return [
        {
          path: `${start}build.artifacts[${index}].docker.dockerfile`,
          written: file,
          near: file.slice(file.lastIndexOf('/') + 1),
          what: `the Dockerfile, seen from ${context},`,
        },
      ];
    return lost(`${start}build.artifacts[${index}].context`, context, folder, world) ?? [];
  });
}

/** Most paths among which a near one is looked for. */
const MOST_PATHS = 500;

function lost(path: string, raw: string, folder: string, world: World): LostPath | undefined {
  const written = raw.replace(/^\.\//, '').replace(/\/$/, '');
  const target = [folder, written].filter((each) => each !== '').join('/');
  const paths = pathsOf(world);
  if (world.everywhere.files === undefined || !/^[\w][\w./-]*$/.test(written) || paths.has(target)) return undefined;
  const last = written.split('/').at(-1) ?? '';
  const near = [...paths].find((each) => each.endsWith(`/${last}`)) ?? nearName(target, [...paths].slice(0, MOST_PATHS));
  return { path, written, near };
}
