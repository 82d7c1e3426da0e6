import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DeliveryError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { Git } from './git.ts';
import { isDead, ownMark } from './process-mark.ts';
import type { ProcessMark } from './process-mark.ts';

/** A place for a repository. */
export interface Place {
  /** As the person wrote it. */
  readonly path: string;
  readonly branch: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** Whether a repository may be made there: nothing stands in the place, or an empty folder. */
export function isFree({ path }: Pick<Place, 'path'>): boolean {
  try {
    const found = statSync(resolve(path), { throwIfNoEntry: false });
    return found === undefined || (found.isDirectory() && readdirSync(resolve(path)).length === 0);
  } catch (error) {
    throw cannotMake(path, error);
  }
}

/** Makes a bare repository beside its place and moves it there whole, so that no half-made one is ever found. */
export async function makeRepository({ path: label, branch, env }: Place): Promise<void> {
  const path = resolve(label);
  const parent = dirname(path);
  const own = ownMark();
  const draft = join(parent, `.${basename(path)}.${own.pid}-${own.started}-${randomUUID()}.new`);
  try {
    makeFolders(parent);
    removeDrafts(parent, basename(path), own);
    await new Git({ where: label, env }).run(['init', '--quiet', '--bare', '--template=', '-b', branch, draft]);
    renameSync(draft, path);
  } catch (error) {
    // Not below a file: there Node 22 and later complain, `force` or not.
    if (existsSync(draft)) rmSync(draft, { recursive: true, force: true });
    // Somebody else made it at the same moment.
    if ((errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST') && existsSync(path)) return;
    throw cannotMake(label, error);
  }
}

/** With `recursive`, Node would try for ever on a file system that makes no folders and says that there is none, such as /proc. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Removes repositories that were half made when their process was killed. */
function removeDrafts(parent: string, name: string, own: ProcessMark): void {
  for (const draft of readdirSync(parent)) {
    if (!draft.startsWith(`.${name}.`)) continue;
    const [, pid, started] = /\.(\d+)-(\d*)-[0-9a-f-]{36}\.new$/.exec(draft) ?? [];
    if (pid === undefined || started === undefined || !isDead({ ...own, pid: Number(pid), started })) continue;
    rmSync(join(parent, draft), { recursive: true, force: true });
  }
}

function cannotMake(label: string, error: unknown): unknown {
  const causes: Readonly<Record<string, readonly [string, string]>> = {
    EACCES: ['this account may not make a repository here', 'Name another place with --target, or give this account write access.'],
    EPERM: ['this account may not make a repository here', 'Name another place with --target, or give this account write access.'],
    EROFS: ['the file system is read-only', 'Name another place with --target.'],
    ENOENT: ['no folder can be made here', 'Name another place with --target.'],
    ENOSPC: ['the disk is full', 'Free some space and run again.'],
    ENOTDIR: ['a part of the path is a file', 'Name another place with --target.'],
    EEXIST: ['a part of the path is a file', 'Name another place with --target.'], // Node 22 and later say so
  };
  const cause = causes[errorCode(error) ?? ''];
  return cause === undefined ? error : new DeliveryError(label, ...cause);
}
