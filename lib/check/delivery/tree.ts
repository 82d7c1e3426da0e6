import { pathsOf } from '../paths.ts';
import type { World } from '../world.ts';
import { repositoryKey, sourcesOf } from './sources.ts';
import { addTo } from '../../values/multimap.ts';

/** The folders of a tree of files. */
export class FileTree {
  /** Files of each folder, by the folder's path; the root is empty. */
  private readonly own = new Map<string, string[]>();
  private readonly tails = new Map<string, string[]>();
  /** Folders directly in a folder. */
  private readonly inner = new Map<string, string[]>();

  constructor(files: Iterable<string>) {
    for (const file of files) {
      const parts = file.split('/');
      const name = parts.pop() ?? '';
      for (let length = parts.length; length >= 0; length--) {
        const folder = parts.slice(0, length).join('/');
        const known = this.own.has(folder);
        if (!known) this.own.set(folder, []);
        if (length === parts.length) this.own.get(folder)?.push(name);
        if (known) continue;
        this.addTails(folder, parts.slice(0, length));
        if (length === 0) continue;
        const outer = parts.slice(0, length - 1).join('/');
        addTo(this.inner, outer, folder);
      }
    }
  }

  /**
   * A tree may be read from below or above the root of its repository: the folder whose path ends like this one. Where several
   * repositories stand beside each other, each in a folder of its name, the one in its own is meant.
   */
  folder(path: string, repository = ''): string | undefined {
    const inOwn = `${/([\w.-]+?)(?:\.git)?\/*$/.exec(repository)?.[1] ?? ''}/${path}`;
    if (this.own.has(inOwn)) return inOwn;
    if (this.own.has(path)) return path;
    return this.tails.get(path)?.[0];
  }

  /** Names of the files in a folder itself. */
  filesIn(folder: string): readonly string[] {
    return this.own.get(folder) ?? [];
  }

  /** Folders below a folder, at any depth. */
  below(folder: string): readonly string[] {
    const found: string[] = [];
    const open = [folder];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const inner = this.inner.get(next) ?? [];
      found.push(...inner);
      open.push(...inner);
    }
    return found.sort();
  }

  /** All folders, for a near miss. */
  folders(): Iterable<string> {
    return this.own.keys();
  }

  private addTails(folder: string, names: readonly string[]): void {
    for (let start = 1; start < names.length; start++) {
      const tail = names.slice(start).join('/');
      addTo(this.tails, tail, folder);
    }
  }
}

/** The files of the tree as folders; `undefined` where only objects were given. */
export function fileTree(world: World): FileTree | undefined {
  const { files } = world.everywhere;
  return files === undefined ? undefined : world.once('file tree', () => new FileTree(files));
}

/**
 * Repositories that the tree is: those of Applications most of whose folders are found in it. What is missing from another
 * repository is nobody's fault here.
 */
export function ownRepositories(world: World): ReadonlySet<string> {
  return world.once('own repositories', () => {
    const tree = fileTree(world);
    const votes = new Map<string, { found: number; missing: number }>();
    for (const source of world.everywhere.installers().flatMap(sourcesOf)) {
      if (source.folder === undefined || source.folder === '' || source.templated) continue;
      const key = repositoryKey(source.repository);
      const vote = votes.get(key) ?? { found: 0, missing: 0 };
      if (tree?.folder(source.folder, source.repository) === undefined) vote.missing += 1;
      else vote.found += 1;
      votes.set(key, vote);
    }
    return new Set([...votes].filter(([, { found, missing }]) => found > 0 && found >= missing).map(([key]) => key));
  });
}

/** What was read is the whole repository, not a folder of it: some Application names a folder as it stands here. */
export function isReadFromRoot(world: World, repository: string): boolean {
  const roots = world.once('repositories read from their root', () => {
    const tree = fileTree(world);
    const sources = world.everywhere.installers().flatMap(sourcesOf);
    return new Set(
      sources
        .filter(({ folder = '', repository }) => folder !== '' && pathsOf(world).has(folder) && tree?.folder(folder, repository) === folder)
        .map((each) => repositoryKey(each.repository)),
    );
  });
  return roots.has(repositoryKey(repository));
}

/** Every Application takes its folders from this one repository. */
export function isOnlyRepository(world: World, repository: string): boolean {
  const known = world.once('repositories of folders', () => {
    const sources = world.everywhere.installers().flatMap(sourcesOf);
    return new Set(sources.filter(({ chart }) => chart === undefined).map((each) => repositoryKey(each.repository)));
  });
  return known.size === 1 && known.has(repositoryKey(repository));
}

/** Files that Argo CD or kustomize would read as manifests. */
export function isManifest(name: string): boolean {
  return /\.(ya?ml|json|jsonnet)$/.test(name);
}

/** Files that make a folder a Helm chart or a kustomization. */
export function isBuilt(names: readonly string[]): boolean {
  return names.some((name) => /^(Chart\.yaml|kustomization\.ya?ml|Kustomization)$/.test(name));
}
