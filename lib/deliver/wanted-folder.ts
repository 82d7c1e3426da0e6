import { blobId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { digestOf } from './known-trees.ts';
import { PLAIN_NAME } from './safe-path.ts';

/** The folder of one app, and what is to stand in it: path and text of each file, in turns. */
export interface WantedFolder {
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

export function namesOf({ name, paths }: WantedFolder): readonly string[] {
  return paths.map((path) => path.slice(name.length + 1));
}

export function isSorted(paths: readonly string[]): boolean {
  return paths.every((path, index) => index === 0 || (paths[index - 1] ?? '') < path);
}

export function idsOf(folder: WantedFolder, format: ObjectFormat): readonly string[] {
  if (folder.ids.length !== folder.texts.length) folder.ids = folder.texts.map((text) => blobId(text, format));
  return folder.ids;
}

export function digest(folder: WantedFolder): string {
  return (folder.digest ||= digestOf(folder.paths, folder.texts));
}

/** Whether nothing but a plain name stands from there on. */
export function isPlainName(path: string, start: number): boolean {
  NAME.lastIndex = start;
  return NAME.test(path);
}

export function isApp(folder: string): boolean {
  return folder.includes('/');
}
