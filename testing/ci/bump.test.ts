import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// Each run starts git and the whole program several times.
jest.setTimeout(120_000);

const CHECKOUT = path.resolve(__dirname, '../..');
const FILE = 'clusters/homelab.yaml';
const BARE_ENV = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const PERSON = ['-c', 'user.name=Jimin', '-c', 'user.email=jimin@example.org'];

let folder: string;

/** A bare origin, and a checkout of it with the script, the inventories and the program. */
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'slipway-ci-'));
  git('.', 'init', '--quiet', '--bare', '-b', 'main', 'origin.git');
  git('.', 'clone', '--quiet', 'origin.git', 'work');
  git('work', 'checkout', '--quiet', '-b', 'main');
  for (const name of ['clusters', '.ci']) cpSync(path.join(CHECKOUT, name), at(`work/${name}`), { recursive: true });
  mkdirSync(at('work/bin'));
  writeFileSync(at('work/bin/slipway.js'), `require(${JSON.stringify(path.join(CHECKOUT, 'bin/slipway.js'))});\n`);
  git('work', 'add', '--all');
  git('work', 'commit', '--quiet', '--message', 'first');
  git('work', 'push', '--quiet', 'origin', 'main');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function at(name: string): string {
  return path.join(folder, name);
}

function git(where: string, ...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', at(where), ...PERSON, ...argv], { encoding: 'utf8', env: BARE_ENV });
  if (status !== 0) throw new Error(`git ${argv.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function run(given: Readonly<Record<string, string>>): { readonly code: number | null; readonly err: string; readonly commit: string } {
  writeFileSync(at('output'), '');
  const env = { ...BARE_ENV, HOME: folder, GITHUB_OUTPUT: at('output'), CLUSTER: 'homelab', IMAGE: 'web', TAG: 'v85', ...given };
  const { status, stderr } = spawnSync(at('work/.ci/bump'), { encoding: 'utf8', env, cwd: folder });
  return { code: status, err: stderr, commit: readFileSync(at('output'), 'utf8') };
}

/** A program of this name that is found before the real one. */
function fake(name: string, script: string): string {
  mkdirSync(at('bin'), { recursive: true });
  writeFileSync(at(`bin/${name}`), `#!/usr/bin/env bash\n${script}`);
  chmodSync(at(`bin/${name}`), 0o755);
  return `${at('bin')}:${process.env['PATH'] ?? ''}`;
}

test('one line is changed, committed and pushed, and the commit is handed on', () => {
  const done = run({});

  const tip = git('origin.git', 'rev-parse', 'main');
  expect([done.code, done.commit]).toEqual([0, `commit=${tip}\n`]);
  expect(git('origin.git', 'log', '-1', '--format=%s|%an', 'main')).toBe('homelab: web v85|slipway');
  expect(git('origin.git', 'diff', '--numstat', 'main~1', 'main')).toBe(`1\t1\t${FILE}`);
});

test('what is there already makes no commit, but may be delivered', () => {
  const before = git('origin.git', 'rev-parse', 'main');

  const done = run({ TAG: 'v84' });

  expect([done.code, done.commit, git('origin.git', 'rev-parse', 'main')]).toEqual([0, `commit=${before}\n`, before]);
});

test('a branch that moves meanwhile gets the line on top', () => {
  // The first push meets a commit that somebody else has just pushed.
  const other =
    'if [[ " $* " == *" push "* && ! -e moved ]]; then touch moved; "$REAL" -C "$OTHER" push --quiet origin main; fi\nexec "$REAL" "$@"\n';
  const real = spawnSync('which', ['git'], { encoding: 'utf8' }).stdout.trim();
  git('.', 'clone', '--quiet', 'origin.git', 'other');
  writeFileSync(at('other/README.md'), 'hello\n');
  git('other', 'add', '--all');
  git('other', 'commit', '--quiet', '--message', 'theirs');

  const done = run({ PATH: fake('git', other), REAL: real, OTHER: at('other') });

  expect([done.code, git('origin.git', 'log', '--format=%s', 'main').split('\n')]).toEqual([0, ['homelab: web v85', 'theirs', 'first']]);
  expect(done.err).toContain('bump: main has moved, attempt 1 of 5');
});

test('by a pull request the branch stays as it is, and nothing is handed on', () => {
  const before = git('origin.git', 'rev-parse', 'main');
  const PATH = fake('gh', `echo "$@" >> ${at('gh.log')}\n`);

  const done = run({ PULL_REQUEST: 'true', PATH });

  expect([done.code, done.commit, git('origin.git', 'rev-parse', 'main')]).toEqual([0, '', before]);
  expect(git('origin.git', 'log', '-1', '--format=%s', 'bump/homelab-web')).toBe('homelab: web v85');
  expect(readFileSync(at('gh.log'), 'utf8')).toContain('pr create --head bump/homelab-web --base main --title homelab: web v85');
});

test.each([
  ['a cluster that is an option', { CLUSTER: '--help' }, 'bump: the cluster is no name. Send client_payload.cluster, such as homelab.\n'],
  ['no image', { IMAGE: '' }, 'bump: the image is no name. Send client_payload.image, such as web.\n'],
  ['a command for a tag', { TAG: '$(touch pwned)' }, 'bump: the tag is none. Send client_payload.tag, such as v85.\n'],
  ['a second line', { TAG: 'v85\nx' }, 'bump: the tag is none. Send client_payload.tag, such as v85.\n'],
  ['an older tag', { TAG: 'v83' }, expect.stringContaining('images.web: v83 is older than v84.') as string],
  ['a tag that moves', { TAG: 'latest' }, expect.stringContaining('which moves from build to build') as string],
])('%s is refused, and nothing is pushed', (_title, given, message) => {
  const before = git('origin.git', 'rev-parse', 'main');

  const done = run(given);

  expect(done).toEqual({ code: 2, err: message, commit: '' });
  expect(git('origin.git', 'for-each-ref', '--format=%(objectname)')).toBe(before);
});

test('a checkout with changes of its own is left alone', () => {
  writeFileSync(at(`work/${FILE}`), 'mine');

  const done = run({});

  expect([done.code, done.err]).toEqual([2, 'bump: the checkout has changes of its own. Commit them first.\n']);
  expect(readFileSync(at(`work/${FILE}`), 'utf8')).toBe('mine');
});
