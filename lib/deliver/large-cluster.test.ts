import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { deliverPlan } from './deliver-plan.ts';
import { FolderTarget } from './folder-target.ts';
import { ledgerPath } from './ledger.ts';
import { MOST_IN_ONE_LEDGER } from './ledger-apps.ts';
import { parsePlanFile, printPlanFile } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { preview } from './preview.ts';
import type { Target } from './target.ts';
import { asPerson, contents, git, localTarget, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
let count = 0;

/** Files of one cluster with five apps, one more than a single ledger holds. */
function manyFiles(change: (files: Map<string, string>) => void = () => undefined): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let index = 0; index <= MOST_IN_ONE_LEDGER; index += 1) files.set(`c/app-${index % 5}/${index}.yaml`, `a: ${index}\n`);
  change(files);
  return files;
}

const MANY = manyFiles();
const APP_LEDGERS = [0, 1, 2, 3, 4].map((app) => ledgerPath(`c/app-${app}`));

async function run(target: Target | string, files: ReadonlyMap<string, string>, more: { take?: boolean } = {}): Promise<Delivery> {
  const to = typeof target === 'string' ? localTarget(target) : target;
  return deliver({ target: to, files, version: '0.1.0', maxRemovalShare: 100, allowRemove: ['cluster:c'], ...more });
}

/** A repository in which all of it was delivered. */
async function delivered(): Promise<{ readonly path: string; readonly clone: string }> {
  const path = join(folder, `${(count += 1)}.git`);
  await run(path, MANY);
  return { path, clone: `${path}.clone` };
}

/** The same target, of which nothing is skipped and nothing remembered. */
function careful(target: Target): Target {
  return {
    label: target.label,
    branch: target.branch,
    read: () => target.read(),
    texts: (blobs) => target.texts(blobs),
    commit: (plan, message) => target.commit(plan, message),
    mend: () => target.mend(),
    close: () => target.close(),
  };
}

const ledgersAt = (path: string): readonly string[] => git(path, 'ls-tree', '-r', '--name-only', 'main', '.slipway').split('\n');
const changedIn = (path: string): readonly string[] => git(path, 'diff', '--name-only', 'main~1', 'main').split('\n');

test('of a cluster with many files each app has a ledger, and a delivery writes those of the apps that it changes', async () => {
  const { path } = await delivered();
  const first = ledgersAt(path);

  await run(
    path,
    manyFiles((files) => files.set('c/app-3/3.yaml', 'a: new\n')),
  );

  expect(first).toEqual([ledgerPath('c'), ...APP_LEDGERS]);
  expect(changedIn(path)).toEqual([ledgerPath('c'), ledgerPath('c/app-3'), 'c/app-3/3.yaml']);
});

test('the ledgers stay apart when few files are left, and go with the last one', async () => {
  const { path } = await delivered();

  await run(
    path,
    new Map([
      ['c/app-1/1.yaml', 'a: 1\n'],
      ['c/direct.yaml', 'b: 2\n'],
    ]),
  );
  const few = contents(path);
  await run(path, new Map());

  expect(Object.keys(few)).toEqual([ledgerPath('c'), ledgerPath('c/app-1'), 'c/app-1/1.yaml', 'c/direct.yaml']);
  expect(JSON.parse(few[ledgerPath('c')] ?? '')).toMatchObject({ version: 3, files: { 'c/direct.yaml': { object: 'c/direct.yaml' } } });
  expect(git(path, 'ls-tree', '-r', 'main')).toBe('');
});

test('a cluster that grows gets a ledger for each app, without a change of any file', async () => {
  const path = join(folder, 'grows.git');
  await run(path, new Map([...MANY].slice(0, MOST_IN_ONE_LEDGER)));
  const before = ledgersAt(path);

  await run(path, MANY);

  expect([before, ledgersAt(path)]).toEqual([[ledgerPath('c')], [ledgerPath('c'), ...APP_LEDGERS]]);
  expect(changedIn(path).filter((file) => !file.startsWith('.slipway/'))).toEqual([
    `c/app-${MOST_IN_ONE_LEDGER % 5}/${MOST_IN_ONE_LEDGER}.yaml`,
  ]);
});

test('a second delivery finds nothing to do, with what is remembered, without it, and with rubbish in its place', async () => {
  const { path } = await delivered();
  const memory = readdirSync(join(path, 'slipway-known')).map((name) => join(path, 'slipway-known', name));

  const commits = [await run(path, MANY)];
  for (const file of memory) writeFileSync(file, '{"folder":"c/app-1","digest":"x","tree":"x"}\n');
  commits.push(await run(path, MANY));
  for (const file of memory) rmSync(file);
  commits.push(await run(path, MANY));

  expect(memory).toHaveLength(1);
  expect(commits.map(({ commit, plan }) => [commit, plan.conflicts])).toEqual([1, 2, 3].map(() => [undefined, []]));
});

