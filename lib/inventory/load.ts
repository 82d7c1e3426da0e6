import { readdirSync, readFileSync, statSync } from 'node:fs';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { INVENTORY_MAX_BYTES } from '../values/limits.ts';
import { didYouMean } from '../values/nearest.ts';
import type { Cluster } from './cluster.ts';
import { tooLarge } from './decode.ts';
import { judgeTogether } from './judge-together.ts';
import { parseFile } from './parse.ts';
import type { ParsedCluster } from './parse.ts';

/**
 * The clusters of a folder: each `*.yaml` and `*.yml` in it, hidden files aside, by code unit of the clusters' names.
 * @param folder as the user gave it, and as messages repeat it.
 * @throws InputError with the mistakes of all files; when there is no inventory; when `only` names a cluster that none describes.
 */
export function loadClusters(folder: string, { only }: { readonly only?: readonly string[] | undefined } = {}): readonly Cluster[] {
  const prefix = folder === '' ? '' : `${folder.replace(/[/\\]+$/, '')}/`;
  const files = list(folder).map((file) => read(`${prefix}${file}`));
  const clusters = files.flatMap((file) => file.clusters);
  const problems = [...files.flatMap((file) => file.problems), ...judgeTogether(clusters)];
  if (problems.length > 0) throw new InputError(problems);

  const names = clusters.map(({ cluster }) => cluster.name);
  const unknown = [...new Set(only ?? [])].filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({ where: folder, what: `no inventory describes a cluster "${name}"`, fix: didYouMean(name, names) })),
    );
  }
  return withFleets(clusters.map(({ cluster }) => cluster))
    .filter(({ name }) => only === undefined || only.length === 0 || only.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A cluster of a fleet knows the others, also those that were not asked for. */
function withFleets(clusters: readonly Cluster[]): readonly Cluster[] {
  const sorted = [...clusters].sort((a, b) => (a.name < b.name ? -1 : 1));
  return clusters.map((cluster) => {
    const { fleet, name } = cluster;
    if (fleet === undefined) return cluster;
    const others = sorted.filter((other) => other.fleet?.name === fleet.name && other.name !== name);
    return Object.freeze({ ...cluster, fleet: Object.freeze({ ...fleet, others: Object.freeze(others) }) });
  });
}

function list(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder === '' ? '.' : folder);
  } catch (error) {
    const isFile = (error as NodeJS.ErrnoException).code === 'ENOTDIR';
    throw new InputError(
      folder,
      isFile ? 'it is a file, inventories are kept in a folder' : 'there is no such folder',
      'Name the folder that holds the inventories.',
    );
  }
  const inventories = names.filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  if (inventories.length === 0)
    throw new InputError(folder, 'no inventory is there', 'Add a file <cluster>.yaml; docs/inventory.md shows how.');
  return inventories;
}

function read(file: string): { readonly clusters: readonly ParsedCluster[]; readonly problems: readonly Problem[] } {
  const refuse = (what: string, fix: string): { clusters: []; problems: Problem[] } => ({
    clusters: [],
    problems: [{ where: file, what, fix }],
  });
  try {
    const { size, isFile } = statOf(file);
    if (!isFile) return refuse('it is no file', 'Rename it, so that it does not end in .yaml.');
    if (size > INVENTORY_MAX_BYTES) return refuse(tooLarge(size), 'Move it elsewhere, or split the clusters into several files.');
    return parseFile(file, readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(`it cannot be read (${code})`, 'Make it readable, or delete it.');
  }
}

function statOf(file: string): { readonly size: number; readonly isFile: boolean } {
  const stat = statSync(file);
  return { size: stat.size, isFile: stat.isFile() };
}
