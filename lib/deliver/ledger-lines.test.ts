import { readLines } from './ledger-lines.ts';
import { parseLedger, printLedger } from './ledger.ts';

const ID = 'ce013625030ba8dba906f756967f9e9ca394464a';
const LEDGER = new Map([
  ['c/a/configmap.x.yaml', { object: 'ConfigMap a/x', blob: ID, source: '81be0d4' }],
  ['c/a/x', { object: '', blob: ID, source: 'uncommitted' }],
]);
const TEXT = printLedger(LEDGER);

test('a ledger as we print it is read line by line', () => {
  expect(readLines(TEXT, 'c', 'sha1')).toEqual(LEDGER);
});

test.each<[string, string]>([
  ['nothing', ''],
  ['an empty ledger', printLedger(new Map())],
  ['what was cut off', TEXT.slice(0, -30)],
  ['what a merge left', TEXT.replace('    "c/a/x"', '<<<<<<< HEAD\n    "c/a/x"')],
  ['a name twice', TEXT.replace('c/a/x"', 'c/a/configmap.x.yaml"')],
  ['names that are not sorted', TEXT.replace('c/a/x"', 'c/a/a"')],
  ['a file of another cluster', TEXT.replace('c/a/x"', 'd/a/x"')],
  ['a file that has the name of the cluster', TEXT.replace('c/a/x"', 'c"')],
  ['a path that leads out', TEXT.replace('c/a/x"', 'c/../x"')],
  ['a path in .git', TEXT.replace('c/a/x"', 'c/x/.git"')],
  ['a path with a backslash', TEXT.replace('c/a/x"', 'c/a\\\\x"')],
  ['a blob of the other kind of repository', TEXT.replace(ID, ID.padEnd(64, '0'))],
  ['a value more', TEXT.replace('"source":"u', '"more":1,"source":"u')],
  ['a line break in a text', TEXT.replace('ConfigMap a/x', 'ConfigMap\na/x')],
  ['a line break in the last text', TEXT.replace('uncommitted', 'un\ncommitted')],
  ['a line break behind a path', TEXT.replace('c/a/x"', 'c/a/x\n"')],
  ['other letters', TEXT.replace('uncommitted', '\u00fcncommitted')],
  ['an id with a letter', TEXT.replace(ID, `${ID.slice(1)}g`)],
  ['nothing behind the last line', TEXT.slice(0, TEXT.lastIndexOf('}\n  }'))],
  ['a comma too many', TEXT.replace('\n  }', ',\n  }')],
  ['another version', TEXT.replace('"version": 2', '"version": 3')],
  ['Windows line ends', TEXT.replaceAll('\n', '\r\n')],
])('%s is left to be looked at closely', (_name, text) => {
  expect(readLines(text, 'c', 'sha1')).toBeUndefined();
});

test('what is not as we print it, and right, is read all the same', () => {
  const text = JSON.stringify(JSON.parse(TEXT));

  expect([readLines(text, 'c', 'sha1'), parseLedger('.slipway/ledger/c.json', text, 'sha1')]).toEqual([undefined, LEDGER]);
});