/** What a person may do to files of ours, and beside them. */
const edits: Readonly<Record<string, (at: (path: string) => string) => void>> = {
  edits: (at) => writeFileSync(at('c/app-1/1.yaml'), 'a: by hand\n'),
  deletes: (at) => rmSync(at('c/app-2/2.yaml')),
  'makes executable': (at) => writeFileSync(at('c/app-3/3.yaml'), 'a: 3\n', { mode: 0o755, flag: 'w' }),
  links: (at) => {
    rmSync(at('c/app-0/5.yaml'));
    symlinkSync('10.yaml', at('c/app-0/5.yaml'));
  },
  'adds a foreign file': (at) => writeFileSync(at('c/app-4/theirs.txt'), 'mine\n'),
  'adds what is wanted': (at) => writeFileSync(at('c/app-4/new.yaml'), 'a: new\n'),
  'adds a folder': (at) => {
    mkdirSync(at('c/app-1/below'));
    writeFileSync(at('c/app-1/below/theirs.txt'), 'mine\n');
  },
  'adds a folder where a file goes': (at) => {
    mkdirSync(at('c/app-2/new.yaml'), { recursive: true });
    writeFileSync(at('c/app-2/new.yaml/theirs.txt'), 'mine\n');
  },
  'removes a whole app': (at) => rmSync(at('c/app-3'), { recursive: true }),
  'adds another app': (at) => {
    mkdirSync(at('c/app-9'));
    writeFileSync(at('c/app-9/x.yaml'), 'a: 9\n');
  },
};

/** What the sources may say from then on. */
const wishes: Readonly<Record<string, (files: Map<string, string>) => void>> = {
  'change what is edited': (files) => files.set('c/app-1/1.yaml', 'a: other\n'),
  'want the edit': (files) => files.set('c/app-1/1.yaml', 'a: by hand\n'),
  'change another file of the app': (files) => files.set('c/app-1/6.yaml', 'a: other\n'),
  'add files': (files) => files.set('c/app-4/new.yaml', 'a: new\n').set('c/app-2/new.yaml', 'a: new\n'),
  'remove a file': (files) => files.delete('c/app-2/2.yaml'),
  'remove an app': (files) => {
    for (const path of [...files.keys()]) if (path.startsWith('c/app-3/')) files.delete(path);
  },
  'add an app, and files elsewhere': (files) =>
    files.set('c/app-9/x.yaml', 'a: 9\n').set('c/direct.yaml', 'a: 1\n').set('d/a/x.yaml', 'a: 1\n'),
  'add a file deeper': (files) => files.set('c/app-0/deep/er.yaml', 'a: 1\n'),
};

// A clone of a thousand files for each run: a busy machine takes its time.
test('whatever people did and whatever is wanted: what is skipped and remembered makes no difference', async () => {
  const { path, clone } = await delivered();
  await fc.assert(
    fc.asyncProperty(fc.subarray(Object.keys(edits)), fc.subarray(Object.keys(wishes)), fc.boolean(), async (done, wanted, take) => {
      const branch = `b${(count += 1)}`;
      git(path, 'branch', branch, 'main');
      const at = (place: string): string => join(clone, place);
      const edit = (): void => {
        for (const name of done) edits[name]?.(at);
      };
      if (done.length > 0) asPerson(path, clone, edit, branch);
      const files = manyFiles((all) => {
        for (const name of wanted) wishes[name]?.(all);
      });

      const quick = await preview({ target: localTarget(path, branch), files, take });
      const slow = await preview({ target: careful(localTarget(path, branch)), files, take });

      const sorted = (found: typeof quick): unknown => [found.plan, new Map([...found.standing].sort()), found.clusters, found.changes];
      expect(sorted(quick)).toEqual(sorted(slow));
    }),
    { numRuns: 12, seed: 6 },
  );
}, 240_000);

test('a delivery into a folder beside others reads and writes only there', async () => {
  const { path, clone } = await delivered();
  const target = (): Target => new FolderTarget(localTarget(path), 'teams/two');
  await run(target(), MANY);
  asPerson(path, clone, () => writeFileSync(join(clone, 'teams/two/c/app-1/theirs.txt'), 'mine\n'));

  await run(
    target(),
    manyFiles((files) => files.set('c/app-1/1.yaml', 'a: new\n')),
  );

  expect(changedIn(path)).toEqual([
    'teams/two/.slipway/ledger/c.json',
    'teams/two/.slipway/ledger/c/app-1.json',
    'teams/two/c/app-1/1.yaml',
  ]);
});

