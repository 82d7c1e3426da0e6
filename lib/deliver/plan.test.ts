import fc from 'fast-check';
import { blobId } from './blob-id.ts';
import { ledgerPath, OLD_LEDGER_PATH, parseLedger, printLedger } from './ledger.ts';
import type { Ledger, Owned } from './ledger.ts';
import { clusterOf } from './place.ts';
import { isEmpty, plan, writes } from './plan.ts';
import type { Change, Plan } from './plan.ts';
import type { Entry, Snapshot } from './target.ts';
import { files } from './testing.ts';

const id = (text: string): string => blobId(text, 'sha1');
const file = (text: string, mode = '100644'): Entry => ({ mode, blob: id(text) });

function snapshot(entries: Readonly<Record<string, Entry>>): Snapshot {
  return { commit: 'c'.repeat(40), objectFormat: 'sha1', entries: new Map(Object.entries(entries)) };
}

function owned(path: string, text: string, source: string): [string, Owned] {
  return [path, { object: path, blob: id(text), source }];
}

function ledger(entries: Readonly<Record<string, string>>, source = 'first'): Ledger {
  return new Map(Object.entries(entries).map(([path, text]) => owned(path, text, source)));
}

/** The ledger of each cluster, as files of a target. */
function ledgerFiles(all: Ledger): Record<string, Entry> {
  const clusters = [...new Set([...all.keys()].map(clusterOf))];
  return Object.fromEntries(
    clusters.map((cluster) => [ledgerPath(cluster), file(printLedger(new Map([...all].filter(([path]) => clusterOf(path) === cluster))))]),
  );
}

const STANDS = ledger({ 'c/a/x.yaml': 'old' });
const LEDGER = ledgerPath('c');

/** The record of cluster c when it says this from now on. */
function recorded(next: Ledger): readonly Change[] {
  const text = printLedger(next);
  return [{ action: 'change', path: LEDGER, blob: id(text), text, was: id(printLedger(STANDS)) }];
}

const FORGOTTEN: readonly Change[] = [{ action: 'remove', path: LEDGER, was: id(printLedger(STANDS)) }];
const STAYS = owned('c/a/x.yaml', 'old', 'first');

const cases: Readonly<
  Record<string, { there: Readonly<Record<string, Entry>>; wanted: Readonly<Record<string, string>>; take?: boolean; gives: Partial<Plan> }>
> = {
  'ours, unchanged': { there: { 'c/a/x.yaml': file('old') }, wanted: { 'c/a/x.yaml': 'old' }, gives: {} },
  'ours, new text': {
    there: { 'c/a/x.yaml': file('old') },
    wanted: { 'c/a/x.yaml': 'new' },
    gives: {
      changes: [{ action: 'change', path: 'c/a/x.yaml', blob: id('new'), text: 'new', was: id('old') }],
      records: recorded(ledger({ 'c/a/x.yaml': 'new' }, 'second')),
    },
  },
  'ours, not wanted any more': {
    there: { 'c/a/x.yaml': file('old') },
    wanted: {},
    gives: { changes: [{ action: 'remove', path: 'c/a/x.yaml', was: id('old') }], records: FORGOTTEN },
  },
  'ours, not wanted, and gone already: only the ledger forgets it': { there: {}, wanted: {}, gives: { records: FORGOTTEN } },
  'ours, edited': {
    there: { 'c/a/x.yaml': file('edited') },
    wanted: { 'c/a/x.yaml': 'old' },
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'edited' }] },
  },
  'ours, edited to what is wanted: the ledger learns it': {
    there: { 'c/a/x.yaml': file('new') },
    wanted: { 'c/a/x.yaml': 'new' },
    gives: { records: recorded(ledger({ 'c/a/x.yaml': 'new' }, 'second')) },
  },
  'ours, edited, not wanted': {
    there: { 'c/a/x.yaml': file('edited') },
    wanted: {},
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'edited' }], records: FORGOTTEN },
  },
  'ours, made executable': {
    there: { 'c/a/x.yaml': file('old', '100755') },
    wanted: { 'c/a/x.yaml': 'old' },
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'edited' }] },
  },
  'ours, replaced by a link, taken': {
    there: { 'c/a/x.yaml': file('../y', '120000') },
    wanted: { 'c/a/x.yaml': 'old' },
    take: true,
    gives: {
      changes: [{ action: 'change', path: 'c/a/x.yaml', blob: id('old'), text: 'old', was: id('../y') }],
      taken: ['c/a/x.yaml'],
    },
  },
  'ours, replaced by a submodule: not even taken': {
    there: { 'c/a/x.yaml': { mode: '160000', blob: 'd'.repeat(40) } },
    wanted: { 'c/a/x.yaml': 'old' },
    take: true,
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'foreign' }] },
  },
  'ours, deleted': {
    there: {},
    wanted: { 'c/a/x.yaml': 'old' },
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'deleted' }] },
  },
  'ours, deleted, taken': {
    there: {},
    wanted: { 'c/a/x.yaml': 'old' },
    take: true,
    gives: { changes: [{ action: 'add', path: 'c/a/x.yaml', blob: id('old'), text: 'old' }], taken: ['c/a/x.yaml'] },
  },
  'a folder of others where our file goes': {
    there: { 'c/a/x.yaml': file('old'), 'c/a/y.yaml/theirs': file('theirs') },
    wanted: { 'c/a/x.yaml': 'old', 'c/a/y.yaml': 'new' },
    gives: {
      changes: [{ action: 'add', path: 'c/a/y.yaml', blob: id('new'), text: 'new' }],
      conflicts: [{ path: 'c/a/y.yaml', reason: 'blocked', by: 'c/a/y.yaml/theirs' }],
      records: recorded(new Map([STAYS, owned('c/a/y.yaml', 'new', 'second')])),
    },
  },
  'our own file gives way to our own folder': {
    there: { 'c/a/x.yaml': file('old') },
    wanted: { 'c/a/x.yaml/deep': 'new' },
    gives: {
      changes: [
        { action: 'remove', path: 'c/a/x.yaml', was: id('old') },
        { action: 'add', path: 'c/a/x.yaml/deep', blob: id('new'), text: 'new' },
      ],
      records: recorded(ledger({ 'c/a/x.yaml/deep': 'new' }, 'second')),
    },
  },
  'a Kubernetes object is named in the ledger': {
    there: { 'c/a/x.yaml': file('old') },
    wanted: { 'c/a/x.yaml': 'old', 'c/a/y.yaml': 'kind: Namespace\nmetadata:\n  name: y\n' },
    gives: {
      changes: [
        {
          action: 'add',
          path: 'c/a/y.yaml',
          blob: id('kind: Namespace\nmetadata:\n  name: y\n'),
          text: 'kind: Namespace\nmetadata:\n  name: y\n',
        },
      ],
      records: recorded(
        new Map([STAYS, ['c/a/y.yaml', { object: 'Namespace y', blob: id('kind: Namespace\nmetadata:\n  name: y\n'), source: 'second' }]]),
      ),
    },
  },
};

