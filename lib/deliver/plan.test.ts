import fc from 'fast-check';
import { blobId } from './blob-id.ts';
import { LEDGER_PATH, parseLedger, printLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { clusterOf, isEmpty, plan } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Entry, Snapshot } from './target.ts';
import { files } from './testing.ts';

const id = (text: string): string => blobId(text, 'sha1');
const file = (text: string, mode = '100644'): Entry => ({ mode, blob: id(text) });

function snapshot(entries: Readonly<Record<string, Entry>>): Snapshot {
  return { commit: 'c'.repeat(40), objectFormat: 'sha1', entries: new Map(Object.entries(entries)) };
}

function ledger(entries: Readonly<Record<string, string>>): Ledger {
  return new Map(Object.entries(entries).map(([path, text]) => [path, id(text)]));
}

const STANDS = ledger({ 'c/a/x.yaml': 'old' });

const cases: Readonly<
  Record<string, { there: Readonly<Record<string, Entry>>; wanted: Readonly<Record<string, string>>; take?: boolean; gives: Partial<Plan> }>
> = {
  'ours, unchanged': { there: { 'c/a/x.yaml': file('old') }, wanted: { 'c/a/x.yaml': 'old' }, gives: { ledger: undefined } },
  'ours, new text': {
    there: { 'c/a/x.yaml': file('old') },
    wanted: { 'c/a/x.yaml': 'new' },
    gives: {
      changes: [{ action: 'change', path: 'c/a/x.yaml', blob: id('new'), text: 'new', was: id('old') }],
      ledger: printLedger(ledger({ 'c/a/x.yaml': 'new' })),
    },
  },
  'ours, not wanted any more': {
    there: { 'c/a/x.yaml': file('old') },
    wanted: {},
    gives: { changes: [{ action: 'remove', path: 'c/a/x.yaml', was: id('old') }], ledger: printLedger(new Map()) },
  },
  'ours, not wanted, and gone already: only the ledger forgets it': { there: {}, wanted: {}, gives: { ledger: printLedger(new Map()) } },
  'ours, edited': {
    there: { 'c/a/x.yaml': file('edited') },
    wanted: { 'c/a/x.yaml': 'old' },
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'edited' }], ledger: undefined },
  },
  'ours, edited to what is wanted: the ledger learns it': {
    there: { 'c/a/x.yaml': file('new') },
    wanted: { 'c/a/x.yaml': 'new' },
    gives: { ledger: printLedger(ledger({ 'c/a/x.yaml': 'new' })) },
  },
  'ours, edited, not wanted': {
    there: { 'c/a/x.yaml': file('edited') },
    wanted: {},
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'edited' }], ledger: printLedger(new Map()) },
  },
  'ours, made executable': {
    there: { 'c/a/x.yaml': file('old', '100755') },
    wanted: { 'c/a/x.yaml': 'old' },
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'edited' }], ledger: undefined },
  },
  'ours, replaced by a link, taken': {
    there: { 'c/a/x.yaml': file('../y', '120000') },
    wanted: { 'c/a/x.yaml': 'old' },
    take: true,
    gives: {
      changes: [{ action: 'change', path: 'c/a/x.yaml', blob: id('old'), text: 'old', was: id('../y') }],
      taken: ['c/a/x.yaml'],
      ledger: undefined,
    },
  },
  'ours, replaced by a submodule: not even taken': {
    there: { 'c/a/x.yaml': { mode: '160000', blob: 'd'.repeat(40) } },
    wanted: { 'c/a/x.yaml': 'old' },
    take: true,
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'foreign' }], ledger: undefined },
  },
  'ours, deleted': {
    there: {},
    wanted: { 'c/a/x.yaml': 'old' },
    gives: { conflicts: [{ path: 'c/a/x.yaml', reason: 'deleted' }], ledger: undefined },
  },
  'ours, deleted, taken': {
    there: {},
    wanted: { 'c/a/x.yaml': 'old' },
    take: true,
    gives: { changes: [{ action: 'add', path: 'c/a/x.yaml', blob: id('old'), text: 'old' }], taken: ['c/a/x.yaml'], ledger: undefined },
  },
  'a folder of others where our file goes': {
    there: { 'c/a/x.yaml': file('old'), 'c/a/y.yaml/theirs': file('theirs') },
    wanted: { 'c/a/x.yaml': 'old', 'c/a/y.yaml': 'new' },
    gives: {
      changes: [{ action: 'add', path: 'c/a/y.yaml', blob: id('new'), text: 'new' }],
      conflicts: [{ path: 'c/a/y.yaml', reason: 'blocked', by: 'c/a/y.yaml/theirs' }],
      ledger: printLedger(ledger({ 'c/a/x.yaml': 'old', 'c/a/y.yaml': 'new' })),
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
      ledger: printLedger(ledger({ 'c/a/x.yaml/deep': 'new' })),
    },
  },
};

