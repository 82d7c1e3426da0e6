import fc from 'fast-check';
import { didYouMean, nearest } from './nearest.ts';

const keys = ['nodes', 'networks', 'name', 'storage', 'secrets'];

test.each([
  ['node', 'nodes'],
  ['ndoes', 'nodes'],
  ['NODES', 'nodes'],
  ['stroage', 'storage'],
  ['secret', 'secrets'],
  ['buckets', undefined],
  ['x', undefined],
  ['n'.repeat(1000), undefined],
])('takes %s for %s', (word, meant) => {
  expect(nearest(word, keys)).toBe(meant);
});

test('takes the first by code unit where two are as near, whatever their order', () => {
  expect([nearest('cat', ['cut', 'bat']), nearest('cat', ['bat', 'cut'])]).toEqual(['bat', 'bat']);
});

test('knows each word itself, and each word with two neighbours swapped', () => {
  const word = fc.stringMatching(/^[a-z]{4,20}$/);

  fc.assert(
    fc.property(word, fc.nat(18), (known, at) => {
      const i = at % (known.length - 1);
      const swapped = `${known.slice(0, i)}${known[i + 1] ?? ''}${known[i] ?? ''}${known.slice(i + 2)}`;
      expect([nearest(known, [known]), nearest(swapped, [known])]).toEqual([known, known]);
    }),
  );
});

test.each([
  ['a near miss', 'ndoes', keys, 'Did you mean "nodes"?'],
  ['all that is known', 'buckets', keys, 'Known: "name", "networks", "nodes", "secrets", "storage".'],
  [
    'the first of many',
    'zzzz',
    Array.from({ length: 22 }, (_, i) => `key${10 + i}`),
    `Known: ${Array.from({ length: 20 }, (_, i) => `"key${10 + i}"`).join(', ')} and 2 more.`,
  ],
  [
    'how many there are where they are too many to compare',
    'key1',
    Array.from({ length: 1001 }, (_, i) => `key${i}`),
    'Write one of the 1001 that are known.',
  ],
  ['that there is none', 'x', [], 'None is known here: leave it out.'],
])('names %s', (_, word, known, sentence) => {
  expect(didYouMean(word, known)).toBe(sentence);
});