test.each(Object.entries(cases))('%s', (_title, { there, wanted, take, gives }) => {
  const base = snapshot({ [LEDGER]: file(printLedger(STANDS)), ...there });
  const made = plan(base, files(wanted), { ledger: STANDS, take, source: 'second' });

  const nothing = { base: 'c'.repeat(40), objectFormat: 'sha1', changes: [], adopted: [], taken: [], conflicts: [], records: [] };
  expect(made).toEqual({ ...nothing, ...gives });
  expect(Object.isFrozen(made) && Object.isFrozen(made.changes)).toBe(true);
});

describe('the one ledger that version 1 kept', () => {
  const old = JSON.stringify({ version: 1, files: { 'c/a/x.yaml': id('old'), 'd/a/x.yaml': id('other') } });
  const base = snapshot({ [OLD_LEDGER_PATH]: file(old), 'c/a/x.yaml': file('old'), 'd/a/x.yaml': file('other') });
  const asRead = parseLedger(OLD_LEDGER_PATH, old, 'sha1');

  test('becomes one a cluster; of what nobody asks for only the content is known', () => {
    const made = plan(base, files({ 'c/a/x.yaml': 'old' }), { ledger: asRead, clusters: ['c'], source: 'second' });

    const c = printLedger(new Map([['c/a/x.yaml', { object: 'c/a/x.yaml', blob: id('old') }]]));
    const d = printLedger(new Map([['d/a/x.yaml', { blob: id('other') }]]));
    expect([made.changes, made.records]).toEqual([
      [],
      [
        { action: 'remove', path: OLD_LEDGER_PATH, was: id(old) },
        { action: 'add', path: ledgerPath('c'), blob: id(c), text: c },
        { action: 'add', path: ledgerPath('d'), blob: id(d), text: d },
      ],
    ]);
    const after = { ...base, entries: applied(made, base) };
    const next = new Map([...parseLedger(ledgerPath('c'), c, 'sha1'), ...parseLedger(ledgerPath('d'), d, 'sha1')]);
    expect(isEmpty(plan(after, files({ 'c/a/x.yaml': 'old' }), { ledger: next, clusters: ['c'], source: 'third' }))).toBe(true);
  });
});

test.each([
  ['../out.yaml', 'the path has the part ".."'],
  ['/etc/passwd', 'the path is absolute'],
  ['homelab/.git/hooks/post-update', 'the part ".git" is git\'s own'],
  ['homelab/a\nb', 'the path has a control character'],
  ['.slipway/ledger.json', 'the folder .slipway is for the ledger'],
  ['homelab/a\\b', 'the path has a backslash'],
  ['solid-cloud/a.yaml', 'the file is for none of the delivered clusters (homelab)'],
])('refuses to plan %j', (path, what) => {
  const planning = (): Plan => plan(snapshot({}), files({ [path]: '' }), { ledger: new Map(), clusters: ['homelab'] });

  expect(planning).toThrow(`${JSON.stringify(path)}: ${what}.`);
});

