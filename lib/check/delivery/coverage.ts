import { everywhere } from '../clusters/where.ts';
import { DOCUMENT, documentKind } from '../document.ts';
import { at, itemsAt, strings, text, textAt } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { generated, plain, sourcesOf } from './sources.ts';
import { fileTree } from './tree.ts';
import { folderOf } from '../folder.ts';

export const FLUX_KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/v1/Kustomization';
/** @see https://fluxcd.control-plane.io/operator/fluxinstance/#sync-configuration */
export const FLUX_INSTANCE = 'fluxcd.controlplane.io/v1/FluxInstance';
const KUSTOMIZATION = 'kustomize.config.k8s.io/Kustomization';

/** Folders with Kubernetes objects, and folders that only hold other documents, such as Helm values. */
export function foldersByContent(world: World): { readonly objects: ReadonlySet<string>; readonly lent: ReadonlySet<string> } {
  return world.once('folders by content', () => {
    const objects = new Set<string>();
    const documents = new Set<string>();
    for (const each of world.objects) {
      if (each.file === undefined) continue;
      if (each.object.apiVersion === DOCUMENT) documents.add(folderOf(each));
      else if (kindOf(each.object) !== KUSTOMIZATION) objects.add(folderOf(each));
    }
    return { objects, lent: new Set([...documents].filter((folder) => !objects.has(folder))) };
  });
}

/** Folders that something applies: an Application, an ApplicationSet, Flux, and what their kustomizations take in. */
export function coveredFolders(world: World): ReadonlySet<string> {
  return world.once('covered folders', () => {
    const covered = new Set<string>();
    const kustomizations = new Map(
      world
        .ofKind('kustomize.config.k8s.io/v1beta1/Kustomization')
        .map((each) => [each.file === undefined ? each.object.metadata.name : folderOf(each), each]),
    );
    const open = roots(world);
    const patterns = world.everywhere.installers().flatMap(generated);
    for (const folder of new Set([...foldersByContent(world).objects, ...kustomizations.keys()])) {
      if (patterns.some((each) => each.test(folder))) open.push({ folder, deep: true });
    }
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { folder, deep } = next;
      const kustomization = kustomizations.get(folder);
      if (covered.has(folder)) continue;
      covered.add(folder);
      // Whether Argo CD recurses is asked elsewhere: here a folder below counts as seen.
      if (kustomization === undefined && deep)
        open.push(...(fileTree(world)?.below(folder) ?? []).map((each) => ({ folder: each, deep: false })));
      for (const resource of kustomization === undefined ? [] : resourcesOf(kustomization)) {
        const path = resolvePath(folder, resource);
        const isFile = /\.(ya?ml|json)$/.test(path);
        open.push({ folder: isFile ? folderOf({ file: path }) : path, deep: false });
      }
    }
    return covered;
  });
}

/**
 * Folders that are the roots of what Applications and Flux deliver: an example within a repository has its own, and says nothing of
 * what stands beside it.
 */
export function deliveredRoots(world: World): ReadonlySet<string> {
  return world.once('delivered roots', () => {
    const set = world.everywhere.installers().some((each) => generated(each).length > 0) ? [''] : [];
    const found = writtenRoots(world).map(({ path, folder }) => folder.slice(0, folder.length - path.length).replace(/\/$/, ''));
    return new Set([...set, ...found]);
  });
}

interface Open {
  readonly folder: string;
  readonly deep: boolean;
}

function roots(world: World): Open[] {
  return appliedFolders(world).map((folder) => ({ folder, deep: true }));
}

/** The folders that Applications and Flux name themselves. */
export function appliedFolders(world: World): readonly string[] {
  return writtenRoots(world).map(({ folder }) => folder);
}

/** Paths as Applications and Flux write them, and the folders that they mean in this tree. */
function writtenRoots(world: World): readonly { readonly path: string; readonly folder: string }[] {
  const tree = fileTree(world);
  const written = [
    ...world.everywhere
      .installers()
      .flatMap((each) =>
        sourcesOf(each).flatMap(({ folder, templated, repository }) =>
          folder === undefined || templated ? [] : { path: folder, repository },
        ),
      ),
    // What one cluster leaves out another may apply: folders beside the clusters belong to all of them.
    ...everywhere(world, FLUX_KUSTOMIZATION).map(({ manifest }) => ({
      path: plain(textAt(manifest.object, 'spec.path') ?? ''),
      repository: '',
    })),
    // What sets Flux up names the folder where it begins.
    ...everywhere(world, FLUX_INSTANCE).flatMap(({ manifest }) => {
      const path = textAt(manifest.object, 'spec.sync.path');
      return path === undefined ? [] : { path: plain(path), repository: '' };
    }),
  ];
  return written.flatMap(({ path, repository }) => {
    const folder = tree?.folder(path, repository);
    return folder === undefined ? [] : [{ path, folder }];
  });
}

function resourcesOf({ object }: WorldObject): readonly string[] {
  return ['resources', 'bases', 'components', 'patchesStrategicMerge', 'crds'].flatMap((list) =>
    [...itemsAt(object, list), ...itemsAt(object, 'patches').map((each) => at(each, 'path'))].flatMap((each) => text(each) ?? []),
  );
}

/** A path as a kustomization writes it, from the root of the tree. */
export function resolvePath(folder: string, relative: string): string {
  const names = folder === '' ? [] : folder.split('/');
  for (const name of relative.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

/** A script or workflow that names a folder in a command, whole or by its last name, probably applies it. */
export function isNamedInTexts(world: World, folder: string): boolean {
  const named = world.once('names in lines that may apply', () => {
    const lines = (['Script', 'TextFile', 'Workflow', 'Config', 'Guide', 'Aside'] as const)
      .flatMap((kind) => world.ofKind(documentKind(kind)))
      .flatMap(({ object }) => linesThatApply(textAt(object, 'text') ?? [...strings(object)].map(({ value }) => value).join('\n')));
    return new Set(lines.flatMap((line) => line.split(/[\s"'`=/,;:()[\]{}<>]+|\.(?=\s|$)/)));
  });
  return named.has(folder.slice(folder.lastIndexOf('/') + 1));
}

const APPLIES = /\b(apply|create|replace|kustomize|build|helm|yamldecode|file|fileset|manifests?|rawYaml)\b|-[fk]\b/;

/** Lines with such a command, and those that give a file its name where a command takes it from a variable. */
function linesThatApply(whole: string): readonly string[] {
  const isOfVariable = /\b(apply|create|replace)\b.*-f\s*"?\$/.test(whole);
  return whole.split('\n').filter((line) => APPLIES.test(line) || (isOfVariable && /\w=["']?[\w./-]+\.ya?ml\b/.test(line)));
}
