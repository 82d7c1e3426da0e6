import { documentKind } from '../document.ts';
import { parentFolder } from '../folder.ts';
import { textAt } from '../read.ts';
import { groupedBy } from '../../values/multimap.ts';
import type { World } from '../world.ts';
import { repositoryKey, sourcesOf } from './sources.ts';
import { ownRepositories } from './tree.ts';
import { jobsOf, WORKFLOW } from './workflows.ts';

/**
 * Folders of this repository that Applications read, where one edited file is in none of them; `undefined` where it may be read in another
 * way: by a name in an Application, by a build, by a script or another workflow, by Flux.
 */
export function readInstead(world: World, file: string): readonly string[] | undefined {
  const objects = world.once('objects of files that workflows edit', () => groupedBy(world.objects, (each) => each.file)).get(file) ?? [];
  if (objects.length === 0 || world.ofKind('kustomize.toolkit.fluxcd.io/v1/Kustomization').length > 0) return undefined;
  const own = ownRepositories(world);
  const sources = world.everywhere
    .installers()
    .flatMap(sourcesOf)
    .filter(({ repository, chart }) => chart === undefined && own.has(repositoryKey(repository)));
  const folders = sources.flatMap(({ folder, templated, fields }) =>
    folder === undefined || folder === '' || templated || /[{}]/.test(folder) || namesFile(JSON.stringify(fields), file) ? [] : [folder],
  );
  if (folders.length === 0 || folders.length < sources.length || folders.some((each) => file.startsWith(`${each}/`))) return undefined;
  return isBuiltIn(world, file) || isDeployedBy(world, file) ? undefined : [...new Set(folders)].sort();
}

function namesFile(text: string, file: string): boolean {
  return text.includes(file) || text.includes('"$') || text.includes(`/${parentFolder(file).split('/').at(-1) ?? file}/`);
}

/** A kustomization takes the file, or its folder, in. */
function isBuiltIn(world: World, file: string): boolean {
  const folders = world.once('folders that are built elsewhere', () =>
    world.objects.flatMap((each) =>
      each.overlay !== undefined && each.file !== undefined && parentFolder(each.file) !== each.overlay ? [parentFolder(each.file)] : [],
    ),
  );
  const charts = world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization').some(({ object }) => 'helmCharts' in object);
  return charts || folders.includes(parentFolder(file));
}

/** A step or a script hands the folder to helm, kubectl or kustomize. */
function isDeployedBy(world: World, file: string): boolean {
  const folder = parentFolder(file);
  const runs = world.once('what workflows and scripts deploy', () => [
    ...world.ofKind(WORKFLOW).flatMap((each) => jobsOf(each).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))),
    ...(['Script', 'TextFile'] as const).flatMap((kind) =>
      world.ofKind(documentKind(kind)).flatMap(({ object }) => textAt(object, 'text') ?? []),
    ),
  ]);
  return runs.some((run) => /(^|[\s;&|(])(helm|kubectl|kustomize|skaffold|argocd)\s/.test(run) && run.includes(folder));
}
