import { namesGiven } from './query-slips.ts';

test.each([
  ['one name', '=', 'blog', ['blog']],
  ['several names', '=~', 'blog|shop', ['blog', 'shop']],
  ['a pattern', '=~', 'blog-.*', []],
  ['a variable of a dashboard', '=', '$namespace', []],
  ['what it is not', '!=', 'blog', []],
] as const)('%s', (_, operator, value, names) => {
  expect(namesGiven([{ label: 'namespace', operator, value }], 'namespace')).toEqual(names);
});

test('a label that is not compared gives no names', () => {
  expect(namesGiven([{ label: 'pod', operator: '=', value: 'web' }], 'namespace')).toEqual([]);
});
