import type { Installer } from '../installers.ts';
import { takesInUnread } from '../kustomize/inputs.ts';
import { itemsAt, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { resolvePath } from './coverage.ts';
import { sourcesOf } from './sources.ts';
import { fileTree } from './tree.ts';
import { addTo } from '../../values/multimap.ts';
import { folderOf } from '../folder.ts';

const KUSTOMIZATION = 'kustomize.config.k8s.io/v1beta1/Kustomization';

/** Objects that an Application installs: those below its folders, and those that its kustomizations take in from elsewhere, such as a base. */
export function installedObjects(world: World, installer: Installer): readonly WorldObject[] {
  // What an ApplicationSet installs, the Applications that it makes say: its own path is a template.
  const made = sourcesOf(installer).some(({ templated }) => templated)
    ? world.everywhere.installersOf(installer.manifest).filter((each) => !sourcesOf(each).some(({ templated }) => templated))
    : [];
  if (made.length > 0) return [...new Set(made.flatMap((each) => installedObjects(world, each)))];
  const own = world.everywhere.installedBy(installer);
  const folders = sourcesOf(installer).flatMap(({ folder, templated, repository }) =>
    folder === undefined || templated ? [] : (fileTree(world)?.folder(folder, repository) ?? folder),
  );
  const taken = folders.flatMap((folder) => takenIn(world, folder));
  return taken.length === 0 ? own : [...new Set([...own, ...taken])];
}

/** Whether a kustomization that an Application builds takes in what nobody here can read: a chart, a URL, a plugin. */
export function installsUnread(world: World, installer: Installer): boolean {
  const { kustomizations } = world.once('files of kustomizations', () => indexes(world));
  return sourcesOf(installer).some(({ folder, templated, repository }) => {
    if (folder === undefined || templated) return false;
    const seen = new Set<string>();
    takenIn(world, fileTree(world)?.folder(folder, repository) ?? folder, seen);
    return [...seen].some((each) => takesInUnread(kustomizations.get(each)?.object));
  });
}

/** What the kustomization of a folder takes in, at any depth. */
function takenIn(world: World, start: string, seen = new Set<string>()): readonly WorldObject[] {
  const { kustomizations, byFile, byFolder } = world.once('files of kustomizations', () => indexes(world));
  const found: WorldObject[] = [];
  const open = [start];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const kustomization = kustomizations.get(folder);
    if (kustomization === undefined || seen.has(folder)) continue;
    seen.add(folder);
    for (const list of ['resources', 'bases', 'components']) {
      for (const raw of itemsAt(kustomization.object, list)) {
        const path = resolvePath(folder, text(raw) ?? '');
        found.push(...(byFile.get(path) ?? []));
        if (kustomizations.has(path)) open.push(path);
        else found.push(...(byFolder.get(path) ?? []));
      }
    }
  }
  return found;
}

interface Indexes {
  readonly kustomizations: ReadonlyMap<string, WorldObject>;
  readonly byFile: ReadonlyMap<string, readonly WorldObject[]>;
  readonly byFolder: ReadonlyMap<string, readonly WorldObject[]>;
}

function indexes(world: World): Indexes {
  const byFile = new Map<string, WorldObject[]>();
  const byFolder = new Map<string, WorldObject[]>();
  for (const each of world.objects) {
    // What kustomizations build is found by their folders.
    if (each.file === undefined || each.object.kind === 'Kustomization' || each.overlay !== undefined) continue;
    addTo(byFile, each.file, each);
    addTo(byFolder, folderOf(each), each);
  }
  return { kustomizations: new Map(world.ofKind(KUSTOMIZATION).map((each) => [folderOf(each), each])), byFile, byFolder };
}
