import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.ts';
import { gitError } from './git-error.ts';

/**
 * The C library gives the quarter of a MiB that git needs to squeeze an object back to the system, and asks for it again for the
 * next: a good third of the time of a large commit. Unit: bytes that it may keep. Only glibc reads this.
 * @see https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
const KEEP_MEMORY: NodeJS.ProcessEnv = { MALLOC_TRIM_THRESHOLD_: String(32 * 1024 ** 2) };

/** Unit: characters. */
const PIECE_LENGTH = 64 * 1024;

/** What `git fast-import` reads. */
export type Commands = Iterable<string> | AsyncIterable<string>;

/** Runs `git fast-import` in the repository at `dir`, and answers with what it says. Throws a DeliveryError in its words. */
export async function fastImport(where: string, dir: string, git: Git, commands: Commands): Promise<string> {
  // A ledger is some megabytes that change in a few lines: to look for likenesses in it, and to squeeze it hard, would take
  // most of a delivery's time. `git gc` does both later.
  const ran = await git.run(['-c', 'pack.compression=1', 'fast-import', '--quiet', '--done', '--depth=0'], {
    input: whole(commands),
    codes: [0, 1, 128],
    env: KEEP_MEMORY,
  });
  if (ran.code === 0) return ran.out.toString('utf8').trim();
  rmSync(join(dir, `fast_import_crash_${ran.pid ?? 0}`), { force: true });
  throw gitError(where, 'fast-import', ran.words);
}

async function* whole(commands: Commands): AsyncGenerator<string> {
  yield 'feature done\n';
  yield* commands;
  yield 'done\n';
}

/** Joins lines to pieces of some size: to hand them on one by one would take longer than to make them. */
export function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    piece.push(line);
    length += line.length;
    if (length < PIECE_LENGTH) continue;
    yield piece.join('');
    piece = [];
    length = 0;
  }
  if (length > 0) yield piece.join('');
}
