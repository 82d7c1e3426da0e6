import { patchApp } from './app-patch.ts';
import type { ListedApp } from './app-patch.ts';
import { blobId } from './blob-id.ts';
import { listedTree } from './ledger-apps.ts';
import { ledgerPath, printLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { Wanted } from './wanted.ts';

const idOf = (text: string): string => blobId(text, 'sha1');
const owned = (name: string, text: string, source = 'old') => ({ object: name, blob: idOf(text), source });

const LISTED: Ledger = new Map([
  ['c/a/1.yaml', owned('one', 'one\n')],
  ['c/a/3.yaml', owned('three', 'three\n')],
  ['c/a/5.yaml', owned('five', 'five\n')],
]);

function listed(ledger: Ledger, text = printLedger(ledger)): ListedApp {
  return { folder: 'c/a', text, ledger: idOf(text), tree: listedTree('c/a', ledger, 'sha1') ?? '' };
}

/** What is wanted in the folder, in the order of the list. */
function patched(app: ListedApp, files: readonly (readonly [path: string, text: string])[]): ReturnType<typeof patchApp> {
  const wanted = new Wanted(new Map(files)).app('c/a', 'sha1');
  return wanted && patchApp(app, wanted, 'new', 'sha1');
}

const STANDING = [
  ['c/a/1.yaml', 'one\n'],
  ['c/a/3.yaml', 'three\n'],
  ['c/a/5.yaml', 'five\n'],
] as const;

test('where all is as it is wanted, nothing becomes another', () => {
  const app = listed(LISTED);

  expect(patched(app, STANDING)).toEqual({ changes: [], record: undefined, ledger: { ledger: app.ledger, tree: app.tree }, standing: 3 });
});

test.each<[string, (readonly [string, string])[]]>([
  ['in order', [...STANDING.slice(1), ['c/a/6.yaml', 'six\n']]],
  ['in no order', [['c/a/6.yaml', 'six\n'], ...STANDING.slice(1).reverse()]],
])('files that come, change and go become lines of the ledger; wanted %s', (_title, files) => {
  const app = listed(LISTED);
  const next = files.map(([path, text]) => [path, path === 'c/a/3.yaml' ? 'other\n' : text] as const);

  const found = patched(app, next);

  const text = printLedger([
    ['c/a/3.yaml', { object: 'c/a/3.yaml', blob: idOf('other\n'), source: 'new' }],
    ['c/a/5.yaml', owned('five', 'five\n')],
    ['c/a/6.yaml', { object: 'c/a/6.yaml', blob: idOf('six\n'), source: 'new' }],
  ]);
  expect(found?.changes).toEqual([
    { action: 'remove', path: 'c/a/1.yaml', was: idOf('one\n') },
    { action: 'change', path: 'c/a/3.yaml', was: idOf('three\n'), blob: idOf('other\n'), text: 'other\n' },
    { action: 'add', path: 'c/a/6.yaml', blob: idOf('six\n'), text: 'six\n' },
  ]);
  expect(found?.record).toEqual({ action: 'change', path: ledgerPath('c/a'), was: app.ledger, blob: idOf(text), text });
  expect(found?.ledger).toEqual({ ledger: idOf(text), tree: new Wanted(new Map(next)).app('c/a', 'sha1')?.tree });
});

test.each<[string, ListedApp]>([
  ['lists something else than stands there', { ...listed(LISTED), tree: idOf('another') }],
  ['is cut off', { ...listed(LISTED), text: printLedger(LISTED).slice(0, -9) }],
  ['is not printed as we do', { ...listed(LISTED), text: JSON.stringify(JSON.parse(printLedger(LISTED))) }],
  ['has an id in capitals', { ...listed(LISTED), text: printLedger(LISTED).replace(idOf('one\n'), idOf('one\n').toUpperCase()) }],
])('a ledger that %s is left to be looked at closely', (_title, app) => {
  expect(patched(app, [...STANDING.slice(0, 2), ['c/a/5.yaml', 'other\n']])).toBeUndefined();
});
