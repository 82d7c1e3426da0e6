import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ran } from './git.ts';
import { heldLock, mendRefLocks, withRefLock } from './ref-lock.ts';

/** Where the repository stands behind a file URL, if we may write there beside git; undefined for every other URL. */
function gitDirOf(url: string): string | undefined {
  if (!/^file:\/\/(localhost)?\//i.test(url)) return undefined;
  const path = fileURLToPath(url);
  const dir = [join(path, '.git'), path].find((found) => existsSync(join(found, 'HEAD')));
  try {
    if (dir !== undefined) accessSync(dir, constants.W_OK);
    return dir;
  } catch {
    return undefined;
  }
}

/** Behind a file URL there is no server: the git that we start is the one that may leave a lock there, and the next run mends it. */
export async function pushLocking(where: string, url: string, refs: readonly string[], push: () => Promise<Ran>): Promise<Ran> {
  const dir = gitDirOf(url);
  if (dir === undefined) return push();
  let ran: Ran = { code: 1, out: Buffer.alloc(0), words: '', pid: undefined };
  await withRefLock(where, dir, refs, async () => {
    ran = await push();
    return ran.code === 0 ? undefined : heldLock(ran.words);
  });
  return ran;
}

/** Removes the locks that a killed push left behind a file URL. A server looks after its own. */
export async function mendPushed(url: string, branches: readonly string[]): Promise<void> {
  const dir = gitDirOf(url);
  if (dir === undefined) return;
  await mendRefLocks(
    dir,
    branches.map((branch) => `refs/heads/${branch}`),
  );
}
