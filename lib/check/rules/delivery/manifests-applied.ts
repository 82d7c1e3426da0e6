import { addTo } from '../../../values/multimap.ts';
import { appliedFolders } from '../../delivery/coverage.ts';
import { highestLoose, looseFolders } from '../../delivery/loose.ts';
import { DOCUMENT } from '../../document.ts';
import { commonFolder, folderOf, parentFolder } from '../../folder.ts';
import { isSample } from '../../reference.ts';
import { defineRule, kindOf, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const manifestsApplied = defineRule({
  id: 'manifests-applied',
  severity: 'warning',
  kinds: 'all',
  asks: 'In a repository that Argo CD or Flux applies, every folder of manifests is applied by something.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/application_sources/; https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/',
  *check(manifest, world) {
    const spoken = speakers(world).get(manifest);
    if (spoken === undefined) return;
    const { name, kinds, isOverlay, isStage } = spoken;
    yield {
      path: 'metadata.name',
      // Of stages beside each other, some are applied later, or by somebody else.
      ...(isStage ? { severity: 'info' as const } : {}),
      message: `no Application ${isOverlay ? 'applies the kustomization' : 'and no kustomization takes in the folder'} ${name} (${kinds.join(', ')})`,
      why: 'What stands there is in Git and not in the cluster: a change is merged, and nothing happens.',
      fix: 'Add the folder to a kustomization or an Application, or remove it.',
    };
  },
});

interface Loose {
  readonly name: string;
  readonly kinds: readonly string[];
  /** What takes it in is a kustomization, and nothing applies that. */
  readonly isOverlay: boolean;
  /** One beside it is applied, or it shows how one is written. */
  readonly isStage: boolean;
}

/** What programs read as a file, and no API server takes: the settings of kubeadm, the kubelet and their like. */
const OF_TOOLS =
  /^(kubeadm\.k8s\.io|(kubelet|kubeproxy|kubescheduler|apiserver)\.config\.k8s\.io|audit\.k8s\.io|kind\.x-k8s\.io|k3d\.io|skaffold|tilt\.dev)\//;

/** The first object below each folder that nothing applies: it speaks for all that stands there. */
function speakers(world: World): ReadonlyMap<WorldObject, Loose> {
  return world.once('folders that nobody applies', () => {
    // A cluster on which Argo CD installs nothing is applied by hand, or by another program.
    if (world.installers().length === 0 && world.everywhere.installers().length > 0) return new Map();
    const loose = looseFolders(world);
    const below = new Map<string, WorldObject[]>();
    for (const each of loose.size === 0 ? [] : world.objects) {
      const folder = folderOf(each);
      if (
        loose.has(folder) &&
        each.object.apiVersion !== DOCUMENT &&
        !OF_TOOLS.test(each.object.apiVersion) &&
        each.file?.endsWith('.tf') === false
      )
        addTo(below, overlayOf(each) ?? highestLoose(folder, loose, world), each);
    }
    const found = new Map<WorldObject, Loose>();
    for (const objects of below.values()) {
      // A root Application is applied by hand: somebody has to be first.
      const speaker = objects.find(
        ({ object }) =>
          !/^(argoproj\.io|kustomize\.config\.k8s\.io|(?!helm\.)\w+\.toolkit\.fluxcd\.io|fluxcd\.controlplane\.io)\//.test(kindOf(object)),
      );
      const kinds = new Set(objects.map(({ object }) => object.kind).filter((kind) => kind !== 'Kustomization'));
      if (speaker === undefined) continue;
      const overlay = overlayOf(speaker);
      const name = overlay ?? commonFolder(objects.map(folderOf));
      const isOverlay = overlay !== undefined;
      const isStage =
        isOverlay && (isSample(`${overlay}/`) || appliedFolders(world).some((each) => parentFolder(each) === parentFolder(overlay)));
      found.set(speaker, { name, kinds: [...kinds].sort(), isOverlay, isStage });
    }
    return found;
  });
}

/** The folder whose kustomization builds an object that stands outside of it: a stage of a base. */
function overlayOf(each: WorldObject): string | undefined {
  const { overlay } = each;
  return overlay === undefined || overlay === '.' || `${folderOf(each)}/`.startsWith(`${overlay}/`) ? undefined : overlay;
}
