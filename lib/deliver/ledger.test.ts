import { parseLedger, printLedger } from './ledger.ts';

const ID = 'ce013625030ba8dba906f756967f9e9ca394464a';
const WHERE = '.slipway/ledger/c.json';

test('is printed with one line a file, sorted by code unit', () => {
  const ledger = new Map([
    ['c/b', { object: 'Namespace b', blob: ID, source: '81be0d4' }],
    ['c/B', { blob: ID }],
    ['c/a/"x"', { object: 'c/a/"x"', blob: ID, source: 'uncommitted' }],
  ]);

  const text = printLedger(ledger);

  expect(text).toBe(`{
  "version": 2,
  "files": {
    "c/B": {"blob":"${ID}"},
    "c/a/\\"x\\"": {"object":"c/a/\\"x\\"","blob":"${ID}","source":"uncommitted"},
    "c/b": {"object":"Namespace b","blob":"${ID}","source":"81be0d4"}
  }
}
`);
  expect(printLedger(new Map())).toBe('{\n  "version": 2,\n  "files": {}\n}\n');
});

test('that of version 1 is read: paths of all clusters with their content', () => {
  const ledger = parseLedger('.slipway/ledger.json', `{"version":1,"files":{"c/a":"${ID}","d/a":"${ID}"}}`, 'sha1');

  expect(ledger).toEqual(
    new Map([
      ['c/a', { blob: ID }],
      ['d/a', { blob: ID }],
    ]),
  );
});

const FIX = 'Restore .slipway/ledger/c.json from the last commit that slipway made.';
const VERSION_FIX = 'Deliver with the version of slipway that wrote it, or a later one.';

/** A ledger of version 2 with one entry. */
const one = (path: string, value: unknown): string => JSON.stringify({ version: 2, files: { [path]: value } });

test.each([
  ['{', `${WHERE}: the ledger is not JSON. ${FIX}`],
  ['<<<<<<< HEAD\n{}', `${WHERE}: the ledger is not JSON. ${FIX}`],
  ['[]', `${WHERE}: the ledger is not a map. ${FIX}`],
  ['null', `${WHERE}: the ledger is not a map. ${FIX}`],
  ['{"files":{}}', `${WHERE}: the ledger has version none, this program knows version 2 and 3 there. ${VERSION_FIX}`],
  ['{"version":1,"files":{}}', `${WHERE}: the ledger has version 1, this program knows version 2 and 3 there. ${VERSION_FIX}`],
  ['{"version":2,"files":[]}', `${WHERE}: the ledger has no map "files". ${FIX}`],
  [
    '{"version":2,"files":{"c/a":1,"..":{"blob":"x"}}}',
    `${WHERE} "c/a": the value is not a map. ${FIX}\n${WHERE} "..": the path has the part "..". ${FIX}`,
  ],
  [one('c/a', { blob: 'x' }), `${WHERE} "c/a": the value has no git blob id (sha1). ${FIX}`],
  [one('c/a', { blob: ID, source: 'a\nb' }), `${WHERE} "c/a": "source" is not a line of text. ${FIX}`],
  [one('c/a', { blob: ID, object: 3 }), `${WHERE} "c/a": "object" is not a line of text. ${FIX}`],
  [one('d/a', { blob: ID }), `${WHERE} "d/a": the file is not one of c. ${FIX}`],
  [one(WHERE, { blob: ID }), `${WHERE} "${WHERE}": the ledger cannot list itself. ${FIX}`],
  [one('c/../../etc/passwd', { blob: ID }), `${WHERE} "c/../../etc/passwd": the path has the part "..". ${FIX}`],
  [one('c/.gi\u200ct/config', { blob: ID }), `${WHERE} "c/.gi\u200ct/config": the part ".git" is git's own. ${FIX}`],
  [one('c/u\u0308', { blob: ID }), `${WHERE} "c/u\u0308": the path is not in Unicode normal form C. ${FIX}`],
])('%s is refused', (text, message) => {
  expect(() => parseLedger(WHERE, text, 'sha1')).toThrow(new Error(message));
});

test('an id of the other kind of repository is refused', () => {
  expect(() => parseLedger(WHERE, one('c/a', { blob: ID }), 'sha256')).toThrow('the value has no git blob id (sha256)');
});
