import fc from 'fast-check';
import { knownGroups, stored } from './data.ts';
import { patternOf } from './patterns.ts';
import { SURE_PATTERNS, surelyMatches } from './sure-patterns.ts';

const text = fc.oneof(
  fc.constantFrom('', '80', '65536', 'http', 'http-web', 'a.b', '*.a.b', 'a..b', '1Gi', '1.5', '500m', '-1', '1.', 'x\n', '\n', 'é'),
  fc.stringMatching(/^[-a-z0-9_.*]{1,12}$/),
  fc.stringMatching(/^[0-9]{1,6}[.]?[0-9]{0,2}[KMmi]{0,2}$/),
  fc.string({ maxLength: 8 }),
);

test.each(SURE_PATTERNS)('what surely matches matches for RE2, too: %s', (pattern) => {
  let certain = 0;

  fc.assert(
    fc.property(text, (each) => {
      if (!surelyMatches(pattern, each)) return;
      certain += 1;
      expect([each, patternOf(pattern)?.matcher(each).find()]).toEqual([each, true]);
    }),
    { numRuns: 1000, seed: 5 },
  );

  expect(certain).toBeGreaterThan(100);
});

test('each of these patterns is one of a definition that comes with the program', () => {
  const files = [...new Set(knownGroups().values())].map((file) => JSON.stringify(stored(file)));

  expect(SURE_PATTERNS.filter((pattern) => !files.some((file) => file.includes(JSON.stringify(pattern))))).toEqual([]);
});

test('a long text is left to RE2', () => {
  const [label = ''] = SURE_PATTERNS;

  expect([surelyMatches(label, 'a'.repeat(253)), surelyMatches(label, 'a'.repeat(254))]).toEqual([true, false]);
});
