import type { World } from '../world.ts';
import { everywhere } from '../clusters/where.ts';
import { coveredFolders, deliveredRoots, FLUX_KUSTOMIZATION, foldersByContent, isNamedInTexts } from './coverage.ts';
import { fileTree, ownRepositories } from './tree.ts';

/** Folders that are there to be read, or applied by hand. */
const APART =
  /(^|\/)(\.[^/]+|examples?|samples?|docs?|tests?|testdata|fixtures|e2e|hack|archived?|old|deprecated|backup|disabled|bootstrap|([\w-]+-)?templates|charts|crds?|argocd|argo-cd|flux-system|node_modules|vendor)(\/|$)/i;

/** Folders of objects in a delivered tree that no Application, no kustomization and no command takes in. */
export function looseFolders(world: World): ReadonlySet<string> {
  const none = new Set<string>();
  // Without an Application whose folder is here, the tree is delivered in another way.
  if (fileTree(world) === undefined || (ownRepositories(world).size === 0 && everywhere(world, FLUX_KUSTOMIZATION).length === 0))
    return none;
  const covered = coveredFolders(world);
  const delivered = [...deliveredRoots(world)].map((root) => (root === '' ? '' : `${root}/`));
  const folders = [...foldersByContent(world).objects].filter(
    (folder) => folder !== '' && !APART.test(folder) && delivered.some((root) => folder.startsWith(root)),
  );
  const open = folders.filter((folder) => !covered.has(folder));
  // Where most is applied by nothing, an Application stands among samples, and applies no repository.
  if (open.length > 4 && open.length > folders.length / 2) return none;
  return new Set(open.filter((folder) => !isNamedInTexts(world, folder)));
}

/** The highest folder above one of which nothing is applied either: one finding says it for all below. */
export function highestLoose(folder: string, loose: ReadonlySet<string>, world: World): string {
  const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  if (parent === '' || deliveredRoots(world).has(parent)) return folder;
  const within = (each: string): boolean => each === parent || each.startsWith(`${parent}/`);
  const whole = [...foldersByContent(world).objects, ...coveredFolders(world)].every((each) => !within(each) || loose.has(each));
  return whole ? highestLoose(parent, loose, world) : folder;
}
