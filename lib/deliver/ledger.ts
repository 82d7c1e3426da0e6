import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { pathFault } from './safe-path.ts';

/** The file in the target that says which files are ours. */
export const LEDGER_PATH = '.slipway/ledger.json';

/** Path → id of the blob that we wrote there last. What it does not list belongs to somebody else. */
export type Ledger = ReadonlyMap<string, string>;

const FIX = `Restore ${LEDGER_PATH} from the last commit that slipway made.`;

/** Reads a ledger. Throws an InputError with every fault: a ledger decides what may be deleted, so nothing in it is guessed. */
export function parseLedger(text: string, format: ObjectFormat): Ledger {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new InputError(LEDGER_PATH, 'the ledger is not JSON', FIX);
  }
  if (!isRecord(data)) throw new InputError(LEDGER_PATH, 'the ledger is not a map', FIX);
  if (data['version'] !== 1) {
    throw new InputError(
      LEDGER_PATH,
      `the ledger has version ${data['version'] === undefined ? 'none' : JSON.stringify(data['version'])}, this program knows version 1`,
      'Deliver with the version of slipway that wrote it, or a later one.',
    );
  }
  const listed = data['files'];
  if (!isRecord(listed)) throw new InputError(LEDGER_PATH, 'the ledger has no map "files"', FIX);

  const problems: Problem[] = [];
  const ledger = new Map<string, string>();
  for (const [path, id] of Object.entries(listed)) {
    const fault = pathFault(path) ?? (path === LEDGER_PATH ? 'the ledger cannot list itself' : undefined);
    if (fault !== undefined) problems.push({ where: `${LEDGER_PATH} ${JSON.stringify(path)}`, what: fault, fix: FIX });
    else if (typeof id !== 'string' || !isObjectId(id, format)) {
      problems.push({ where: `${LEDGER_PATH} ${JSON.stringify(path)}`, what: `the value is not a git blob id (${format})`, fix: FIX });
    } else ledger.set(path, id);
  }
  if (problems.length > 0) throw new InputError(problems);
  return ledger;
}

/** The ledger's text: one line a file, sorted by code unit, so that a delivery's diff of it is as small as the delivery. */
export function printLedger(ledger: Ledger): string {
  const lines = [...ledger].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, id]) => `    ${JSON.stringify(path)}: "${id}"`);
  const files = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  return `{\n  "version": 1,\n  "files": ${files}\n}\n`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
