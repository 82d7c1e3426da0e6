import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/errors.ts';
import { deliver } from '../../lib/deliver/deliver.ts';
import type { Delivery } from '../../lib/deliver/deliver.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import { asPerson, BARE_ENV, files, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { Workspace } from '../cli/workspace.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let count = 0;

const OURS = { 'c/a/x.yaml': 'a: 1\n', 'c/a/y.yaml': 'a: 2\n' };

function run(path: string, entries: Readonly<Record<string, string>>): Promise<Delivery> {
  const target = openTarget(path, { stateFolder: at('state'), env: BARE_ENV });
  return deliver({ target, files: files(entries), version: '0.1.0' }).finally(() => target.close());
}

/** A target with a delivery, below a folder whose every file is known: whoever leaves the target would be seen. */
async function target(): Promise<{ readonly path: string; readonly outside: () => readonly string[] }> {
  count += 1;
  const home = at(`home-${count}`);
  mkdirSync(home);
  writeFileSync(join(home, 'secret.yaml'), 'password: swordfish\n');
  const path = join(home, 'k8s.git');
  await run(path, OURS);
  const outside = (): readonly string[] => [
    ...readdirSync(home),
    readFileSync(join(home, 'secret.yaml'), 'utf8'),
    ...readdirSync(path).sort(),
  ];
  return { path, outside };
}

/** Everything that a delivery could have changed. */
function state(path: string): string {
  return git(path, 'for-each-ref') + git(path, 'cat-file', '--batch-all-objects', '--batch-check');
}

describe('a path that leads out of the repository, or into what git keeps for itself', () => {
  let given: Awaited<ReturnType<typeof target>>;
  beforeAll(async () => {
    given = await target();
  });

  test.each([
    ['../secret.yaml'],
    ['../../../../../../etc/cron.d/x'],
    ['c/../../secret.yaml'],
    ['/etc/passwd'],
    ['C:/Windows/x.yaml'],
    ['c\\..\\..\\x.yaml'],
    ['.git/hooks/post-receive'],
    ['c/.GIT/config'],
    ['c/.Git/x'],
    ['c/git~1/x'],
    ['c/GIT~1/x'],
    ['c/.g\u200cit/x'],
    ['c/.git\u2060/x'],
    ['c/.git /x'],
    ['c/.git./x'],
    ['c/.git::$INDEX_ALLOCATION/x'],
    ['c/a\u0000/x'],
    ['c/a\n/x'],
    ['c/\u001b[2J.yaml'],
    ['c//x'],
    ['c/./x'],
    ['c/cafe\u0301.yaml'],
    ['c/\ud800.yaml'],
    ['.slipway/ledger/c.json'],
    ['.slipway/x.yaml'],
  ])('%j is refused, and nothing is written anywhere', async (path) => {
    const { path: repository, outside } = given;
    const before = [state(repository), ...outside()];

    const delivery = run(repository, { ...OURS, [path]: 'x: 1\n' });

    await expect(delivery).rejects.toThrow(InputError);
    await expect(delivery).rejects.toThrow(JSON.stringify(path));
    expect([state(repository), ...outside()]).toEqual(before);
  });
});

