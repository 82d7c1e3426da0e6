import { readElsewhere, SourceFolder } from '../../delivery/source-folder.ts';
import { repositoryKey, sourcesOf, type SourceEntry } from '../../delivery/sources.ts';
import { fileTree, ownRepositories, type FileTree } from '../../delivery/tree.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

const WHY = 'Argo CD cannot make manifests: the Application stays in ComparisonError and nothing of it is ever installed or changed.';
const EMPTY = 'The Application is empty, healthy and green, and nothing is installed.';
const VALUED = 'Add a Chart.yaml that depends on the chart, or name the chart in the source and hand it the file with valueFiles.';

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
      const folder = tree.folder(source.folder, source.repository);
      const issue =
        folder === undefined
          ? missing(source, tree)
          : unread(source, new SourceFolder(source, folder, tree), readElsewhere(manifest, world, tree));
      if (issue !== undefined)
        yield manifest.object.kind === 'Application' || folder === undefined ? issue : { ...issue, severity: 'warning' };
    }
  },
});

function missing({ path, folder = '' }: SourceEntry, tree: FileTree): Issue {
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  const same = [...tree.folders()].filter((each) => each.endsWith(`/${last}`) || each === last).sort();
  const near = same[0] ?? nearName(folder, tree.folders());
  const fix = near === undefined ? 'Name a folder of the repository, from its root.' : `Did you mean "${near}"?`;
  return { path: `${path}.path`, message: `there is no folder ${folder}`, why: WHY, fix };
}

/** What of a folder Argo CD does not read, or reads otherwise than is meant. */
function unread({ path, folder = '' }: SourceEntry, found: SourceFolder, elsewhere: (folder: string) => boolean): Issue | undefined {
  const { kustomization } = found;
  // Argo CD's own settings for kustomize make the source one, whatever is in the folder.
  if (found.has('kustomize') && kustomization === undefined)
    return {
      path: `${path}.kustomize`,
      message: `${called(folder)} has no kustomization.yaml, and the source has settings for kustomize`,
      why: WHY,
      fix: 'Add a kustomization.yaml that lists the files, or leave kustomize out.',
    };
  if (kustomization !== undefined && found.has('directory') && found.excluded?.includes('ustomization') !== true)
    return {
      path: `${path}.directory`,
      message: `${called(folder)} has a ${kustomization}, and the source has settings for plain folders`,
      why: 'Argo CD does not build it: it applies each file as it stands, the kustomization too, which the API server does not know. The sync fails.',
      fix: 'Leave directory out, so that kustomize builds the folder, or remove the kustomization.',
    };
  if (found.built) return undefined;
  if (found.empty) return empty(path, folder, found);
  const [values] = found.onlyValues;
  if (values !== undefined)
    return {
      path: `${path}.path`,
      message: `${called(folder)} holds values of a chart only (${values}), and no Chart.yaml that says which`,
      why: found.has('helm') ? WHY : EMPTY,
      fix: VALUED,
    };
  const forgotten = found.forgotten(elsewhere);
  if (forgotten.length === 0) return undefined;
  return {
    path: `${path}.directory.recurse`,
    severity: 'warning',
    message: `${found.shown(forgotten)} below ${folder === '' ? 'the root' : folder} ${forgotten.length === 1 ? 'is' : 'are'} not read: a directory source takes the top level only`,
    why: 'What stands there is not installed; with prune on, what was installed from there before is deleted.',
    fix: 'Set directory: {recurse: true}, or give these folders an Application or a kustomization.',
  };
}

function called(folder: string): string {
  return folder === '' ? 'the root of the repository' : `the folder ${folder}`;
}

function empty(path: string, folder: string, found: SourceFolder): Issue {
  const { below, lent, misnamed } = found;
  const nothing = `${called(folder)} holds no manifest, chart or kustomization`;
  const put = 'Put the manifests there, or name the folder that has them.';
  // Settings for Helm make the source a chart, and Helm does not take a folder without Chart.yaml; a plain folder may be empty.
  const issue = { path: `${path}.path`, why: found.has('helm') ? WHY : EMPTY };
  if (misnamed !== undefined) return { ...issue, message: `${nothing} (only "${misnamed}")`, fix: `Rename "${misnamed}".` };
  if (below.length > 0 && !found.recursive) {
    const unread = `; there are manifests in ${found.shown(below)}, which are not read without directory.recurse`;
    return { ...issue, message: nothing + unread, fix: 'Set directory: {recurse: true}.' };
  }
  if (lent.length === 0) return { ...issue, message: nothing, fix: put };
  return { ...issue, message: `${nothing}; below it are values of charts only (${found.shown(lent)})`, fix: VALUED };
}
