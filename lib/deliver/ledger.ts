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

/** The file in the target that says which files of one cluster are ours: one a cluster, so that each delivery writes only what it touches. */
export function ledgerPath(cluster: string): string {
  return `${LEDGER_FOLDER}${cluster}.json`;
}

/** The cluster whose ledger stands at this path; undefined if none does. */
export function ledgerCluster(path: string): string | undefined {
  if (!path.startsWith(LEDGER_FOLDER) || !path.endsWith('.json')) return undefined;
  const cluster = path.slice(LEDGER_FOLDER.length, -'.json'.length);
  return cluster === '' || cluster.includes('/') ? undefined : cluster;
}

/** Reads the ledger that stands at `where`. Throws an InputError with every fault: a ledger decides what may be deleted, so nothing in it is guessed. */
export function parseLedger(where: string, text: string, format: ObjectFormat): Ledger {
  const fix = restore(where);
  const cluster = ledgerCluster(where);
  const plain = cluster === undefined || cluster === STATE_FOLDER ? undefined : readLines(text, cluster, format);
  if (plain !== undefined) return plain;

  const version = cluster === undefined ? 1 : 2;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new InputError(where, 'the ledger is not JSON', fix);
  }
  if (!isRecord(data)) throw new InputError(where, 'the ledger is not a map', fix);
  if (data['version'] !== version) {
    throw new InputError(
      where,
      `the ledger has version ${data['version'] === undefined ? 'none' : JSON.stringify(data['version'])}, this program knows version ${version} there`,
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
    const fault = placeFault(path, cluster) ?? entryFault(owned, format);
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
export function printLedger(ledger: Ledger): string {
  const lines = [...ledger].sort(byKey).map(([path, owned]) => `    ${quoted(path)}: ${ownedText(owned)}`);
  const files = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  return `{\n  "version": 2,\n  "files": ${files}\n}\n`;
}

function ownedText({ object, blob, source }: Owned): string {
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

function placeFault(path: string, cluster: string | undefined): string | undefined {
  const fault = pathFault(path);
  if (fault !== undefined) return fault;
  if (clusterOf(path) === STATE_FOLDER) return 'the ledger cannot list itself';
  return cluster === undefined || path.startsWith(`${cluster}/`) || path === cluster ? undefined : `the file is not one of ${cluster}`;
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
