import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { LocalTarget } from './local-target.ts';
import type { LocalTargetOptions } from './local-target.ts';
import { ownMark } from './process-mark.ts';
import { BARE_ENV, files, git, localTarget, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

function run(path: string, more: Partial<LocalTargetOptions> = {}): Promise<Delivery> {
  return deliver({
    target: new LocalTarget({ path, branch: 'main', env: BARE_ENV, ...more }),
    files: files({ 'c/a/x.yaml': 'kind: A\n' }),
    version: '0.1.0',
  });
}

const author = (path: string, branch = 'main'): string => git(path, 'log', '-1', '--format=%an <%ae> %cn <%ce>', branch);

test("is made in an empty folder, with the branch that was asked for, without anybody's hooks", async () => {
  const path = at('empty/k8s.git');
  mkdirSync(path, { recursive: true });

  await run(path, { branch: 'live' });

  expect(git(path, 'symbolic-ref', 'HEAD')).toBe('refs/heads/live');
  expect([existsSync(join(path, 'hooks')), readdirSync(at('empty'))]).toEqual([false, ['k8s.git']]);
});

test('a folder that something else lives in is refused', async () => {
  mkdirSync(at('full'));
  writeFileSync(at('full/diary.txt'), 'dear diary\n');

  await expect(run(at('full'))).rejects.toThrow(
    new Error(
      `${at('full')}: there is something else than a git repository. Name an empty place, where a repository is made, or a bare repository.`,
    ),
  );
  expect(readdirSync(at('full'))).toEqual(['diary.txt']);
});

test('a folder inside another repository is not taken for that one', async () => {
  git('.', 'init', '--quiet', at('outer'));
  mkdirSync(at('outer/inner'));
  writeFileSync(at('outer/inner/a'), '');

  await expect(run(at('outer/inner'))).rejects.toThrow('there is something else than a git repository');
});

test.each(['', '-with-a-commit'])(
  'a work tree on that branch is refused, as a delivery would leave it behind (worktree%s)',
  async (name) => {
    const path = at(`worktree${name}`);
    git('.', 'init', '--quiet', path);
    if (name !== '') git(path, 'commit', '--quiet', '--allow-empty', '--message', 'first');

    await expect(run(path)).rejects.toThrow(
      new Error(
        `${path}: branch main is checked out here, and a delivery would leave its work tree behind. ` +
          'Deliver to a bare repository (git init --bare), to another branch, or to the remote that this one was cloned from.',
      ),
    );
  },
);

test('another branch of a repository with a work tree is delivered to, and the work tree stays clean', async () => {
  const path = at('other-branch');
  git('.', 'init', '--quiet', path);
  git(path, 'commit', '--quiet', '--allow-empty', '--message', 'first');
  git(path, 'branch', 'live');

  await run(path, { branch: 'live' });

  expect(git(path, 'show', 'live:c/a/x.yaml')).toBe('kind: A');
  expect(git(path, 'status', '--porcelain')).toBe('');
});

test('a branch that is missing beside others is a slip, not a second history', async () => {
  await run(at('slip.git'));

  await expect(run(at('slip.git'), { branch: 'mian' })).rejects.toThrow(
    new Error(
      `${at('slip.git')}: there is no branch mian, only main. Name one of them with --branch, or make it there: git branch mian main.`,
    ),
  );
});

test('a path below a file is refused', async () => {
  writeFileSync(at('file'), '');

  await expect(run(at('file/k8s.git'))).rejects.toThrow(/^.*: (a part of the path is a file)\. /);
});

// There is such a file system on Linux only.
(process.platform === 'linux' ? test : test.skip)('a place where no folder can be made is said to be one', async () => {
  await expect(run('/proc/slipway/k8s.git')).rejects.toThrow(
    new Error('/proc/slipway/k8s.git: no folder can be made here. Name another place with --target.'),
  );
});

describe('who signs', () => {
  test('is who git names in the repository', async () => {
    await run(at('config.git'));
    git(at('config.git'), 'config', 'user.name', 'Jimin Lee');
    git(at('config.git'), 'config', 'user.email', 'jimin@example.org');

    await deliver({ target: localTarget(at('config.git')), files: files({}), version: '0.1.0', allowRemove: ['cluster:c'] });

    expect(author(at('config.git'))).toBe('Jimin Lee <jimin@example.org> Jimin Lee <jimin@example.org>');
  });

  test('is the author of the option, committed by whom the environment names', async () => {
    const env = { ...BARE_ENV, GIT_COMMITTER_NAME: 'ci', GIT_COMMITTER_EMAIL: 'ci@example.org' };

    await run(at('option.git'), { env, author: { name: 'Re<>lease\n', email: 'release@example.org' } });

    expect(author(at('option.git'))).toBe('Release <release@example.org> ci <ci@example.org>');
  });

  test('is the program where nothing at all is known, not even a home', async () => {
    await run(at('empty-env.git'), { env: { PATH: process.env['PATH'] } });

    expect(author(at('empty-env.git'))).toMatch(/<.+@.+>/);
  });
});

test('settings of a person that stop other programs do not stop a delivery', async () => {
  const hooks = at('hooks');
  mkdirSync(hooks);
  writeFileSync(join(hooks, 'reference-transaction'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const config = at('gitconfig');
  writeFileSync(
    config,
    `[core]\n hooksPath = ${hooks}\n autocrlf = true\n quotePath = true\n[init]\n templateDir = ${hooks}\n defaultBranch = trunk\n[user]\n useConfigOnly = true\n[fastimport]\n unpackLimit = 1\n`,
  );

  const delivery = await run(at('settings.git'), { env: { ...BARE_ENV, GIT_CONFIG_GLOBAL: config } });

  expect(git(at('settings.git'), 'rev-parse', 'main')).toBe(delivery.commit);
  expect(git(at('settings.git'), 'cat-file', '-p', 'main:c/a/x.yaml')).toBe('kind: A');
});

test('a hook of the repository itself is heard', async () => {
  await run(at('guarded.git'));
  mkdirSync(at('guarded.git/hooks'), { recursive: true });
  writeFileSync(at('guarded.git/hooks/reference-transaction'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });

  const delivery = deliver({ target: localTarget(at('guarded.git')), files: files({}), version: '0.1.0', allowRemove: ['cluster:c'] });

  await expect(delivery).rejects.toThrow(/^.*: a hook of the repository refuses it \(git .+\)\. Ask who keeps/);
  expect(git(at('guarded.git'), 'rev-list', '--count', 'main')).toBe('1');
});

test('a repository that was half made when its process was killed is cleared away', async () => {
  mkdirSync(at('drafts'));
  const dead = `.k8s.git.${String(spawnSync(process.execPath, ['--version']).pid)}-1-${randomUUID()}.new`;
  const { pid, started } = ownMark();
  const alive = `.k8s.git.${String(pid)}-${started}-${randomUUID()}.new`;
  mkdirSync(at(`drafts/${dead}`));
  mkdirSync(at(`drafts/${alive}`));

  await run(at('drafts/k8s.git'));

  expect(readdirSync(at('drafts'))).toEqual([alive, 'k8s.git']);
});
