import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export type EntryKind = 'file' | 'link' | 'other';

/** What stands below a folder; paths relative to it, with `/`. Symbolic links are entries and are never followed. */
export interface Tree {
  readonly files: ReadonlyMap<string, EntryKind>;
  readonly folders: ReadonlySet<string>;
  /** Folders with nothing in them. */
  readonly empty: ReadonlySet<string>;
}

/** Lists a folder, in code-unit order; one that does not exist is empty. */
export function listTree(root: string): Tree {
  const files = new Map<string, EntryKind>();
  const folders = new Set<string>();
  const empty = new Set<string>();
  if (lstatSync(root, { throwIfNoEntry: false }) !== undefined) walk('');
  return { files, folders, empty };

  function walk(folder: string): void {
    const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    if (entries.length === 0 && folder !== '') empty.add(folder);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.add(path);
        walk(path);
      } else files.set(path, entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other');
    }
  }
}

/** Adds every folder above a path, `a/b` and `a` of `a/b/c.yaml`, to folders that hold those above each of them. */
export function addFolders(folders: Set<string>, path: string): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash);
    if (folders.has(folder)) return;
    folders.add(folder);
  }
}

const NO_HARD_LINK = new Set(['EPERM', 'EXDEV', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Puts the same file at a second place: same inode and time where the file system has hard links, a copy elsewhere. */
export function sameFile(from: string, to: string, kind: EntryKind): void {
  if (kind === 'link') {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_HARD_LINK.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to);
    const { atime, mtime } = lstatSync(from);
    utimesSync(to, atime, mtime);
  }
}

/** Makes a folder and folders in it. */
export function makeFolders(root: string, folders: Iterable<string>): void {
  mkdirSync(root, { recursive: true });
  for (const folder of [...folders].sort()) mkdirSync(join(root, folder), { recursive: true });
}

/** Gives folders the permissions that their namesakes have, once nothing more is to be put into them. */
export function copyPermissions(from: string, to: string, folders: Iterable<string>): void {
  for (const folder of ['', ...folders]) {
    const wanted = lstatSync(join(from, folder), { throwIfNoEntry: false });
    if (wanted?.isDirectory() === true && wanted.mode !== lstatSync(join(to, folder)).mode) {
      chmodSync(join(to, folder), wanted.mode & 0o7777);
    }
  }
}

/**
 * Clears a tree away. First it moves into `to` what is not ours and is missing there or another file there: somebody
 * saved it while the tree was being replaced.
 */
export function clearAway(root: string, to: string, isOurs: (path: string) => boolean): void {
  for (const path of listTree(root).files.keys()) {
    if (!isOurs(path)) rescue(root, to, path);
  }
  removeTree(root);
}

function rescue(from: string, to: string, path: string): void {
  const source = lstatSync(join(from, path));
  const target = lstatSync(join(to, path), { throwIfNoEntry: false });
  if (target !== undefined && (source.isSymbolicLink() || target.ino === source.ino)) return;
  mkdirSync(dirname(join(to, path)), { recursive: true });
  renameSync(join(from, path), join(to, path));
}

/** Removes a folder and everything in it, read-only folders too; one that does not exist is no mistake. */
export function removeTree(root: string): void {
  try {
    rmSync(root, { recursive: true, force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    for (const folder of ['', ...listTree(root).folders]) chmodSync(join(root, folder), 0o700);
    rmSync(root, { recursive: true });
  }
}
