import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { Problems } from './problems.ts';
import { readPlain } from './read-plain.ts';
import { readCarefully } from './read.ts';

const homelab = readFileSync('clusters/homelab.yaml', 'utf8');

/** What the careful reader makes of a text, if it has nothing to complain about. */
function careful(text: string): unknown {
  const problems = new Problems('x.yaml');
  const read = readCarefully(text, problems);
  return problems.any ? undefined : read;
}

test('reads an inventory of people, comments, flow lists and folded values included, as the careful reader does', () => {
  const read = readPlain(homelab);

  expect(read).toBeDefined();
  expect(read).toEqual(careful(homelab));
});

test.each([
  ['a mistake in YAML', 'a: [1\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['an anchor', 'a: &x 1\nb: *x\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a merge key', 'a:\n  <<: { b: 1 }\n'],
  ['a second document', 'a: 1\n---\nb: 2\n'],
  ['a directive', '%YAML 1.2\n---\na: 1\n'],
  ['a key that is no word', '1: a\n'],
  ['an octal number', 'a: 0o17\n'],
  ['a number with an exponent', 'a: 1e3\n'],
  ['an empty value', 'a:\nb: 1\n'],
  ['a list', '- a\n'],
  ['nothing', ''],
  ['a comment behind a bar', 'a: | # > b\n  c\n'],
])('leaves %s to the careful reader', (_, text) => {
  expect(readPlain(text)).toBeUndefined();
});

test('agrees with the careful reader about every text that it reads', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.double({ noNaN: true }), fc.integer(), fc.boolean(), tie('map'), tie('list')),
    map: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), tie('value'), { maxKeys: 5 }),
    list: fc.array(tie('value'), { maxLength: 4 }),
  }));
  let read = 0;

  fc.assert(
    fc.property(value.map, fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'), (data, style) => {
      const text = stringify(data, { defaultStringType: style });
      const found = readPlain(text);
      if (found === undefined) return;
      read += 1;
      expect(found).toEqual(careful(text));
    }),
    { numRuns: 400, seed: 1 },
  );
  expect(read).toBeGreaterThan(50);
});

test('agrees with the careful reader about an inventory with any slip of the hand', () => {
  fc.assert(
    fc.property(
      fc.nat(homelab.length - 1),
      fc.nat(3),
      fc.constantFrom('', ' ', '\n', ':', '- ', '"', "'", '#', '|', '>', '{', ']', '&a ', '\t', '0'),
      (at, gone, slip) => {
        const text = homelab.slice(0, at) + slip + homelab.slice(at + gone);
        const found = readPlain(text);
        if (found !== undefined) expect(found).toEqual(careful(text));
      },
    ),
    { numRuns: 150, seed: 2 },
  );
});
