import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../errors.ts';

/** A file of a tree. */
export interface Source {
  /** Path below the root of the tree, with `/`. */
  readonly file: string;
  /** Reads it anew: nothing is kept in memory for files that nobody asks about. */
  readonly read: () => Uint8Array;
  /** Somebody has said that it is not to be judged. @default false */
  readonly ignored?: boolean;
}

/** Folders that hold no manifests of the person who asks. */
const SKIPPED = new Set(['.git', 'node_modules', '.terraform']);

/** The files and folders that somebody named, and the folder that paths are told from. */
export interface FoundSources {
  /** The one folder that was named, or the closest one that holds everything that was. */
  readonly root: string;
  /** By path, in code unit order. */
  readonly sources: readonly Source[];
}

/**
 * Every file below the paths given, tracked by git or not; links to folders are not followed.
 * Throws an InputError that names each path that is not there.
 */
export function findSources(paths: readonly string[]): FoundSources {
  const absolute = paths.map((each) => path.resolve(each));
  const missing = paths.filter((_, index) => statSync(absolute[index] ?? '', { throwIfNoEntry: false }) === undefined);
  if (missing.length > 0) {
    throw new InputError(
      missing.map((each) => ({ where: each, what: 'there is no such file or folder', fix: 'Name a file or folder that exists.' })),
    );
  }
  const root = commonFolder(absolute.map((each) => (statSync(each).isDirectory() ? each : path.dirname(each))));
  const files = new Set<string>();
  for (const each of absolute) for (const file of statSync(each).isDirectory() ? filesBelow(each) : [each]) files.add(file);
  // All files are below the root: cutting it off is a tenth of the work of finding the way from one path to another.
  const above = root.endsWith(path.sep) ? root.length : root.length + 1;
  const sources = [...files].map((file) => ({ file: file.slice(above).replaceAll(path.sep, '/'), read: () => readFileSync(file) }));
  return { root, sources: sources.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) {
    const full = folder.endsWith(path.sep) ? folder + entry.name : folder + path.sep + entry.name;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* filesBelow(full);
    } else if (entry.isFile() || (entry.isSymbolicLink() && isFile(full))) yield full;
  }
}

function entriesOf(folder: string): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder);
  } catch (cause) {
    throw new InputError(
      folder,
      `the folder cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`,
      'Allow it, or name other paths.',
    );
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/** A link that leads to a file; one that leads nowhere is no file. */
function isFile(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink() && statSync(file).isFile();
  } catch {
    return false;
  }
}

function commonFolder(folders: readonly string[]): string {
  const [first = process.cwd(), ...rest] = folders;
  let common = first;
  for (const each of rest)
    while (each !== common && !each.startsWith(common.endsWith(path.sep) ? common : common + path.sep)) common = path.dirname(common);
  return common;
}
