import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { folderOf } from '../manifest/file-name.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { digest } from './dist-ledger.ts';
import type { Ledger } from './dist-ledger.ts';
import { addFolders } from './dist-tree.ts';
import type { Tree } from './dist-tree.ts';

/** What a write did, or would do, to `dist/`: paths below it, with `/`, in code-unit order. */
export interface DistChanges {
  /** New files, and files whose text changed. */
  readonly written: readonly string[];
  /** Files of the clusters in hand that are as they were; not touched. */
  readonly unchanged: readonly string[];
  /** Files that an earlier run wrote and that no object needs any more. */
  readonly removed: readonly string[];
  /** Files that are not ours, or that somebody changed after we gave them up: left alone. */
  readonly strays: readonly string[];
}

export interface DistPlan extends DistChanges {
  /** What is ours afterwards. */
  readonly ledger: Ledger;
  /** Folders afterwards. */
  readonly folders: readonly string[];
}

/**
 * Compares the texts to write with what stands in `dir`, the output folder; reads, and changes nothing.
 * With `clusters`, the folders of all other clusters stay as they are.
 * Throws InputError with every file that stands in the way of one of ours and was not written by us.
 */
export function planDist(dir: string, tree: Tree, manifests: readonly Manifest[], ledger: Ledger, clusters?: readonly string[]): DistPlan {
  const texts = new Map(manifests.map(({ file, text }) => [file, text]));
  const unchanged = new Set<string>();
  const written: string[] = [];
  const problems: Problem[] = obstacles(dir, tree, texts.keys());
  for (const [file, text] of texts) {
    const found = tree.files.get(file);
    if (found === undefined) written.push(file);
    else if (found === 'file' && readFileSync(join(dir, file), 'utf8') === text) unchanged.add(file);
    else if (found === 'file' && ledger.has(file)) written.push(file);
    else problems.push(foreign(`${dir}/${file}`, found === 'file' ? 'was not written by slipway' : 'is no ordinary file'));
  }
  if (problems.length > 0) throw new InputError(problems);

  const after = new Map<string, readonly string[]>([...texts].map(([file, text]) => [file, [digest(text)]]));
  const inHand = clusters === undefined ? undefined : new Set(clusters.map(folderOf));
  const removed = new Set<string>();
  for (const [file, digests] of ledger) {
    if (texts.has(file) || tree.files.get(file) !== 'file') continue;
    if (inHand?.has(file.slice(0, file.indexOf('/'))) === false) after.set(file, digests);
    // Whoever changed a file after us owns it now.
    else if (digests.includes(digest(readFileSync(join(dir, file))))) removed.add(file);
  }

  const strays = [...tree.files.keys()].filter((file) => !after.has(file) && !removed.has(file));
  return {
    written: written.sort(),
    unchanged: [...unchanged].sort(),
    removed: [...removed].sort(),
    strays: strays.sort(),
    ledger: after,
    folders: foldersAfter(tree, removed, texts.keys()),
  };
}

/** Files where we need a folder, and folders where we need a file. */
function obstacles(dir: string, tree: Tree, files: Iterable<string>): Problem[] {
  const found = new Set<string>();
  const above = new Set<string>();
  for (const file of files) {
    if (tree.folders.has(file)) found.add(file);
    addFolders(above, file);
  }
  for (const folder of above) if (tree.files.has(folder)) found.add(folder);
  return [...found].map((path) =>
    foreign(
      `${dir}/${path}`,
      tree.folders.has(path) ? 'is a folder, and a file is to stand there' : 'is a file, and a folder is to stand there',
    ),
  );
}

function foreign(file: string, what: string): Problem {
  return { where: file, what, fix: 'Move it away or delete it.' };
}

/** A folder goes when we took its last file; an empty one of the user's stays. */
function foldersAfter(tree: Tree, removed: ReadonlySet<string>, files: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const file of tree.files.keys()) if (!removed.has(file)) addFolders(folders, file);
  for (const folder of tree.empty) addFolders(folders, `${folder}/`);
  for (const file of files) addFolders(folders, file);
  return [...folders].sort();
}
