import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { nameTwice } from './json-names.ts';
import { readLines } from './ledger-lines.ts';
import { oneLine } from './object-diff.ts';
import { clusterOf } from './place.ts';
import { pathFault } from './safe-path.ts';
import { byKey } from '../values/order.ts';

/** The folder that is ours in every target. */
export const STATE_FOLDER = '.slipway';

/** Where version 1 kept the files of all clusters; read, and replaced by the first delivery. */
export const OLD_LEDGER_PATH = `${STATE_FOLDER}/ledger.json`;

/** The version of a cluster's ledger that says which apps have one of their own. */
export const APPS_VERSION = 3;

const LEDGER_FOLDER = `${STATE_FOLDER}/ledger/`;

/** What is known of one file of ours. */
export interface Owned {
  /** Id of the blob that we wrote there last. */
  readonly blob: string;
  /** `Rollout blog-system/web`; the path where the file is not one object. Undefined in what version 1 wrote. */
  readonly object?: string | undefined;
  /** Commit of the sources that the file was last changed from. Undefined in what version 1 wrote. */
  readonly source?: string | undefined;
}

/** Path → what we know of it. What it does not list belongs to somebody else. */
export type Ledger = ReadonlyMap<string, Owned>;

/**
 * The file in the target that says which files of one cluster are ours: one a cluster, so that each delivery writes only what it
 * touches. Of a large cluster there is one an app, `homelab/blog`; see ledger-apps.ts.
 */
export function ledgerPath(scope: string): string {
  return `${LEDGER_FOLDER}${scope}.json`;
}

/** The cluster whose ledger, or that of one of its apps, stands at this path; undefined if none does. */
export function ledgerCluster(path: string): string | undefined {
  const scope = ledgerScope(path);
  return scope === undefined ? undefined : clusterOf(scope);
}

/** What the ledger at this path is for: a cluster, or an app with its cluster in front. */
export function ledgerScope(path: string): string | undefined {
  if (!path.startsWith(LEDGER_FOLDER) || !path.endsWith('.json')) return undefined;
  const scope = path.slice(LEDGER_FOLDER.length, -'.json'.length);
  return /^[^/]+(\/[^/]+)?$/.test(scope) ? scope : undefined;
}

/** Reads the ledger that stands at `where`. Throws an InputError with every fault: a ledger decides what may be deleted, so nothing in it is guessed. */
export function parseLedger(where: string, text: string, format: ObjectFormat): Ledger {
  const fix = restore(where);
  const scope = ledgerScope(where);
  const plain = scope === undefined || clusterOf(scope) === STATE_FOLDER ? undefined : readLines(text, scope, format);
  if (plain !== undefined) return plain;

  const versions = scope === undefined ? [1] : scope.includes('/') ? [2] : [2, APPS_VERSION];
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new InputError(where, 'the ledger is not JSON', fix);
  }
  if (!isRecord(data)) throw new InputError(where, 'the ledger is not a map', fix);
  const { version } = data;
  if (!versions.some((known) => known === version)) {
    throw new InputError(
      where,
      `the ledger has version ${version === undefined ? 'none' : JSON.stringify(version)}, this program knows version ${versions.join(' and ')} there`,
      'Deliver with the version of slipway that wrote it, or a later one.',
    );
  }
  const listed = data['files'];
  if (!isRecord(listed)) throw new InputError(where, 'the ledger has no map "files"', fix);

  const entries = Object.entries(listed);
  const twice = nameTwice(text);
  if (twice !== undefined)
    throw new InputError(where, `the ledger lists ${JSON.stringify(twice)} twice, as a merge that went wrong leaves it`, fix);

  const problems: Problem[] = [];
  const ledger = new Map<string, Owned>();
  for (const [path, value] of entries) {
    const owned = version === 1 ? { blob: value } : value;
    const fault = placeFault(path, scope) ?? entryFault(owned, format);
    if (fault !== undefined) problems.push({ where: `${where} ${JSON.stringify(path)}`, what: fault, fix });
    // `entryFault` has seen to the shape.
    else ledger.set(path, owned as Owned);
  }
  if (problems.length > 0) throw new InputError(problems);
  return ledger;
}

/** What to do about a ledger that cannot be read. */
export function restore(where: string): string {
  return `Restore ${where} from the last commit that slipway made.`;
}

/** The text of one cluster's ledger: one line a file, sorted by code unit, so that a delivery's diff of it is as small as the delivery. */
export function printLedger(ledger: Iterable<readonly [path: string, owned: Owned]>): string {
  return `{\n  "version": 2,\n  "files": ${printMap(ledger, ownedText)}\n}\n`;
}

/** One line an entry, sorted by code unit. */
export function printMap<T>(entries: Iterable<readonly [string, T]>, print: (value: T) => string): string {
  const lines = [...entries].sort(byKey).map(([name, value]) => printEntry(name, print(value)));
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
}

/** The line of an entry, without what parts it from the next. */
export function printEntry(name: string, value: string): string {
  return `    ${quoted(name)}: ${value}`;
}

export function ownedText({ object, blob, source }: Owned): string {
  if (object === undefined || source === undefined) return JSON.stringify({ object, blob, source });
  return `{"object":${quoted(object)},"blob":"${blob}","source":${quoted(source)}}`;
}

/** A text as JSON; most have nothing to escape. */
function quoted(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

export function sameOwned(a: Owned | undefined, b: Owned): boolean {
  return a?.blob === b.blob && a.object === b.object && a.source === b.source;
}

function placeFault(path: string, scope: string | undefined): string | undefined {
  const fault = pathFault(path);
  if (fault !== undefined) return fault;
  if (clusterOf(path) === STATE_FOLDER) return 'the ledger cannot list itself';
  return scope === undefined || path.startsWith(`${scope}/`) || path === scope ? undefined : `the file is not one of ${scope}`;
}

function entryFault(value: unknown, format: ObjectFormat): string | undefined {
  if (!isRecord(value)) return 'the value is not a map';
  const { blob, object, source } = value;
  if (typeof blob !== 'string' || !isObjectId(blob, format)) return `the value has no git blob id (${format})`;
  if (!isLine(object)) return '"object" is not a line of text';
  return isLine(source) ? undefined : '"source" is not a line of text';
}

function isLine(value: unknown): boolean {
  // Nearly all are plain, and there may be a hundred thousand.
  return value === undefined || (typeof value === 'string' && (/^[ -~]*$/.test(value) || oneLine(value) === value));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
