import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { isDead, ownMark, parseMark } from './process-mark.ts';
import { systemError } from './system-error.ts';

/** Processes that may work on one remote at the same time, each with a cache of its own. */
const MOST_CACHES = 16;

/** A cache that has gathered so many packs is thrown away: fetching the newest commit again costs less than keeping all. */
const MOST_PACKS = 50;

/**
 * Finds a cache that no living process uses and marks it as ours, so that nobody waits and nobody meets another's locks.
 * One that a dead process left is removed, and its name is not used again: a git of that process may outlive it for a
 * while, and would write into whatever stands there. One that has grown old starts anew.
 */
export function takeCache(where: string, folder: string, key: string): string {
  try {
    return freeCache(where, folder, key);
  } catch (error) {
    throw systemError(where, error);
  }
}

function freeCache(where: string, folder: string, key: string): string {
  mkdirSync(folder, { recursive: true });
  removeDrafts(folder, key);
  let inUse = 0;
  for (const dir of cachesOf(folder, key)) {
    const left = leftBehind(`${dir}.used`);
    if (left === 'abandoned') removeCache(dir);
    if (left === 'in use') inUse += 1;
    if (left !== 'free' || !takeMark(`${dir}.used`)) continue;

    // What has no HEAD is no cache, but what such a git made of a folder that was gone.
    if (existsSync(join(dir, 'HEAD'))) {
      const packs = join(dir, 'objects', 'pack');
      if (existsSync(packs) && readdirSync(packs).length > 2 * MOST_PACKS) removeCache(dir);
      return dir;
    }
    removeCache(dir);
    releaseCache(dir);
  }
  const dir = join(folder, `${key}-${randomUUID().slice(0, 8)}.git`);
  if (inUse < MOST_CACHES && takeMark(`${dir}.used`)) return dir;
  throw new DeliveryError(where, `${MOST_CACHES} other deliveries to this remote are running`, 'Wait for them, and run again.');
}

/** All that are there, or were about to be: of some a killed process left nothing but the mark. */
function cachesOf(folder: string, key: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(`${key}-`) && /\.git(\.used)?$/.test(name));
  return [...new Set(names.map((name) => name.replace(/\.used$/, '')))].sort().map((name) => join(folder, name));
}

const DRAFT = /\.(\d+)-(\d*)-[0-9a-f-]{36}\.draft$/;

/** Marks that were killed before they were in place. */
function removeDrafts(folder: string, key: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${key}-`) || !name.endsWith('.draft')) continue;
    const [, pid, started = ''] = DRAFT.exec(name) ?? [];
    // Killed before it had written a word, the name still says who it was.
    const named = pid === undefined ? undefined : { ...ownMark(), pid: Number(pid), started };
    const holder = parseMark(readIfThere(join(folder, name)) ?? '') ?? named;
    if (holder !== undefined && isDead(holder)) rmSync(join(folder, name), { force: true });
  }
}

function removeCache(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true });
  } catch (error) {
    // Something was written into it meanwhile; the next run finds and removes the rest.
    if (errorCode(error) !== 'ENOTEMPTY') throw error;
  }
}

/** Gives a cache back; it stays for the next delivery. */
export function releaseCache(dir: string): void {
  rmSync(`${dir}.used`, { force: true });
}

/** Puts a mark with its whole content in place at once; false if somebody else was faster. */
function takeMark(mark: string): boolean {
  const own = ownMark();
  const draft = `${mark}.${own.pid}-${own.started}-${randomUUID()}.draft`;
  try {
    writeFileSync(draft, JSON.stringify(own));
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
