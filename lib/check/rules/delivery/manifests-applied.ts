import { coveredFolders, foldersByContent, isNamedInTexts } from '../../delivery/coverage.ts';
import { fileTree, ownRepositories } from '../../delivery/tree.ts';
import { DOCUMENT } from '../../document.ts';
import { defineRule, kindOf, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { folderOf } from '../../folder.ts';

/** Folders that are there to be read, or applied by hand. */
const APART =
  /(^|\/)(\.[^/]+|examples?|samples?|docs?|tests?|testdata|fixtures|e2e|hack|archived?|old|deprecated|backup|disabled|bootstrap|templates|charts|crds?|argocd|argo-cd|flux-system|node_modules|vendor)(\/|$)/i;

export const manifestsApplied = defineRule({
  id: 'manifests-applied',
  severity: 'warning',
  kinds: 'all',
  asks: 'In a repository that Argo CD or Flux applies, every folder of manifests is applied by something.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/application_sources/; https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/',
  *check(manifest, world) {
    const loose = speakers(world);
    if (loose.size === 0) return;
    const folder = folderOf(manifest);
    if (loose.get(folder) !== manifest) return;
    const kinds = [...(kindsByFolder(world).get(folder) ?? [])].sort();
    yield {
      path: 'metadata.name',
      message: `no Application and no kustomization takes in the folder ${folder} (${kinds.join(', ')})`,
      why: 'What stands there is in Git and not in the cluster: a change is merged, and nothing happens.',
      fix: 'Add the folder to a kustomization or an Application, or remove it.',
    };
  },
});

/** The first object of each folder that nothing applies: it speaks for the folder. */
function speakers(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('folders that nobody applies', () => {
    const found = new Map<string, WorldObject>();
    // Without an Application whose folder is here, the tree is delivered in another way.
    if (
      fileTree(world) === undefined ||
      (ownRepositories(world).size === 0 && world.ofKind('kustomize.toolkit.fluxcd.io/v1/Kustomization').length === 0)
    )
      return found;
    const covered = coveredFolders(world);
    const folders = [...foldersByContent(world).objects].filter((folder) => folder !== '' && !APART.test(folder));
    const open = folders.filter((folder) => !covered.has(folder));
    // Where most is applied by nothing, an Application stands among samples, and applies no repository.
    if (open.length > 4 && open.length > folders.length / 2) return found;
    const loose = new Set(open.filter((folder) => !isNamedInTexts(world, folder)));
    for (const each of world.objects) {
      const folder = folderOf(each);
      if (
        !loose.has(folder) ||
        found.has(folder) ||
        each.object.apiVersion === DOCUMENT ||
        each.file === undefined ||
        each.file.endsWith('.tf')
      )
        continue;
      // A root Application is applied by hand: somebody has to be first.
      if (/^(argoproj\.io|kustomize\.config\.k8s\.io|\w+\.toolkit\.fluxcd\.io)\//.test(kindOf(each.object))) continue;
      found.set(folder, each);
    }
    return found;
  });
}

function kindsByFolder(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once('kinds by folder', () => {
    const kinds = new Map<string, Set<string>>();
    for (const each of world.objects) kinds.set(folderOf(each), (kinds.get(folderOf(each)) ?? new Set()).add(each.object.kind));
    return kinds;
  });
}
