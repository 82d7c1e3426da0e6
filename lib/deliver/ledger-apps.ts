import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { APPS_VERSION, isRecord, ledgerScope, ownedText, printMap, restore } from './ledger.ts';
import type { Owned } from './ledger.ts';
import { pathFault } from './safe-path.ts';
import { filesTreeId } from './tree-object.ts';

/**
 * Files of one cluster that one ledger lists; of a larger cluster each app has a ledger of its own, so that what a delivery reads
 * and writes grows with what it changes. Once there, they stay.
 */
export const MOST_IN_ONE_LEDGER = 1_000;

/** What the ledger of a large cluster says of one of its apps. */
export interface AppLedger {
  /** Id of the app's own ledger as it was written. Another one there is read and believed instead. */
  readonly ledger: string;
  /** Id of the tree of exactly the files that it lists; undefined where they lie in several folders. */
  readonly tree?: string | undefined;
}

/** The apps that have a ledger of their own, as the ledger of their cluster says; undefined where they have none. The text is one that `parseLedger` has read. */
export function parseApps(where: string, text: string, format: ObjectFormat): ReadonlyMap<string, AppLedger> | undefined {
  if (text.startsWith('{\n  "version": 2,')) return undefined;
  const data = JSON.parse(text) as Readonly<Record<string, unknown>>;
  if (data['version'] !== APPS_VERSION) return undefined;
  const listed = data['apps'];
  if (!isRecord(listed)) throw new InputError(where, 'the ledger has no map "apps"', restore(where));
  const apps = new Map<string, AppLedger>();
  const problems: Problem[] = [];
  for (const [app, value] of Object.entries(listed)) {
    const what = appFault(app, where) ?? entryFault(value, format);
    if (what !== undefined) problems.push({ where: `${where} ${JSON.stringify(app)}`, what, fix: restore(where) });
    // `entryFault` has seen to the shape.
    else apps.set(app, value as AppLedger);
  }
  if (problems.length > 0) throw new InputError(problems);
  return apps;
}

/** Id of the tree of exactly these files; undefined where they lie in several folders. */
export function listedTree(
  folder: string,
  files: Iterable<readonly [path: string, owned: Owned]>,
  format: ObjectFormat,
): string | undefined {
  const start = folder.length + 1;
  const names: string[] = [];
  const blobs: string[] = [];
  for (const [path, { blob }] of files) {
    if (path.includes('/', start)) return undefined;
    names.push(path.slice(start));
    blobs.push(blob);
  }
  return filesTreeId(names, blobs, format);
}

/** The text of the ledger of a large cluster: its apps, and the files that belong to none. */
export function printApps(
  apps: Iterable<readonly [app: string, ledger: AppLedger]>,
  files: Iterable<readonly [path: string, owned: Owned]>,
): string {
  const print = ({ ledger, tree }: AppLedger): string => JSON.stringify({ ledger, tree });
  return `{\n  "version": ${APPS_VERSION},\n  "apps": ${printMap(apps, print)},\n  "files": ${printMap(files, ownedText)}\n}\n`;
}

function appFault(app: string, where: string): string | undefined {
  if (app.includes('/')) return 'this is no name of an app';
  return pathFault(`${ledgerScope(where) ?? ''}/${app}`);
}

function entryFault(value: unknown, format: ObjectFormat): string | undefined {
  const isId = (id: unknown): boolean => typeof id === 'string' && isObjectId(id, format);
  if (!isRecord(value)) return 'the value is not a map';
  if (!isId(value['ledger'])) return `the value has no git blob id (${format})`;
  return value['tree'] === undefined || isId(value['tree']) ? undefined : `"tree" is no id of a git tree (${format})`;
}