describe('a ledger of a large cluster', () => {
  const HEAD = ledgerPath('c');
  const ID = 'a'.repeat(40);

  /** What a delivery says after a person has rewritten the cluster's ledger. */
  async function after(change: (text: string) => string, files = MANY): Promise<unknown> {
    const { path, clone } = await delivered();
    const text = git(path, 'show', `main:${HEAD}`);
    asPerson(path, clone, () => {
      mkdirSync(dirname(join(clone, HEAD)), { recursive: true });
      writeFileSync(join(clone, HEAD), change(text));
    });
    return run(path, files).then(
      () => changedIn(path),
      (error: unknown) => String(error),
    );
  }

  test.each<[string, (text: string) => string, string]>([
    [
      'names an app without a ledger',
      (text) => text.replace('"app-4"', '"app-8"'),
      `${ledgerPath('c/app-8')}: the ledger is gone, and that of its cluster names it.`,
    ],
    ['names an app outside', (text) => text.replace('"app-4"', '".."'), `${HEAD} "..": the path has the part "..".`],
    ['names an app with a slash', (text) => text.replace('"app-4"', '"a/b"'), `${HEAD} "a/b": this is no name of an app.`],
    ['names an app twice', (text) => text.replace('"app-4"', '"app-3"'), `${HEAD}: the ledger lists "app-3" twice`],
    ['has no id', (text) => text.replace(/"ledger":"\w+"/, '"ledger":"x"'), `${HEAD} "app-0": the value has no git blob id (sha1).`],
    ['has another tree', (text) => text.replace(/"tree":"\w+"/, '"tree":"x"'), `${HEAD} "app-0": "tree" is no id of a git tree (sha1).`],
    ['has a list of apps', (text) => text.replace(/"apps": \{[^]*?\n {2}\}/, '"apps": []'), `${HEAD}: the ledger has no map "apps".`],
    [
      'lists a file of an app as well',
      (text) => text.replace('"files": {}', `"files": {"c/app-1/1.yaml": {"blob":"${ID}"}}`),
      `${HEAD} "c/app-1/1.yaml": the file is listed by its app.`,
    ],
  ])('that %s is refused', async (_title, change, says) => {
    expect(await after(change)).toContain(says);
  });

  test('that says something wrong about an app is mended, and nothing is built on it', async () => {
    const { path } = await delivered();
    const { tree } = (JSON.parse(git(path, 'show', `main:${HEAD}`)) as { apps: Record<string, { tree: string }> }).apps['app-2'] ?? {
      tree: '',
    };

    const wrong = await after(
      (text) => text.replace(/("app-1": .*"tree":")\w+/, `$1${tree}`),
      manyFiles((files) => files.set('c/app-1/1.yaml', 'a: new\n')),
    );

    expect(wrong).toEqual([HEAD, ledgerPath('c/app-1'), 'c/app-1/1.yaml']);
  });

  test('does not take over a file of somebody else that stands where the ledger of an app goes', async () => {
    const path = join(folder, 'taken.git');
    await run(path, new Map([['c/app-1/1.yaml', 'a: 1\n']]));
    asPerson(path, `${path}.clone`, () => {
      mkdirSync(join(`${path}.clone`, '.slipway/ledger/c'));
      writeFileSync(join(`${path}.clone`, ledgerPath('c/app-2')), '{}\n');
    });

    const said = await run(path, MANY).catch(String);

    expect(said).toContain(`${ledgerPath('c/app-2')}: a file that slipway did not write stands here`);
  });
});

test('a plan file of a large cluster is delivered, and one that counts on a ledger of somebody else is not', async () => {
  const { path, clone } = await delivered();
  asPerson(path, clone, () =>
    writeFileSync(join(clone, ledgerPath('c/app-7')), `{"version":2,"files":{"c/app-7/x":{"blob":"${'a'.repeat(40)}"}}}`),
  );
  const target = localTarget(path);
  const files = manyFiles((all) => all.set('c/app-1/1.yaml', 'a: new\n'));
  const text = printPlanFile(
    target,
    await preview({ target, files }),
    { source: 'abc', madeBy: '0.1.0', forced: undefined, hydrator: undefined },
    {},
  );
  const file = parsePlanFile('plan.json', text);
  const foreign = git(path, 'rev-parse', `main:${ledgerPath('c/app-7')}`);
  const records = file.plan.records.map((record) => {
    if (record.action === 'remove' || record.path !== ledgerPath('c')) return record;
    return { ...record, text: record.text.replace('"apps": {', `"apps": {\n    "app-7": {"ledger":"${foreign}"},`) };
  });
  const removal: Plan['records'][number] = { action: 'remove', path: ledgerPath('c/app-7'), was: foreign };

  const forged = [records, [...file.plan.records, removal]].map((all) => ({ ...file, plan: { ...file.plan, records: all } }));
  const said = [];
  for (const each of forged) said.push(await deliverPlan({ target, name: 'plan.json', file: each }).catch(String));
  await deliverPlan({ target, name: 'plan.json', file });

  expect(said[0]).toContain(`the ledger would count on ${ledgerPath('c/app-7')}, which the plan does not write`);
  expect(said[1]).toContain(`plan.json ${ledgerPath('c/app-7')}: this is no ledger`);
  expect(changedIn(path)).toEqual([ledgerPath('c'), ledgerPath('c/app-1'), 'c/app-1/1.yaml']);
  expect(existsSync(join(path, 'slipway-known'))).toBe(true);
});
