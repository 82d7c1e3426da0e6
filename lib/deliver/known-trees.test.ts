import { digestOf, parseKnownTrees, printKnownTrees } from './known-trees.ts';

const KNOWN = new Map([
  ['c/a', { digest: 'd1', tree: 't1' }],
  ['c/"b"', { digest: 'd2', tree: 't2' }],
]);
const TEXT = printKnownTrees(KNOWN);

test('what was remembered is read again', () => {
  expect([parseKnownTrees(TEXT), parseKnownTrees(printKnownTrees(new Map()))]).toEqual([KNOWN, new Map()]);
});

test.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['half of it', TEXT.slice(0, TEXT.length / 2)],
  ['its first line alone', TEXT.slice(0, TEXT.indexOf('\n') + 1)],
  ['another tree', TEXT.replace('t1', 't2')],
  ['two runs that wrote at once', TEXT + TEXT],
  ['rubbish', '\0\n\n{'],
])('%s is as good as nothing', (_title, text) => {
  expect(parseKnownTrees(text)).toEqual(new Map());
});

test.each<[string, string[], string[]]>([
  ['another text', ['c/a/x'], ['b: 1\n']],
  ['another name', ['c/a/y'], ['a: 1\n']],
  ['a letter that goes from text to name', ['c/a/xa'], [': 1\n']],
  ['one file more', ['c/a/x', 'c/a/y'], ['a: 1\n', '']],
  ['a longer text than fits at first', ['c/a/x'], ['x'.repeat(1_000_000)]],
])('%s is another digest', (_title, paths, texts) => {
  const digest = digestOf(['c/a/x'], ['a: 1\n']);

  expect(digestOf(paths, texts)).not.toBe(digest);
  expect(digestOf(['c/a/x'], ['a: 1\n'])).toBe(digest);
});
