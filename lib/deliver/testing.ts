import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalTarget } from './local-target.ts';

/** The surroundings of every git in these tests: no user, no home, no configuration. */
export const BARE_ENV: NodeJS.ProcessEnv = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** A folder for one test file, removed after its last test; gives its tests the time that real git needs. */
export function temporaryFolder(): string {
  // Dozens of git processes on a busy machine take their time.
  jest.setTimeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-deliver-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs git as another person would. */
export function git(dir: string, ...args: readonly string[]): string {
  const person = [
    '-c',
    'user.name=Jimin',
    '-c',
    'user.email=jimin@example.org',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgSign=false',
  ];
  return execFileSync('git', ['-C', dir, ...person, ...args], {
    env: { ...BARE_ENV },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd();
}

/** Everything at the tip of a branch: path → text. */
export function contents(repository: string, branch = 'main'): Record<string, string> {
  const listed = git(repository, 'ls-tree', '-r', '-z', branch)
    .split('\0')
    .flatMap((line) => {
      const [, blob, path] = /^\S+ \S+ (\S+)\t(.*)$/s.exec(line) ?? [];
      return blob === undefined || path === undefined ? [] : [{ blob, path }];
    });
  const input = listed.map(({ blob }) => `${blob}\n`).join('');
  const out = execFileSync('git', ['-C', repository, 'cat-file', '--batch'], { env: { ...BARE_ENV }, input });
  let from = 0;
  const found: Record<string, string> = {};
  for (const { path } of listed) {
    const start = out.indexOf('\n', from) + 1;
    const size = Number(out.toString('utf8', from, start).split(' ')[2]);
    found[path] = out.toString('utf8', start, start + size);
    from = start + size + 1;
  }
  return found;
}

/** Lets a person change the target: clone, edit, commit, push. */
export function asPerson(
  repository: string,
  clone: string,
  edit: (git: (...args: readonly string[]) => string) => void,
  branch = 'main',
): void {
  rmSync(clone, { recursive: true, force: true });
  git('.', 'clone', '--quiet', '--branch', branch, repository, clone);
  edit((...args) => git(clone, ...args));
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '--message', 'by hand');
  git(clone, 'push', '--quiet', 'origin', `HEAD:${branch}`);
}

export function localTarget(path: string, branch = 'main', env = BARE_ENV): LocalTarget {
  return new LocalTarget({ path, branch, env });
}

export function files(entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries));
}
