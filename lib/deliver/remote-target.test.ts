import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { commitMessage } from './message.ts';
import { openTarget } from './open-target.ts';
import { preview } from './preview.ts';
import type { Progress, Target } from './target.ts';
import { asPerson, BARE_ENV, contents, files, git, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** A bare repository behind a URL. */
function remote(name: string): { readonly path: string; readonly target: (more?: Parameters<typeof openTarget>[1]) => Target } {
  const path = at(`${name}.git`);
  git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
  return { path, target: (more) => openTarget(`file://${path}`, { stateFolder: at(`${name}-state`), env: BARE_ENV, ...more }) };
}

async function run(target: Target, entries: Readonly<Record<string, string>>): Promise<Delivery> {
  try {
    return await deliver({ target, files: files(entries), version: '0.1.0' });
  } finally {
    await target.close();
  }
}

test('an empty remote gets its first commit, later ones go on top, and no change is no push', async () => {
  const { path, target } = remote('empty');

  const first = await run(target(), { 'c/a/x.yaml': 'old' });
  const second = await run(target(), { 'c/a/x.yaml': 'new' });
  const third = await run(target(), { 'c/a/x.yaml': 'new' });

  expect(git(path, 'log', '--format=%H', 'main').split('\n')).toEqual([second.commit, first.commit]);
  expect([third.base, third.commit]).toEqual([second.commit, undefined]);
  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('new');
  expect(git(path, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  expect(git(path, 'fsck', '--strict')).toBe('');
});

test('a remote with a history and files of others keeps both, and only its newest commit is fetched', async () => {
  const { path, target } = remote('grown');
  await run(target(), { 'c/a/x.yaml': 'old' });
  for (const turn of ['one', 'two', 'three']) {
    asPerson(path, at('person'), () => {
      writeFileSync(at('person/README.md'), turn);
    });
  }

  await run(target({ stateFolder: at('other-state') }), { 'c/a/x.yaml': 'new' });

  expect(contents(path)).toMatchObject({ 'README.md': 'three', 'c/a/x.yaml': 'new' });
  expect(git(path, 'rev-list', '--count', 'main')).toBe('5');
  const cache = readdirSync(at('other-state/remotes')).filter((name) => name.endsWith('.git'));
  expect(git(join(at('other-state/remotes'), cache[0] ?? ''), 'rev-list', '--count', 'refs/slipway/fetched')).toBe('1');
});

test('a branch that moved forward refuses the plan', async () => {
  const { path, target } = remote('forward');
  const { commit: base = '' } = await run(target(), { 'c/a/x.yaml': 'old' });
  const open = target();
  const { plan, changes } = await preview({ target: open, files: files({ 'c/a/x.yaml': 'new' }) });
  asPerson(path, at('person'), () => {
    writeFileSync(at('person/README.md'), 'hello');
  });
  const tip = git(path, 'rev-parse', 'main');

  const commit = open.commit(plan, commitMessage({ changes, clusters: ['c'], version: '0.1.0' }));

  await expect(commit).rejects.toThrow(
    new Error(
      `main: the plan was made on ${base.slice(0, 7)}, the branch is at ${tip.slice(0, 7)}. Others deliver there at the same time: run again.`,
    ),
  );
  expect(git(path, 'rev-parse', 'main')).toBe(tip);
});

test('a branch that was set back refuses the plan as well: what somebody took away does not come again', async () => {
  const { path, target } = remote('back');
  const { commit: first = '' } = await run(target(), { 'c/a/x.yaml': 'one' });
  await run(target(), { 'c/a/x.yaml': 'two' });
  const open = target();
  const { plan, changes } = await preview({ target: open, files: files({ 'c/a/x.yaml': 'three' }) });
  git(path, 'update-ref', 'refs/heads/main', first);

  const commit = open.commit(plan, commitMessage({ changes, clusters: ['c'], version: '0.1.0' }));

  await expect(commit).rejects.toThrow(/^main: the plan was made on .{7}, the branch is at .{7}\. Others deliver there/);
  expect(git(path, 'rev-parse', 'main')).toBe(first);
});

test('a branch that was taken away refuses the plan, and does not come back', async () => {
  const { path, target } = remote('gone');
  await run(target(), { 'c/a/x.yaml': 'one' });
  const open = target();
  const { plan, changes } = await preview({ target: open, files: files({ 'c/a/x.yaml': 'two' }) });
  git(path, 'update-ref', '-d', 'refs/heads/main');

  const commit = open.commit(plan, commitMessage({ changes, clusters: ['c'], version: '0.1.0' }));

  await expect(commit).rejects.toThrow(/^main: the plan was made on .{7}, the branch is gone\. Others deliver there/);
  expect(git(path, 'for-each-ref')).toBe('');
});

test('deliveries at the same time do not wait for one another, and all arrive', async () => {
  const { path, target } = remote('crowd');
  await run(target(), {});
  await run(target(), { 'c/a/x.yaml': 'x' });

  const each = ['d', 'e', 'f'].map(async (cluster) => {
    const open = target();
    await deliver({ target: open, files: files({ [`${cluster}/a/x.yaml`]: 'x' }), clusters: [cluster], version: '0.1.0' });
    await open.close();
  });
  await Promise.all(each);

  expect(Object.keys(contents(path))).toEqual(
    ['c', 'd', 'e', 'f'].flatMap((cluster) => [`.slipway/ledger/${cluster}.json`, `${cluster}/a/x.yaml`]).sort(),
  );
  expect(readdirSync(at('crowd-state/remotes')).filter((name) => name.includes('.used'))).toEqual([]);
});

test('a cache that a killed delivery left is made anew', async () => {
  const { path, target } = remote('killed');
  await run(target(), { 'c/a/x.yaml': 'old' });
  const caches = at('killed-state/remotes');
  const [cache = ''] = readdirSync(caches);
  writeFileSync(join(caches, cache, 'shallow.lock'), '');
  writeFileSync(
    join(caches, `${cache}.used`),
    JSON.stringify({ pid: spawnSync(process.execPath, ['--version']).pid, host: hostname(), started: '' }),
  );

  await run(target(), { 'c/a/x.yaml': 'new' });

  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('new');
  // Under another name: a git of that delivery may still be writing into the old place.
  expect(readdirSync(caches)).toEqual([expect.not.stringMatching(cache)]);
});

test('what a delivery left that was killed before its first word is removed, and that of another machine is not', async () => {
  const { target } = remote('wordless');
  await run(target(), { 'c/a/x.yaml': 'old' });
  const caches = at('wordless-state/remotes');
  const [cache = ''] = readdirSync(caches);
  const draft = (pid: number): string => `${cache}.used.${pid}--4e8c5d0e-2f5a-4d6b-9d53-0c3a8a5f1b2c.draft`;
  const [dead, other] = [spawnSync(process.execPath, ['--version']).pid, JSON.stringify({ pid: 1, host: 'elsewhere', started: '' })];
  writeFileSync(join(caches, draft(dead)), '');
  writeFileSync(join(caches, draft(dead + 1)), other);

  await run(target(), { 'c/a/x.yaml': 'new' });

  expect(readdirSync(caches)).toEqual([cache, draft(dead + 1)]);
});

test.each<[string, (cache: string) => void]>([
  ['whose objects are gone', (cache) => rmSync(join(cache, 'objects'), { recursive: true })],
  ['whose packs are cut off', (cache) => cutAll(join(cache, 'objects'))],
  ['whose ref is empty', (cache) => writeFileSync(join(cache, 'refs/slipway/fetched'), '')],
  ['whose ref is of zeros', (cache) => writeFileSync(join(cache, 'refs/slipway/fetched'), '\0'.repeat(41))],
  ['whose list of shallow commits is garbage', (cache) => writeFileSync(join(cache, 'shallow'), 'garbage')],
  ['whose HEAD is empty', (cache) => writeFileSync(join(cache, 'HEAD'), '')],
  ['whose configuration is garbage', (cache) => writeFileSync(join(cache, 'config'), '[[[')],
])('a cache %s, as a power cut leaves it, is made anew', async (name, damage) => {
  const id = name.replace(/\W/g, '-');
  const { path, target } = remote(id);
  await run(target(), { 'c/a/x.yaml': 'old', 'c/a/y.yaml': 'y' });
  // Fetched, not only pushed: what the next run reads is in the cache.
  asPerson(path, at('person'), () => writeFileSync(at('person/README.md'), 'hello'));
  await run(target(), { 'c/a/x.yaml': 'newer', 'c/a/y.yaml': 'y' });
  const [cache = ''] = readdirSync(at(`${id}-state/remotes`));
  damage(join(at(`${id}-state/remotes`), cache));

  await run(target(), { 'c/a/x.yaml': 'newest', 'c/a/y.yaml': 'y' });

  expect(contents(path)).toMatchObject({ 'README.md': 'hello', 'c/a/x.yaml': 'newest' });
  expect(readdirSync(at(`${id}-state/remotes`))).toHaveLength(1);
});

/** Leaves the first half of every file. */
function cutAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    chmodSync(file, 0o644);
    truncateSync(file, Math.floor(statSync(file).size / 2));
  }
}

test('a remote that protects its branch says so, and nothing arrives', async () => {
  const { path, target } = remote('protected');
  await run(target(), { 'c/a/x.yaml': 'old' });
  mkdirSync(join(path, 'hooks'), { recursive: true });
  writeFileSync(join(path, 'hooks/pre-receive'), '#!/bin/sh\necho "changes must be made through a pull request"\nexit 1\n', {
    mode: 0o755,
  });

  const delivery = run(target(), { 'c/a/x.yaml': 'new' });

  await expect(delivery).rejects.toThrow(
    /^file:\/\/.*: the remote does not let this account push to the branch \(git push: .*pre-receive hook declined.*\)\. Allow it in/,
  );
  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('old');
});

test('a remote that is not there, and a branch that is not there, are told apart', async () => {
  const { target } = remote('typo');
  await run(target(), { 'c/a/x.yaml': 'old' });

  const missing = openTarget(`file://${at('nowhere.git')}`, { stateFolder: at('nowhere-state'), env: BARE_ENV });

  await expect(run(missing, {})).rejects.toThrow(
    /^file:\/\/.*nowhere\.git: there is no git repository \(git ls-remote: .*\)\. Check the path or URL/,
  );
  await expect(run(target({ branch: 'mian' }), {})).rejects.toThrow('there is no branch mian, only main. Name one of them with --branch');
});

test('a push whose answer was lost on the way back has arrived, and is said to have', async () => {
  const { path, target } = remote('lost');
  mkdirSync(at('bin'));
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh\n${real} "$@" || exit $?\ncase " $* " in *" push "*) echo "fatal: the remote end hung up unexpectedly" >&2; exit 128;; esac\n`;
  writeFileSync(at('bin/git'), script, { mode: 0o755 });

  const delivery = await run(target({ env: { ...BARE_ENV, PATH: `${at('bin')}:${process.env['PATH'] ?? ''}` } }), { 'c/a/x.yaml': 'x' });

  expect(git(path, 'rev-parse', 'main')).toBe(delivery.commit);
});

test('progress names every step, with percent where git says it', async () => {
  const { path, target } = remote('progress');
  await run(target(), Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`c/a/${index}.yaml`, `${index}`])));
  asPerson(path, at('person'), () => {
    writeFileSync(at('person/README.md'), 'hello');
  });
  const seen: Progress[] = [];
  const onProgress = (progress: Progress): void => void seen.push(progress);
  const open = target({ onProgress });

  await deliver({ target: open, files: files({ 'c/a/x.yaml': 'x' }), version: '0.1.0', maxRemovalShare: 100, onProgress });
  await open.close();

  expect([...new Set(seen.map(({ step }) => step))]).toEqual(['read', 'fetch', 'compare', 'commit', 'push']);
  expect(seen.some(({ step, percent }) => step === 'fetch' && percent === 100)).toBe(true);
});
