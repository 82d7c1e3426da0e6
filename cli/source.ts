import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '../lib/errors.ts';
import type { DryCommit } from '../lib/deliver/hydrator.ts';

/** The commit that a delivery was made from, or `uncommitted`: the folder is in no repository, or something in it is not committed. */
export async function sourceCommit(folder: string): Promise<string> {
  const git = (...args: string[]): Promise<string> => gitIn(folder, args);
  try {
    const [commit, changes] = await Promise.all([git('rev-parse', '--verify', 'HEAD'), git('status', '--porcelain')]);
    return changes === '' ? commit : 'uncommitted';
  } catch {
    // No repository, no commit or no git: the delivery itself says so where it matters.
    return 'uncommitted';
  }
}

/** What a hydrator tells of the commit that was synthesized. Throws an InputError if the sources are not committed. */
export async function dryCommit(folder: string, sha: string): Promise<DryCommit> {
  if (sha === 'uncommitted')
    throw new InputError('--hydrator', 'the sources have no commit that could be named', 'Commit them first, or leave it out.');
  const shown = await gitIn(folder, ['show', '--no-show-signature', '--no-patch', '--format=%an <%ae>%x00%aI%x00%s%x00%b', sha]);
  const [author = '', date = '', subject = '', body = ''] = shown.split('\0');
  // Without a remote of that name there is no address to tell.
  const url = await gitIn(folder, ['remote', 'get-url', 'origin']).catch(() => undefined);
  return { sha, repoUrl: url === undefined ? undefined : withoutUser(url), author, date, subject, body: body.trim() };
}

/** The address of a repository without what may be a password; a path of this machine is nobody's business. */
function withoutUser(url: string): string | undefined {
  if (/^[\w.-]+@[^/:]+:/.test(url)) return url;
  if (!/^(https?|ssh|git):\/\//.test(url) || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (/^https?:$/.test(parsed.protocol)) parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

async function gitIn(folder: string, args: readonly string[]): Promise<string> {
  // A hook that calls us has variables that name another place.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], { env: { ...env, GIT_OPTIONAL_LOCKS: '0' } });
  return stdout.trim();
}