describe('a ledger that somebody forged', () => {
  const blob = 'ce013625030ba8dba906f756967f9e9ca394464a';
  const entry = `{"object":"v1 x","blob":"${blob}","source":"x"}`;
  const ledger = (paths: readonly string[]): string => `{"version":2,"files":{${paths.map((path) => `${path}:${entry}`).join(',')}}}`;

  test.each<[string, string, RegExp]>([
    ['with paths outside', ledger(['"../secret.yaml"', '"/etc/passwd"']), /the path has the part "\.\."[^]*the path is absolute/],
    ['with paths of git', ledger(['"c/.git/config"', '"c/.g\\u200cit/config"']), /is git's own[^]*is git's own/],
    ['with files of another cluster', ledger(['"d/a.yaml"']), /the file is not one of c\./],
    ['with its own file', ledger(['".slipway/ledger/c.json"']), /the ledger cannot list itself/],
    ['with a name twice', ledger(['"c/a/x.yaml"', '"c/a/x.yaml"']), /the ledger lists "c\/a\/x\.yaml" twice/],
    ['with a name twice, written in two ways', ledger(['"c/a/x.yaml"', '"c\\/a\\u002fx.yaml"']), /the ledger lists "c\/a\/x\.yaml" twice/],
    ['with names of every object', ledger(['"__proto__"', '"constructor"']), /"__proto__": the file is not one of c\.[^]*"constructor": /],
    ['without a prototype of its own', '{"__proto__":{"version":2,"files":{}}}', /the ledger has version none/],
    ['with a blob that is an option', `{"version":2,"files":{"c/a/x.yaml":{"blob":"--output=/tmp/x"}}}`, /has no git blob id/],
    ['that is deep', `{"version":2,"files":${'['.repeat(200_000)}`, /the ledger is not JSON/],
    [
      'that is deep and whole',
      `{"version":2,"files":{"c/a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      /the (ledger is not JSON|value is not a map)/,
    ],
    ['that is empty', '', /the ledger is not JSON/],
    ['of zeros', '\u0000'.repeat(1000), /the ledger is not JSON/],
  ])('%s is refused, and nothing is written anywhere', async (_name, text, says) => {
    const { path, outside } = await target();
    asPerson(path, at('person'), () => writeFileSync(at('person/.slipway/ledger/c.json'), text));
    const before = [state(path), ...outside()];

    const delivery = run(path, OURS);

    await expect(delivery).rejects.toThrow(InputError);
    await expect(delivery).rejects.toThrow(says);
    expect([state(path), ...outside()]).toEqual(before);
  });

  test('with a hundred thousand files that are not there removes nothing and stops nothing', async () => {
    const { path } = await target();
    const paths = Array.from({ length: 100_000 }, (_, index) => `"c/b/${index}.yaml"`);
    asPerson(path, at('person'), () => {
      const own = readFileSync(at('person/.slipway/ledger/c.json'), 'utf8');
      writeFileSync(
        at('person/.slipway/ledger/c.json'),
        own.replace('"files": {', `"files": {${paths.map((name) => `${name}:${entry}`).join(',')},`),
      );
    });

    const { changes } = await run(path, OURS);

    expect(changes).toEqual([]);
    expect(git(path, 'ls-tree', '-r', '--name-only', 'main')).toBe('.slipway/ledger/c.json\nc/a/x.yaml\nc/a/y.yaml');
  });

  test('a folder deeper is a file of somebody else', async () => {
    const { path } = await target();
    asPerson(path, at('person'), () => {
      mkdirSync(at('person/.slipway/ledger/c'));
      writeFileSync(at('person/.slipway/ledger/c/d.json'), ledger(['"c/d/x.yaml"']));
    });

    await run(path, { ...OURS, 'c/a/z.yaml': 'a: 3\n' });

    expect(git(path, 'show', 'main:.slipway/ledger/c/d.json')).toBe(ledger(['"c/d/x.yaml"']));
  });
});

describe('a link in the target', () => {
  test.each([
    ['where our folder is', 'c'],
    ['where the folder of an app is', 'c/b'],
    ['where the ledgers are', '.slipway/ledger'],
    ['where our state is', '.slipway'],
  ])('%s is not followed: the delivery stops', async (_name, place) => {
    const { path, outside } = await target();
    asPerson(path, at('person'), () => {
      rmSync(at(`person/${place}`), { recursive: true, force: true });
      symlinkSync('../../..', at(`person/${place}`));
    });
    const before = [state(path), ...outside()];

    const delivery = run(path, { ...OURS, 'c/b/z.yaml': 'a: 3\n' });

    await expect(delivery).rejects.toThrow(/is in the way, and slipway did not write it|somebody deleted this file/);
    expect([state(path), ...outside()]).toEqual(before);
  });
});

test('what a remote says does not steer the terminal', async () => {
  const { path } = await target();
  mkdirSync(join(path, 'hooks'));
  writeFileSync(join(path, 'hooks/pre-receive'), '#!/bin/sh\nprintf "\\033[2J\\033]0;owned\\007error: no\\n" >&2\nexit 1\n', {
    mode: 0o755,
  });

  const delivery = run(`file://${path}`, { ...OURS, 'c/a/z.yaml': 'a: 3\n' });

  const said = await delivery.then(String, String);
  expect(said).toContain('the remote does not let this account push to the branch');
  expect(said).not.toMatch(/[^\P{Cc}\n\t]/u);
});

describe('the whole program', () => {
  let space: Workspace;
  beforeEach(() => {
    space = new Workspace();
    mkdirSync(space.path('outside'));
    writeFileSync(space.path('outside/diary.txt'), 'dear diary\n');
  });
  afterEach(() => space.remove());

  test.each([['../outside'], ['/etc'], ['.git'], ['.GIT'], ['a/b'], ['"a\\0b"'], ['"a\\nb"'], ['..'], ['__proto__'], ['.slipway']])(
    'a cluster named %s is refused, and nothing is written',
    async (name) => {
      space.edit('clusters/homelab.yaml', 'name: homelab', `name: ${name}`);

      const said = await space.run('deliver');

      expect([said.code, said.out]).toEqual([2, '']);
      expect(said.err).toMatch(/clusters\/homelab\.yaml:\d+ name/);
      expect([readdirSync(space.path('outside')), readdirSync(space.folder).sort()]).toEqual([['diary.txt'], ['clusters', 'outside']]);
    },
  );

  test.each([['dist/homelab'], ['dist/homelab/blog-system']])('%s that is a link is not followed', async (place) => {
    if (place !== 'dist') mkdirSync(join(space.path(place), '..'), { recursive: true });
    symlinkSync(space.path('outside'), space.path(place));

    const said = await space.run('deliver');

    expect(said.code).toBe(2);
    expect(said.err).toMatch(/is a symbolic link|is no ordinary file|is a file, and a folder is to stand there/);
    expect(space.files('outside')).toEqual({ 'diary.txt': 'dear diary\n' });
  });
});
