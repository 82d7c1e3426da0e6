import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyTree, readChartKeys, type ChartKeys, type KeyNode } from './chart-keys.ts';
import { keyList, type KeyList } from './charts.ts';
import { byKey } from '../../lib/values/order.ts';

/** A chart that another one brings along. */
interface Dependency {
  readonly name: string;
  readonly alias?: string;
  readonly condition?: string;
  /** Its keys are not at hand. */
  readonly open?: boolean;
}

type Described = ChartKeys & { readonly deprecated?: boolean; readonly dependencies?: readonly Dependency[] };

/** What `slipway check` knows of a chart's release. */
interface Known {
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  readonly appVersion: string;
  readonly deprecated?: true;
  readonly keys: KeyList;
}

/** Files by name, `tempo-1.22.0.json` → text, made from the key data of every chart in a folder. */
export function catalogueFiles(from: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(from).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const data = readChartKeys(readFileSync(join(from, name), 'utf8')) as Described;
    const { chart, repository, version, appVersion, deprecated } = data;
    const known: Known = { chart, repository, version, appVersion, ...(deprecated === true && { deprecated }), keys: keysOf(data) };
    files.set(`${chart}-${version}.json`, printed(known));
  }
  return files;
}

/** The key list of a chart; what a chart passes on unread stays free, and so does what switches its parts. */
function keysOf(data: Described): KeyList {
  const root = keyTree(data);
  for (const { name, alias = name, condition = '', open } of data.dependencies ?? []) {
    if (open === true) root.below.delete(alias);
    if (!root.below.has(alias)) free(root, [alias]);
    if (condition !== '' && found(root, condition.split('.')) === undefined) free(root, condition.split('.'));
  }
  free(root, ['global']);
  free(root, ['tags']);
  return keyList(root);
}

function found(root: KeyNode, path: readonly string[]): KeyNode | undefined {
  return path.reduce<KeyNode | undefined>((node, name) => node?.below.get(name), root);
}

function free(root: KeyNode, path: readonly string[]): void {
  let node = root;
  for (const [depth, name] of path.entries()) {
    let next = node.below.get(name);
    if (next === undefined) {
      next = { below: new Map() };
      node.below.set(name, next);
      if (depth === path.length - 1) next.key = { type: 'any' };
    }
    node = next;
  }
  if (path[0] === 'global') node.key = { ...node.key, type: 'object', open: true };
}

/** One line for each key of the top, so that a refreshed file shows what changed. */
function printed({ keys, ...about }: Known): string {
  const lines = Object.entries(keys).map(([name, below]) => `${JSON.stringify(name)}:${JSON.stringify(below)}`);
  return `${JSON.stringify(about).slice(0, -1)},\n"keys":{\n${lines.join(',\n')}}}\n`;
}

/** What `index.json` says: the releases of each chart, the names at the top of their values, and what each file holds. */
export function catalogueIndex(files: ReadonlyMap<string, string>): string {
  const charts: Record<string, { version: string; file: string; repository: string; deprecated?: true; top: readonly string[] }[]> = {};
  for (const [file, text] of files) {
    const { chart, version, repository, deprecated, keys } = JSON.parse(text) as Known;
    const top = Object.keys(keys).filter((name) => name !== '');
    (charts[chart] ??= []).push({ version, file, repository, ...(deprecated === true && { deprecated }), top });
  }
  const lines = (entries: object): string =>
    Object.entries(entries)
      .sort(byKey)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  const hashes = Object.fromEntries([...files].map(([file, text]) => [file, hash(text)]));
  return `{"charts":{\n${lines(charts)}},\n"files":{\n${lines(hashes)}}}\n`;
}

/**
 * Writes `charts/known/` anew from a folder of key data, or, without one, makes sure that it is as it was written.
 * @returns how many files changed.
 * @throws Error when a file is not what the index says.
 */
export function importCatalogue(folder: string, from?: string): number {
  const own = join(folder, 'charts/known');
  const stored = new Map<string, string>();
  for (const name of existsSync(own) ? readdirSync(own).sort() : []) stored.set(name, readFileSync(join(own, name), 'utf8'));
  const written = stored.get('index.json');
  stored.delete('index.json');
  if (from === undefined) {
    if (written !== undefined && catalogueIndex(stored) !== written)
      throw new Error('imports/charts/known is not what it was made as; run npm run import -- --catalogue DIR');
    return 0;
  }

  const made = catalogueFiles(from);
  const files = new Map([...made, ['index.json', catalogueIndex(made)]]);
  mkdirSync(own, { recursive: true });
  const gone = [...stored.keys()].filter((name) => !files.has(name));
  for (const name of gone) rmSync(join(own, name));
  const changed = [...files].filter(([name, text]) => (name === 'index.json' ? written : stored.get(name)) !== text);
  for (const [name, text] of changed) writeFileSync(join(own, name), text);
  return gone.length + changed.length;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