// Few names, many collisions: files and folders of one name, several clusters, and texts that come back.
const paths = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const texts = fc.constantFrom('', 'one', 'two', 'three');
const wanted = fc.dictionary(paths, texts).map(withoutFileAndFolder);
const entry = fc.record({ mode: fc.constantFrom('100644', '100644', '100644', '100755', '120000'), blob: texts.map(id) });

describe('for any target and any files', () => {
  test('a plan without conflicts, applied, gives exactly the files wanted, and touches nothing else', () => {
    const world = fc.record({
      ours: wanted,
      theirs: fc.dictionary(paths, entry),
      edits: fc.dictionary(paths, texts),
      next: wanted,
      clusters: fc.option(fc.subarray(['a', 'b', 'c']), { nil: undefined }),
      take: fc.boolean(),
    });

    fc.assert(
      fc.property(world, ({ ours, theirs, edits, next, clusters, take }) => {
        const mine = ledger(ours);
        const edited = Object.entries(edits).filter(([path]) => path in ours);
        const standing = { ...theirs, ...toEntries({ ...ours, ...Object.fromEntries(edited) }), ...ledgerFiles(mine) };
        const base = snapshot(withoutFileAndFolder(standing));
        const inScope = (path: string): boolean => clusters === undefined || clusters.includes(clusterOf(path));
        const target = Object.fromEntries(Object.entries(next).filter(([path]) => inScope(path)));

        const made = plan(base, files(target), { ledger: mine, clusters, take, source: 'second' });
        fc.pre(made.conflicts.length === 0);
        const after = applied(made, base);

        const kept = [...mine.keys()].filter((path) => !inScope(path));
        const foreign = [...base.entries].filter(([path]) => !path.startsWith('.slipway/') && !mine.has(path));
        const expected = new Map([
          ...foreign,
          ...[...base.entries].filter(([path]) => kept.includes(path)),
          ...Object.entries(toEntries(target)),
        ]);
        const newLedger: Ledger = new Map([
          ...[...mine].filter(([path]) => kept.includes(path)),
          ...Object.entries(target).map(([path, text]) => owned(path, text, mine.get(path)?.blob === id(text) ? 'first' : 'second')),
        ]);
        expect(Object.fromEntries(after)).toEqual({ ...Object.fromEntries(expected), ...ledgerFiles(newLedger) });
        expect(isEmpty(plan({ ...base, entries: after }, files(target), { ledger: newLedger, clusters, source: 'third' }))).toBe(true);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  test('a second delivery of the same files is empty', () => {
    fc.assert(
      fc.property(wanted, wanted, (ours, next) => {
        const base = snapshot({ ...toEntries(ours), ...ledgerFiles(ledger(ours)) });
        const first = plan(base, files(next), { ledger: ledger(ours) });

        const second = plan({ ...base, entries: applied(first, base) }, files(next), { ledger: ledger(next) });

        expect([first.conflicts, second.changes, second.conflicts]).toEqual([[], [], []]);
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  test('what others wrote is never in the changes, conflicts or not', () => {
    fc.assert(
      fc.property(wanted, fc.dictionary(paths, entry), wanted, fc.boolean(), (ours, theirs, next, take) => {
        const base = snapshot({ ...theirs, ...toEntries(ours) });

        const made = plan(base, files(next), { ledger: ledger(ours), take });

        const touched = made.changes.filter(({ path }) => path in theirs && !(path in ours)).map(({ path }) => path);
        expect(touched).toEqual([]);
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  test('a ledger is read as it was printed', () => {
    const anyPath = fc.oneof(paths, fc.constantFrom('__proto__', 'constructor', '10', '2', 'ü/"quoted".yaml')).map((path) => `c/${path}`);
    const anyOwned = fc.record({ object: fc.constantFrom('Rollout a/b', '"'), blob: texts.map(id), source: fc.constantFrom('s', 't') });

    fc.assert(
      fc.property(fc.array(fc.tuple(anyPath, anyOwned)), (entries) => {
        const made = new Map(entries);

        expect(new Map(parseLedger(LEDGER, printLedger(made), 'sha1'))).toEqual(made);
      }),
      { seed: 3 },
    );
  });
});

function toEntries(texts: Readonly<Record<string, string>>): Record<string, Entry> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, file(text)]));
}

/** A git tree cannot hold `a` and `a/b`: the folder goes. */
function withoutFileAndFolder<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries).filter(([path]) => !Object.keys(entries).some((other) => path.startsWith(`${other}/`))),
  );
}

/** What a target does with a plan. */
function applied(made: Plan, { entries }: Snapshot): ReadonlyMap<string, Entry> {
  const changes = writes(made);
  const after = new Map(entries);
  for (const change of changes) if (change.action === 'remove') after.delete(change.path);
  for (const change of changes) if (change.action !== 'remove') after.set(change.path, { mode: '100644', blob: change.blob });
  return after;
}

test('refuses files of which one would have to be a folder', () => {
  const planning = (): Plan => plan(snapshot({}), files({ 'c/a': '', 'c/a/x.yaml': '' }), { ledger: new Map() });

  expect(planning).toThrow(
    new Error('"c/a": it would have to be a file, and a folder for "c/a/x.yaml". Rename the object or its cluster.'),
  );
});
