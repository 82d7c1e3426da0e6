import { generated, sourcesOf, repositoryKey, type SourceEntry } from '../../delivery/sources.ts';
import { fileTree, isBuilt, isManifest, ownRepositories, type FileTree } from '../../delivery/tree.ts';
import { foldersByContent } from '../../delivery/coverage.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const WHY = 'Argo CD cannot make manifests: the Application stays in ComparisonError and nothing of it is ever installed or changed.';

export const applicationSourceExists = defineRule({
  id: 'application-source-exists',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'The folder that an Application installs exists and holds manifests, all of which are read.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/application_sources/; https://argo-cd.readthedocs.io/en/stable/user-guide/directory/',
  *check(manifest, world) {
    const tree = fileTree(world);
    if (tree === undefined) return;
    const said = new Set<string | undefined>();
    for (const source of world.everywhere.installersOf(manifest).flatMap(sourcesOf)) {
      if (said.size === said.add(source.folder).size) continue;
      if (source.folder === undefined || source.templated || !ownRepositories(world).has(repositoryKey(source.repository))) continue;
      const folder = tree.folder(source.folder);
      if (folder === undefined) yield missing(source, tree);
      else
        for (const issue of contents(source, folder, tree, readElsewhere(manifest, world, tree)))
          yield manifest.object.kind === 'Application' ? issue : { ...issue, severity: 'warning' };
    }
  },
});

function missing({ path, folder = '' }: SourceEntry, tree: FileTree): Issue {
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  const same = [...tree.folders()].filter((each) => each.endsWith(`/${last}`) || each === last).sort();
  const near = same[0] ?? nearName(folder, tree.folders());
  return {
    path: `${path}.path`,
    message: `there is no folder ${folder}`,
    why: WHY,
    fix: near === undefined ? 'Name a folder of the repository, from its root.' : `Did you mean "${near}"?`,
  };
}

/** Whether another Application reads a folder, or it only lends values. */
function readElsewhere(manifest: WorldObject, world: World, tree: FileTree): (folder: string) => boolean {
  const { readers, patterns } = world.once('readers of folders', () => {
    const installers = world.everywhere.installers();
    const byFolder = new Map<string, Set<WorldObject>>();
    for (const each of installers) {
      for (const { folder } of sourcesOf(each)) {
        const found = folder === undefined || folder === '' ? undefined : tree.folder(folder);
        if (found !== undefined) byFolder.set(found, (byFolder.get(found) ?? new Set()).add(each.manifest));
      }
    }
    return { readers: byFolder, patterns: installers.flatMap(generated) };
  });
  const { lent } = foldersByContent(world);
  return (folder) => {
    if (lent.has(folder) || patterns.some((each) => each.test(folder))) return true;
    for (let end = folder.length; end > 0; end = folder.lastIndexOf('/', end - 1)) {
      const found = readers.get(folder.slice(0, end));
      if (found !== undefined && (found.size > 1 || !found.has(manifest))) return true;
    }
    return false;
  };
}

function* contents(
  { path, folder = '', fields }: SourceEntry,
  found: string,
  tree: FileTree,
  elsewhere: (folder: string) => boolean,
): Iterable<Issue> {
  const names = tree.filesIn(found);
  // Argo CD's own settings for kustomize make the source one, whatever is in the folder.
  if (Object.keys(fieldsAt(fields, 'kustomize')).length > 0 && !names.some((name) => /^(kustomization\.ya?ml|Kustomization)$/.test(name))) {
    yield {
      path: `${path}.kustomize`,
      message: `the folder ${folder} has no kustomization.yaml, and the source has settings for kustomize`,
      why: WHY,
      fix: 'Add a kustomization.yaml that lists the files, or leave kustomize out.',
    };
    return;
  }
  const built = names.find((name) => /^(kustomization\.ya?ml|Kustomization)$/.test(name));
  const exclude = textAt(fields, 'directory.exclude') ?? '';
  if (built !== undefined && Object.keys(fieldsAt(fields, 'directory')).length > 0 && !exclude.includes('ustomization')) {
    yield {
      path: `${path}.directory`,
      message: `the folder ${folder} has a ${built}, and the source has settings for plain folders`,
      why: 'Argo CD does not build it: it applies each file as it stands, the kustomization too, which the API server does not know. The sync fails.',
      fix: 'Leave directory out, so that kustomize builds the folder, or remove the kustomization.',
    };
    return;
  }
  if (isBuilt(names) || fields['plugin'] !== undefined) return;
  const below = tree.below(found).filter((each) => tree.filesIn(each).some(isManifest));
  const recursive = at(fields, 'directory.recurse') === true || fields['helm'] !== undefined || fields['kustomize'] !== undefined;
  if (!names.some(isManifest) && (below.length === 0 || !recursive)) {
    const odd = names.find((name) => /^(Chart|kustomization|values)\.ya?ml\W/i.test(name));
    const inner =
      below.length > 0 && !recursive ? `; there are manifests in ${shown(below, found)}, which are not read without directory.recurse` : '';
    yield {
      path: `${path}.path`,
      message: `the folder ${folder} holds no manifest, chart or kustomization${odd === undefined ? inner : ` (only "${odd}")`}`,
      why: inner === '' ? WHY : 'The Application is empty, healthy and green, and nothing is installed.',
      fix:
        odd === undefined
          ? inner === ''
            ? 'Put the manifests there, or name the folder that has them.'
            : 'Set directory: {recurse: true}.'
          : `Rename "${odd}".`,
    };
    return;
  }
  if (recursive) return;
  // A folder below that another Application reads, or that is a chart of its own, is not forgotten.
  const forgotten = below.filter(
    (each) =>
      !isBuilt(tree.filesIn(each)) && !elsewhere(each) && !/(^|\/)(charts|templates|tests?|examples?)(\/|$)/.test(each.slice(found.length)),
  );
  if (forgotten.length === 0 || at(fields, 'directory.exclude') !== undefined) return;
  yield {
    path: `${path}.directory.recurse`,
    severity: 'warning',
    message: `${shown(forgotten, found)} below ${folder === '' ? 'the root' : folder} ${forgotten.length === 1 ? 'is' : 'are'} not read: a directory source takes the top level only`,
    why: 'What stands there is not installed; with prune on, what was installed from there before is deleted.',
    fix: 'Set directory: {recurse: true}, or give these folders an Application or a kustomization.',
  };
}

function shown(folders: readonly string[], base: string): string {
  const names = folders.map((each) => (base === '' ? each : each.slice(base.length + 1))).sort();
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}
