import { setImmediate as others } from 'node:timers/promises';
import type { ObjectFormat } from './blob-id.ts';
import type { KnownTree, KnownTrees } from './known-trees.ts';
import { MOST_IN_ONE_LEDGER } from './ledger-apps.ts';
import { appFolder, clusterOf } from './place.ts';
import { filesTreeId } from './tree-object.ts';
import { digest, idsOf, isApp, isPlainName, isSorted, namesOf } from './wanted-folder.ts';
import type { WantedFolder } from './wanted-folder.ts';
import { byCodeUnit } from '../values/order.ts';

/** What is wanted in the folder of an app that has only plain files; all in the order of the paths. */
export interface WantedApp {
  readonly paths: readonly string[];
  /** Below the folder. */
  readonly names: readonly string[];
  readonly texts: readonly string[];
  /** Blob ids of the texts. */
  readonly blobs: readonly string[];
  /** Id of the tree of exactly these files. */
  readonly tree: string;
}

/** Folders that are looked at in one go, before git may have its turn. */
const PORTION = 40;

/** So many folders may have changed before it is asked whether most have. */
const FEW_STRANGE = 20;

/** All files that are to be delivered, by app: what is wanted of a whole folder is one id, which the target can be asked for. */
export class Wanted {
  readonly #folders = new Map<string, WantedFolder>();
  #known: KnownTrees = new Map();
  /** Folders that were looked at, and those of them that are not what they were. */
  #looked = 0;
  #strange = 0;
  /** Files of each cluster. */
  #sizes: ReadonlyMap<string, number> | undefined;

  constructor(files: ReadonlyMap<string, string>) {
    const [paths, texts] = [[...files.keys()], [...files.values()]];
    for (let start = 0; start < paths.length;) {
      const name = appFolder(paths[start] ?? '');
      let end = start + 1;
      // Neighbours are mostly of one app. In the folder of a cluster there are those of its apps as well.
      if (isApp(name)) while (paths[end]?.startsWith(name) === true && paths[end]?.[name.length] === '/') end += 1;
      this.add(name, paths.slice(start, end), texts.slice(start, end));
      start = end;
    }
  }

  private add(name: string, paths: string[], texts: string[]): void {
    const isPlain = isApp(name) && paths.every((path) => isPlainName(path, name.length + 1));
    const known = this.#folders.get(name);
    if (known === undefined) {
      this.#folders.set(name, { name, paths, texts, isPlain, ids: [], digest: '', tree: '' });
      return;
    }
    for (const path of paths) known.paths.push(path);
    for (const text of texts) known.texts.push(text);
    known.isPlain &&= isPlain;
  }

  /**
   * Finds out what the tree of each folder is to be, while others have their turns. Of what is known already no blob ids are needed;
   * where much has changed, that is not tried for long.
   */
  async prepare(known: KnownTrees): Promise<void> {
    this.#known = known;
    let count = 0;
    for (const folder of this.#folders.values()) {
      if (!this.mayBeKnown(folder)) continue;
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

  private mayBeKnown({ name, isPlain, tree, digest }: WantedFolder): boolean {
    return isPlain && tree === '' && digest === '' && this.#known.has(name) && this.isWorthKnowing();
  }

  private recognize(folder: WantedFolder): void {
    this.#looked += 1;
    const last = this.#known.get(folder.name);
    if (last?.digest === digest(folder)) folder.tree = last.tree;
    else this.#strange += 1;
  }

  /** A digest costs a third of the blob ids that it may spare. */
  private isWorthKnowing(): boolean {
    return this.#strange < FEW_STRANGE || this.#strange < (this.#looked * 2) / 3;
  }

  private treeOf(folder: WantedFolder, format: ObjectFormat): string {
    if (this.mayBeKnown(folder)) this.recognize(folder);
    if (folder.tree !== '') return folder.tree;
    return (folder.tree = filesTreeId(namesOf(folder), idsOf(folder, format), format));
  }

  /** Every folder that has files, and whether all of them lie directly in the folder of an app and have plain names. */
  folders(): Iterable<Readonly<Pick<WantedFolder, 'name' | 'paths' | 'isPlain'>>> {
    return this.#folders.values();
  }

  /** What is wanted of an app; undefined where that is not only plain files in its folder. */
  app(name: string, format: ObjectFormat): WantedApp | undefined {
    const folder = this.#folders.get(name);
    if (folder?.isPlain !== true) return undefined;
    const { paths, texts } = folder;
    const [names, blobs] = [namesOf(folder), idsOf(folder, format)];
    const tree = this.treeOf(folder, format);
    if (isSorted(paths)) return { paths, names, texts, blobs, tree };
    const order = [...paths.keys()].sort((a, b) => byCodeUnit(paths[a], paths[b]));
    const inOrder = (all: readonly string[]): readonly string[] => order.map((index) => all[index] ?? '');
    return { paths: inOrder(paths), names: inOrder(names), texts: inOrder(texts), blobs: inOrder(blobs), tree };
  }

  /** Lets go of the blob ids of an app, of which everything is known that there is to know. */
  forget(name: string): void {
    const folder = this.#folders.get(name);
    if (folder !== undefined) folder.ids = [];
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