test.each(Object.entries(cases))('%s', (_title, { there, wanted, take, gives }) => {
  const made = plan(snapshot(there), files(wanted), { ledger: STANDS, take });

  expect(made).toEqual({ base: 'c'.repeat(40), objectFormat: 'sha1', changes: [], adopted: [], taken: [], conflicts: [], ...gives });
  expect(Object.isFrozen(made) && Object.isFrozen(made.changes)).toBe(true);
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
  const planning = (): Plan => plan(snapshot({}), files({ [path]: '' }), { ledger: undefined, clusters: ['homelab'] });

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
        const standing = { ...theirs, ...toEntries({ ...ours, ...Object.fromEntries(edited) }), [LEDGER_PATH]: file(printLedger(mine)) };
        const base = snapshot(withoutFileAndFolder(standing));
        const inScope = (path: string): boolean => clusters === undefined || clusters.includes(clusterOf(path));
        const target = Object.fromEntries(Object.entries(next).filter(([path]) => inScope(path)));

        const made = plan(base, files(target), { ledger: mine, clusters, take });
        fc.pre(made.conflicts.length === 0);
        const after = applied(made, base);

        const kept = [...mine.keys()].filter((path) => !inScope(path));
        const foreign = [...base.entries].filter(([path]) => path !== LEDGER_PATH && !mine.has(path));
        const expected = new Map([
          ...foreign,
          ...[...base.entries].filter(([path]) => kept.includes(path)),
          ...Object.entries(toEntries(target)),
        ]);
        const newLedger = new Map([
          ...kept.map((path): [string, string] => [path, mine.get(path) ?? '']),
          ...Object.entries(target).map(([path, text]): [string, string] => [path, id(text)]),
        ]);
        const { [LEDGER_PATH]: written, ...rest } = Object.fromEntries(after);
        expect(rest).toEqual(Object.fromEntries(expected));
        expect(written).toEqual(file(printLedger(newLedger)));
        expect(isEmpty(plan({ ...base, entries: after }, files(target), { ledger: newLedger, clusters }))).toBe(true);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  test('a second delivery of the same files is empty', () => {
    fc.assert(
      fc.property(wanted, wanted, (ours, next) => {
        const base = snapshot(toEntries(ours));
        const first = plan(base, files(next), { ledger: ledger(ours) });

        const second = plan({ ...base, entries: applied(first, base) }, files(next), { ledger: ledger(next) });

        expect([first.conflicts, second.changes, second.conflicts, second.ledger]).toEqual([[], [], [], undefined]);
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
    const anyPath = fc.oneof(paths, fc.constantFrom('__proto__', 'constructor', '10', '2', 'ü/"quoted".yaml'));

    fc.assert(
      fc.property(fc.array(fc.tuple(anyPath, texts.map(id))), (entries) => {
        const made = new Map(entries);

        expect(new Map(parseLedger(printLedger(made), 'sha1'))).toEqual(made);
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
function applied({ changes, ledger: text }: Plan, { entries }: Snapshot): ReadonlyMap<string, Entry> {
  const after = new Map(entries);
  for (const change of changes) if (change.action === 'remove') after.delete(change.path);
  for (const change of changes) if (change.action !== 'remove') after.set(change.path, { mode: '100644', blob: change.blob });
  if (text !== undefined) after.set(LEDGER_PATH, file(text));
  return after;
}

test('refuses files of which one would have to be a folder', () => {
  const planning = (): Plan => plan(snapshot({}), files({ 'c/a': '', 'c/a/x.yaml': '' }), { ledger: undefined });

  expect(planning).toThrow(
    new Error('"c/a": it would have to be a file, and a folder for "c/a/x.yaml". Rename the object or its cluster.'),
  );
});
