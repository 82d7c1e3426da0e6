import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeliveryError } from '../errors.ts';
import { isDead, ownMark, parseMark } from './process-mark.ts';
import { systemError } from './system-error.ts';

/** git holds the lock of a ref for some milliseconds; an older one was left behind, or belongs to something slow. Unit: milliseconds. */
const PATIENCE_MS = 2_000;

/** The lock that is in the way, as git's words have it; undefined when git says something else. */
export function heldLock(words: string): string | undefined {
  return /Unable to create '(.*\.lock)': File exists/.exec(words)?.[1];
}

/**
 * Runs `move`, which moves refs with `git update-ref`, and mends the one thing that a killed run can leave behind:
 * lock files, of the refs or of the HEAD that points to one, which git locks as well. Before git is called, a mark of this
 * process is written beside the repository's own files; a lock that outlives its patience is removed only if there is a
 * mark and the process that wrote it is dead.
 * `move` answers with the path of the lock that is held, or undefined when the refs have moved.
 */
export async function withRefLock(
  where: string,
  gitDir: string,
  refs: readonly string[],
  move: () => Promise<string | undefined>,
): Promise<void> {
  const marks = join(gitDir, 'slipway');
  const ours = locksOf(gitDir, refs);
  const mark = join(marks, `${randomUUID()}.json`);
  try {
    leaveMark(where, mark);
    const waitUntil = Date.now() + PATIENCE_MS;
    for (;;) {
      const held = await move();
      if (held === undefined) break;
      if (Date.now() >= waitUntil) {
        const lock = resolve(gitDir, held);
        // One that was released at this very moment is no reason to give up, unless that happens again and again.
        const released = !existsSync(lock) && Date.now() < waitUntil + 10 * PATIENCE_MS;
        if (!released && (!ours.includes(lock) || deadMarks(marks).length === 0 || !isOld(lock))) throw heldError(where, lock);
        rmSync(lock, { force: true });
      }
      await sleep(100);
    }
    for (const stale of deadMarks(marks)) rmSync(stale, { force: true });
  } finally {
    rmSync(mark, { force: true });
  }
}

function leaveMark(where: string, mark: string): void {
  try {
    mkdirSync(dirname(mark), { recursive: true });
    writeFileSync(mark, JSON.stringify(ownMark()));
  } catch (error) {
    throw systemError(where, error);
  }
}

/** Removes the locks of refs that a killed run left, if there are any: where a living git holds one, it has given it back by then. */
export async function mendRefLocks(gitDir: string, refs: readonly string[]): Promise<void> {
  const marks = join(gitDir, 'slipway');
  const dead = existsSync(marks) ? deadMarks(marks) : [];
  if (dead.length === 0) return;

  for (const lock of locksOf(gitDir, refs)) {
    while (existsSync(lock) && !isOld(lock)) await sleep(100);
    rmSync(lock, { force: true });
  }
  for (const mark of dead) rmSync(mark, { force: true });
}

/** git locks each ref, and the HEAD that points to one. */
function locksOf(gitDir: string, refs: readonly string[]): readonly string[] {
  return [...refs, 'HEAD'].map((name) => join(resolve(gitDir), `${name}.lock`));
}

function deadMarks(folder: string): string[] {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return paths.filter((path) => {
    const found = existsSync(path) ? parseMark(readFileSync(path, 'utf8')) : undefined;
    // A mark that was cut off while it was written says nothing about who lives; its own age does.
    return found === undefined ? isOld(path) : isDead(found);
  });
}

function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs >= PATIENCE_MS;
}

function heldError(where: string, lock: string): DeliveryError {
  return new DeliveryError(
    where,
    'another git command holds the branch, or left its lock behind',
    `Wait for it; if no git runs there any more, remove ${lock} and run again.`,
  );
}
