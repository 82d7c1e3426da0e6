import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { deliverEnvironments } from './deliver-environments.ts';
import type { EnvironmentDeliveries } from './deliver-environments.ts';
import { Environments } from './environments.ts';
import type { EnvironmentOptions } from './environments.ts';
import { parseKnownTrees } from './known-trees.ts';
import { asPerson, BARE_ENV, contents, files, git, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const ONE = { 'one/a/x.yaml': 'x1', 'two/a/y.yaml': 'y1' };
const NEXT = { 'one/a/x.yaml': 'x2', 'two/a/y.yaml': 'y2' };
const DRY = {
  sha: '81be0d4c0ffee0123456789abcdef0123456789a',
  author: 'Jimin <j@example.org>',
  date: '2026-01-31T09:30:00Z',
  subject: 's',
  body: '',
};

test.each([
  [
    'address',
    () => new Environments('github:owner'),
    'target: "github:owner" names no repository on GitHub. Write it as github:owner/repository.',
  ],
  [
    'name',
    () => new Environments(at('x.git')).branch('a..b'),
    'branch: "environment/a..b" starts with -, ends with a dot, or has .. or @{. Give the cluster another name.',
  ],
])('what no branch can have is refused (%s)', (_title, open, message) => {
  expect(open).toThrow(message);
});

test('programs that share the branches propose each from a branch of its own', () => {
  expect(new Environments(at('x.git'), { next: true, folder: 'apps/a' }).branch('one').branch).toBe('environment/one-next/apps/a');
});

describe.each(['a local repository', 'a remote'])('in %s', (place) => {
  const name = place.replaceAll(' ', '-');
  let count = 0;
  let path: string;

  beforeEach(() => {
    count += 1;
    path = at(`${name}-${count}.git`);
    git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
  });

  async function run(
    entries: Readonly<Record<string, string>>,
    more: EnvironmentOptions = {},
    before?: () => void,
  ): Promise<EnvironmentDeliveries> {
    const address = place === 'a remote' ? `file://${path}` : path;
    const environments = new Environments(address, { stateFolder: at('state'), env: BARE_ENV, ...more });
    if (before !== undefined) {
      const publish = environments.publish.bind(environments);
      let first = true;
      environments.publish = () => {
        if (first) before();
        first = false;
        return publish();
      };
    }
    try {
      return await deliverEnvironments({ environments, files: files(entries), version: '0.1.0', sourceCommit: DRY.sha, next: more.next });
    } finally {
      await environments.close();
    }
  }

  const branches = (): readonly string[] => git(path, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
  const tips = (): string => git(path, 'for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads');

  test('every cluster has a branch with its own files and ledger, and one commit for each delivery', async () => {
    const first = await run(ONE);
    const second = await run({ ...ONE, 'two/a/y.yaml': 'y2' });

    expect(branches()).toEqual(['environment/one', 'environment/two']);
    expect(Object.keys(contents(path, 'environment/one'))).toEqual(['.slipway/ledger/one.json', 'one/a/x.yaml']);
    expect(contents(path, 'environment/two')['two/a/y.yaml']).toBe('y2');
    expect(first.deliveries.map(({ branch, base }) => [branch, base])).toEqual([
      ['environment/one', undefined],
      ['environment/two', undefined],
    ]);
    expect(second.deliveries.map(({ commit }) => commit === undefined)).toEqual([true, false]);
    expect(git(path, 'log', '--format=%s', 'environment/two').split('\n')).toEqual([
      'two: two/a/y.yaml changed',
      'two: two/a/y.yaml added',
    ]);
  });

  test('what was found out about each branch is kept for the next delivery', async () => {
    const stateFolder = at(`state-${name}-${count}`);
    await run(ONE, { stateFolder });

    const [cache = ''] = place === 'a remote' ? readdirSync(join(stateFolder, 'remotes')) : [];
    const memory = place === 'a remote' ? join(stateFolder, 'remotes', cache, 'slipway-known') : join(path, 'slipway-known');
    const known = readdirSync(memory).map((file) => parseKnownTrees(readFileSync(join(memory, file), 'utf8')));
    expect(known.flatMap((trees) => [...trees].map(([app, { tree }]) => `${app} ${tree}`)).sort()).toEqual([
      `one/a ${git(path, 'rev-parse', 'environment/one:one/a')}`,
      `two/a ${git(path, 'rev-parse', 'environment/two:two/a')}`,
    ]);
  });

  test('a proposal starts from the branch that it is for, which is made where it is missing', async () => {
    await run({ 'one/a/x.yaml': 'x1' });
    await run(NEXT, { next: true });
    await run(NEXT, { next: true });

    expect(branches()).toEqual(['environment/one', 'environment/one-next', 'environment/two', 'environment/two-next']);
    expect(git(path, 'rev-list', '--count', 'environment/one..environment/one-next')).toBe('1');
    expect(git(path, 'merge-base', 'environment/two', 'environment/two-next')).toBe(git(path, 'rev-parse', 'environment/two'));
    expect([contents(path, 'environment/one')['one/a/x.yaml'], contents(path, 'environment/two')]).toEqual(['x1', {}]);
    expect(contents(path, 'environment/two-next')['two/a/y.yaml']).toBe('y2');
  });

  test('the hydrator tells each branch its own, notes included', async () => {
    const { noteFault } = await run(ONE, { next: true, hydrator: DRY });

    const metadata = ['one', 'two'].map((cluster) => contents(path, `environment/${cluster}-next`)['hydrator.metadata'] ?? '{}');
    expect([noteFault, metadata.map((text) => (JSON.parse(text) as { commands: unknown }).commands)]).toEqual([
      undefined,
      [['slipway synth --cluster one'], ['slipway synth --cluster two']],
    ]);
    expect(['one', 'two'].map((cluster) => git(path, 'notes', '--ref=hydrator.metadata', 'show', `environment/${cluster}-next`))).toEqual([
      `{"drySha":"${DRY.sha}"}`,
      `{"drySha":"${DRY.sha}"}`,
    ]);
    // However many branches there are, their notes are one commit, and one push.
    expect(git(path, 'rev-list', '--count', 'refs/notes/hydrator.metadata')).toBe('1');
  });

  test('a branch that moves meanwhile: all is planned anew, and nothing of the other is lost', async () => {
    await run(ONE);

    await run(NEXT, {}, () => {
      asPerson(path, at('person'), () => writeFileSync(at('person/README.md'), 'hello'), 'environment/two');
    });

    expect(contents(path, 'environment/one')['one/a/x.yaml']).toBe('x2');
    expect(contents(path, 'environment/two')).toMatchObject({ 'README.md': 'hello', 'two/a/y.yaml': 'y2' });
    expect(git(path, 'rev-list', '--count', 'environment/one')).toBe('2');
  });

  test('what stops one branch stops all, and everything is said at once', async () => {
    await run(ONE);
    for (const [cluster, file] of [
      ['one', 'x'],
      ['two', 'y'],
    ] as const)
      asPerson(path, at('person'), () => writeFileSync(at(`person/${cluster}/a/${file}.yaml`), 'mine'), `environment/${cluster}`);
    const before = tips();

    const failed = await run(NEXT).catch((error: unknown) => String(error));

    expect(failed).toMatch(/one\/a\/x\.yaml[^]*two\/a\/y\.yaml/);
    expect(tips()).toBe(before);
  });

  test('the locks that a killed delivery left of all branches are removed', async () => {
    await run(ONE);
    const { pid } = spawnSync(process.execPath, ['--version']);
    mkdirSync(join(path, 'slipway'), { recursive: true });
    writeFileSync(join(path, 'slipway/left.json'), JSON.stringify({ pid, host: hostname(), started: '' }));
    for (const cluster of ['one', 'two']) {
      const lock = join(path, `refs/heads/environment/${cluster}.lock`);
      writeFileSync(lock, '');
      utimesSync(lock, 1_700_000_000, 1_700_000_000);
    }

    // Of the first branch nothing changes; its lock is in the way of somebody else.
    await run({ ...ONE, 'two/a/y.yaml': 'y2' });

    expect(contents(path, 'environment/two')['two/a/y.yaml']).toBe('y2');
    expect(readdirSync(join(path, 'refs/heads/environment')).sort()).toEqual(['one', 'two']);
    expect(readdirSync(join(path, 'slipway'))).toEqual([]);
  });

  test('a branch that may not be moved keeps the others where they are', async () => {
    await run(ONE);
    const before = tips();
    if (place === 'a remote') {
      writeFileSync(join(path, 'hooks/update'), '#!/bin/sh\ntest "$1" != refs/heads/environment/two\n');
      chmodSync(join(path, 'hooks/update'), 0o755);
    } else {
      writeFileSync(join(path, 'hooks/reference-transaction'), '#!/bin/sh\ntest "$1" != prepared || ! grep -q environment/two\n');
      chmodSync(join(path, 'hooks/reference-transaction'), 0o755);
    }

    await expect(run(NEXT)).rejects.toThrow();

    expect(tips()).toBe(before);
  });
});
