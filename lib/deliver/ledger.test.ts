import { parseLedger, printLedger } from './ledger.ts';

const ID = 'ce013625030ba8dba906f756967f9e9ca394464a';

test('is printed with one line a file, sorted by code unit', () => {
  const ledger = new Map([
    ['b', ID],
    ['B', ID],
    ['a/10', ID],
    ['a/"x"', ID],
  ]);

  const text = printLedger(ledger);

  expect(text).toBe(
    `{\n  "version": 1,\n  "files": {\n    "B": "${ID}",\n    "a/\\"x\\"": "${ID}",\n    "a/10": "${ID}",\n    "b": "${ID}"\n  }\n}\n`,
  );
  expect(printLedger(new Map())).toBe('{\n  "version": 1,\n  "files": {}\n}\n');
});

const FIX = 'Restore .slipway/ledger.json from the last commit that slipway made.';

test.each([
  ['{', `.slipway/ledger.json: the ledger is not JSON. ${FIX}`],
  ['<<<<<<< HEAD\n{}', `.slipway/ledger.json: the ledger is not JSON. ${FIX}`],
  ['[]', `.slipway/ledger.json: the ledger is not a map. ${FIX}`],
  ['null', `.slipway/ledger.json: the ledger is not a map. ${FIX}`],
  [
    '{"files":{}}',
    '.slipway/ledger.json: the ledger has version none, this program knows version 1. Deliver with the version of slipway that wrote it, or a later one.',
  ],
  [
    '{"version":2,"files":{}}',
    '.slipway/ledger.json: the ledger has version 2, this program knows version 1. Deliver with the version of slipway that wrote it, or a later one.',
  ],
  ['{"version":1,"files":[]}', `.slipway/ledger.json: the ledger has no map "files". ${FIX}`],
  [
    '{"version":1,"files":{"a":1,"..":"x"}}',
    `.slipway/ledger.json "a": the value is not a git blob id (sha1). ${FIX}\n.slipway/ledger.json "..": the path has the part "..". ${FIX}`,
  ],
  [
    `{"version":1,"files":{".slipway/ledger.json":"${ID}"}}`,
    `.slipway/ledger.json ".slipway/ledger.json": the ledger cannot list itself. ${FIX}`,
  ],
])('%s is refused', (text, message) => {
  expect(() => parseLedger(text, 'sha1')).toThrow(new Error(message));
});

test('an id of the other kind of repository is refused', () => {
  expect(() => parseLedger(`{"version":1,"files":{"a":"${ID}"}}`, 'sha256')).toThrow('the value is not a git blob id (sha256)');
});
