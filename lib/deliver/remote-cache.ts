import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { isDead, ownMark, parseMark } from './process-mark.ts';

/** Processes that may work on one remote at the same time, each with a cache of its own. */
const MOST_CACHES = 16;

/** A cache that has gathered so many packs is thrown away: fetching the newest commit again costs less than keeping all. */
const MOST_PACKS = 50;

/**
 * Finds a cache that no living process uses and marks it as ours, so that nobody waits and nobody meets another's locks.
 * One that a dead process left, or that has grown old, starts anew.
 */
export function takeCache(where: string, folder: string, key: string): string {
  mkdirSync(folder, { recursive: true });
  for (let slot = 0; slot < MOST_CACHES; slot += 1) {
    const dir = join(folder, `${key}-${slot}.git`);
    const left = leftBehind(`${dir}.used`);
    if (left === 'in use' || !takeMark(`${dir}.used`)) continue;

    const packs = join(dir, 'objects', 'pack');
    const old = existsSync(packs) && readdirSync(packs).length > 2 * MOST_PACKS;
    if (left === 'abandoned' || old) rmSync(dir, { recursive: true, force: true });
    return dir;
  }
  throw new DeliveryError(where, `${MOST_CACHES} other deliveries to this remote are running`, 'Wait for them, and run again.');
}

/** Gives a cache back; it stays for the next delivery. */
export function releaseCache(dir: string): void {
  rmSync(`${dir}.used`, { force: true });
}

/** Puts a mark with its whole content in place at once; false if somebody else was faster. */
function takeMark(mark: string): boolean {
  const draft = `${mark}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(ownMark()));
  try {
    linkSync(draft, mark);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What a mark says; that of a dead process is taken away, unless somebody else has replaced it meanwhile. */
function leftBehind(mark: string): 'free' | 'in use' | 'abandoned' {
  const text = readIfThere(mark);
  if (text === undefined) return 'free';
  const holder = parseMark(text);
  if (holder !== undefined && !isDead(holder)) return 'in use';

  const aside = `${mark}.${randomUUID()}`;
  try {
    renameSync(mark, aside);
    if (readIfThere(aside) === text) return 'abandoned';
    linkSync(aside, mark);
    return 'in use';
  } catch {
    return 'in use';
  } finally {
    rmSync(aside, { force: true });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
