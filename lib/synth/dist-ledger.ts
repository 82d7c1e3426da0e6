import * as crypto from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { InputError } from '../errors.ts';
import { byKey } from '../values/order.ts';

/**
 * Files of one `dist/` that we wrote, and the digests of what we wrote there. Before `dist/` is replaced a path has
 * the old and the new digest, so that a run killed at any moment leaves no file without an owner.
 */
export type Ledger = ReadonlyMap<string, readonly string[]>;

/** Hashes in one call, at a third of the time; Node has it since 20.12. */
const { hash } = crypto as Partial<typeof crypto>;

/** Digest of a file's content: SHA-256, base64url. */
export function digest(content: string | Buffer): string {
  return hash?.('sha256', content, 'base64url') ?? crypto.createHash('sha256').update(content).digest('base64url');
}

/**
 * Ledger file of a `dist/` folder: named after its path in the project that the state folder belongs to
 * (`dist.json`, `build%2fdist.json`), or after a digest of its path when it stands elsewhere.
 */
export function ledgerFile(state: string, dist: string): string {
  const project = dirname(state);
  const name = isInside(project, dist)
    ? relative(project, dist).split(sep).map(encodeURIComponent).join('%2f')
    : `elsewhere-${digest(dist).slice(0, 16)}`;
  return join(state, 'dist', `${name}.json`);
}

/** Whether a path stands below a folder. Both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Reads a ledger; one that does not exist is empty. Throws InputError for a file that is no ledger. */
export function readLedger(file: string): Ledger {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  const files = parsed(text);
  if (files === undefined) {
    throw new InputError(
      basename(file),
      'is not the list of written files that slipway keeps beside its state',
      'Delete it, and what it spoke of in the output folder.',
    );
  }
  return new Map(Object.entries(files));
}

function parsed(text: string): Record<string, string[]> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || !('files' in data)) return undefined;
    const { files } = data;
    if (typeof files !== 'object' || files === null) return undefined;
    const sound = Object.values(files).every((digests) => Array.isArray(digests) && digests.every((each) => typeof each === 'string'));
    return sound ? (files as Record<string, string[]>) : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces a ledger in one step; a kill leaves the old or the new one. Equal ones are left alone. */
export function writeLedger(file: string, ledger: Ledger, before: Ledger): void {
  if (areEqual(ledger, before)) return;
  const files = Object.fromEntries([...ledger].sort(byKey));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, `${JSON.stringify({ files }, undefined, 1)}\n`);
  renameSync(`${file}.next`, file);
}

function areEqual(a: Ledger, b: Ledger): boolean {
  if (a.size !== b.size) return false;
  for (const [path, digests] of a) {
    const others = b.get(path);
    if (others?.length !== digests.length || !digests.every((digest_, index) => digest_ === others[index])) return false;
  }
  return true;
}

/** Both ledgers at once. */
export function union(a: Ledger, b: Ledger): Ledger {
  const both = new Map(a);
  for (const [path, digests] of b) {
    const others = a.get(path);
    both.set(path, others === undefined ? digests : [...new Set([...others, ...digests])]);
  }
  return both;
}
