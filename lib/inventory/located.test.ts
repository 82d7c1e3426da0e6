import { merge, plain } from './located.ts';
import type { Located } from './located.ts';
import { Problems } from './problems.ts';
import { readYaml } from './read.ts';

function read(text: string): Located {
  const root = readYaml(text, new Problems('x.yaml'));
  if (root === undefined) throw new Error('the YAML of the test is wrong');
  return root;
}

test.each([
  ['maps merged key by key', 'a: { b: 1, c: 2 }', 'a: { c: 3, d: 4 }', { a: { b: 1, c: 3, d: 4 } }],
  ['lists replaced whole', 'a: [1, 2]', 'a: [3]', { a: [3] }],
  ['a scalar for a map', 'a: { b: 1 }', 'a: 1', { a: 1 }],
  ['a map for a scalar', 'a: 1', 'a: { b: 1 }', { a: { b: 1 } }],
  ['null as an order to remove', 'a: { b: 1, c: 2 }', 'a: { b: null }', { a: { c: 2 } }],
  ['new keys last', 'b: 1', 'a: 2', { b: 1, a: 2 }],
])('merges with %s', (_, base, override, merged) => {
  expect(plain(merge(read(base), read(override)))).toEqual(merged);
});

test('leaves both sides of a merge as they were', () => {
  const [base, override] = [read('a: { b: 1 }'), read('a: { b: 2 }')];

  merge(base, override);

  expect([plain(base), plain(override)]).toEqual([{ a: { b: 1 } }, { a: { b: 2 } }]);
});
