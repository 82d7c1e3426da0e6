import { setImmediate as others } from 'node:timers/promises';
import { blobId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { digestOf } from './known-trees.ts';
import type { KnownTree, KnownTrees } from './known-trees.ts';
import { MOST_IN_ONE_LEDGER } from './ledger-apps.ts';
import { appFolder, clusterOf } from './place.ts';
import { PLAIN_NAME } from './safe-path.ts';
import { filesTreeId } from './tree-object.ts';

/** The folder of one app, and what is to stand in it: path and text of each file, in turns. */
interface WantedFolder {
  readonly name: string;
  readonly paths: string[];
  readonly texts: string[];
  /** Whether all files lie directly in the folder of an app, and have plain names. */
  isPlain: boolean;
  /** Blob ids of the texts, once they are known. */
  ids: readonly string[];
  /** Of all names and texts, once it is known. */
  digest: string;
  /** Id of the tree of exactly these files, once it is known. */
  tree: string;
}

const NAME = new RegExp(`${PLAIN_NAME}$`, 'y');

/** Folders that are looked at in one go, before git may have its turn. */
const PORTION = 40;

/** So many folders may have changed before it is no use to look whether others have. */
const MOST_STRANGE = 100;

/** All files that are to be delivered, by app: what is wanted of a whole folder is one id, which the target can be asked for. */
export class Wanted {
  readonly #folders = new Map<string, WantedFolder>();
  #known: KnownTrees = new Map();
  /** Folders that are not what they were. */
  #strange = 0;
  /** Files of each cluster. */
  #sizes: ReadonlyMap<string, number> | undefined;

  constructor(files: ReadonlyMap<string, string>) {
    let [last, folder]: [string, WantedFolder | undefined] = ['/', undefined];
    for (const [path, text] of files) {
      // Neighbours are mostly of one app.
      if (folder === undefined || !path.startsWith(last)) {
        const name = appFolder(path);
        // In the folder of a cluster there are those of its apps as well.
        last = isApp(name) ? `${name}/` : '/';
        folder = this.#folders.get(name);
        if (folder === undefined)
          this.#folders.set(name, (folder = { name, paths: [], texts: [], isPlain: isApp(name), ids: [], digest: '', tree: '' }));
      }
      folder.paths.push(path);
      folder.texts.push(text);
      if (!folder.isPlain) continue;
      NAME.lastIndex = last.length;
      folder.isPlain = NAME.test(path);
    }
  }

  /**
   * Finds out what the tree of each folder is to be, while others have their turns. Of what is known already no blob ids are needed;
   * where much has changed, that is not tried for long.
   */
  async prepare(known: KnownTrees): Promise<void> {
    this.#known = known;
    let count = 0;
    for (const folder of this.#folders.values()) {
      if (!folder.isPlain) continue;
      this.recognize(folder);
      count += 1;
      if (count % PORTION === 0) await others();
    }
  }

  /** Whether this is the tree of a folder in which exactly the wanted files stand, and nothing else. */
  stands(name: string, tree: string): boolean {
    const folder = this.#folders.get(name);
    return folder?.isPlain === true && this.treeOf(folder, tree.length === 40 ? 'sha1' : 'sha256') === tree;
  }

  /** Whether a folder has only plain files, and belongs to a cluster so large that each of its apps has a ledger that knows of them. */
  isLarge(name: string): boolean {
    if (this.#folders.get(name)?.isPlain !== true) return false;
    this.#sizes ??= this.sizes();
    return (this.#sizes.get(clusterOf(name)) ?? 0) > MOST_IN_ONE_LEDGER;
  }

  /** What {@link prepare} wants to know the next time. Where too much has changed to look, the next run finds it out. */
  known(format: ObjectFormat): KnownTrees {
    const known = new Map<string, KnownTree>();
    for (const folder of this.#folders.values()) {
      if (!folder.isPlain || (folder.digest === '' && !this.isWorthKnowing())) continue;
      known.set(folder.name, { digest: digest(folder), tree: this.treeOf(folder, format) });
    }
    return known;
  }

  private sizes(): ReadonlyMap<string, number> {
    const sizes = new Map<string, number>();
    for (const { name, paths } of this.#folders.values()) sizes.set(clusterOf(name), (sizes.get(clusterOf(name)) ?? 0) + paths.length);
    return sizes;
  }

  private recognize(folder: WantedFolder): void {
    const last = this.#known.get(folder.name);
    if (last === undefined || folder.tree !== '' || folder.digest !== '' || !this.isWorthKnowing()) return;
    if (last.digest === digest(folder)) folder.tree = last.tree;
    else this.#strange += 1;
  }

  private isWorthKnowing(): boolean {
    return this.#strange < MOST_STRANGE || this.#strange < this.#folders.size / 8;
  }

  private treeOf(folder: WantedFolder, format: ObjectFormat): string {
    this.recognize(folder);
    if (folder.tree !== '') return folder.tree;
    const ids = idsOf(folder, format);
    const start = folder.name.length + 1;
    const files = folder.paths.map((path, index) => [path.slice(start), ids[index] ?? ''] as const);
    return (folder.tree = filesTreeId(files, format));
  }

  /** Every folder that has files, and whether all of them lie directly in the folder of an app and have plain names. */
  folders(): Iterable<Readonly<Pick<WantedFolder, 'name' | 'paths' | 'isPlain'>>> {
    return this.#folders.values();
  }

  /** How many files are wanted in the folder of an app. */
  size(name: string): number {
    return this.#folders.get(name)?.paths.length ?? 0;
  }

  /** All clusters that have files. */
  clusters(): ReadonlySet<string> {
    return new Set([...this.#folders.keys()].map(clusterOf));
  }

  /** The files of some folders, with their blob ids in the same order. */
  filesIn(
    isMeant: (folder: string) => boolean,
    format: ObjectFormat,
  ): { readonly files: ReadonlyMap<string, string>; readonly ids: readonly string[] } {
    const files = new Map<string, string>();
    const ids: string[] = [];
    for (const [name, folder] of this.#folders) {
      if (!isMeant(name)) continue;
      ids.push(...idsOf(folder, format));
      for (const [index, path] of folder.paths.entries()) files.set(path, folder.texts[index] ?? '');
    }
    return { files, ids };
  }
}

function idsOf(folder: WantedFolder, format: ObjectFormat): readonly string[] {
  if (folder.ids.length !== folder.texts.length) folder.ids = folder.texts.map((text) => blobId(text, format));
  return folder.ids;
}

function digest(folder: WantedFolder): string {
  return (folder.digest ||= digestOf(folder.paths, folder.texts));
}

function isApp(folder: string): boolean {
  return folder.includes('/');
}
