import { withIgnored } from './ignore-file.ts';
import { findSources, type Source } from './sources.ts';
import { treeOf, type Tree, type TreeOptions } from './tree.ts';

/** Name of what came by standard input, as a file of the tree. */
export const STANDARD_INPUT = 'stdin.yaml';

export interface ReadOptions extends TreeOptions {
  /** What was read from standard input, where `-` is among the paths. */
  readonly input?: Uint8Array | undefined;
}

export interface ReadTree extends Tree {
  /** The folder that paths are told from. */
  readonly root: string;
}

/**
 * Reads the files and folders that somebody named; `-` is standard input.
 * Throws an InputError for a path that is not there; whatever the files hold is a finding or a note.
 */
export function readTree(paths: readonly string[], { input, ...options }: ReadOptions = {}): ReadTree {
  const { root, sources } = findSources(paths.filter((each) => each !== '-'));
  const given: readonly Source[] = input === undefined ? [] : [{ file: STANDARD_INPUT, read: () => input }];
  return { root, ...treeOf([...withIgnored(sources), ...given], options) };
}
