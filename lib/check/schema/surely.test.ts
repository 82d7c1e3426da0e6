import type { CelInput } from '@bufbuild/cel';
import fc from 'fast-check';
import { planOf } from './cel.ts';
import { knownGroups, stored } from './data.ts';
import { SURE_RULES, surelyHolds } from './surely.ts';

const text = fc.oneof(
  fc.constantFrom(
    '',
    '*',
    'a.*',
    'web',
    '1ms',
    '0s',
    '999us',
    '1h',
    '10m',
    '1.5s',
    '0.5ms',
    '-1s',
    '1d',
    '3600000s',
    '1h30m',
    '01s',
    ' 1s',
  ),
  fc.string({ maxLength: 6 }),
);
const name = fc.constantFrom(
  'selector',
  'targetRef',
  'targetRefs',
  'workloadSelector',
  'endpoints',
  'portLevelMtls',
  'app',
  '*',
  'a*',
  '',
  'x',
);
const map = fc.dictionary(name, fc.oneof(text, fc.record({ matchLabels: fc.dictionary(text, text, { maxKeys: 2 }) })), { maxKeys: 4 });

/** A value as the evaluator takes it: maps instead of objects. */
function celMap(value: unknown): CelInput {
  if (typeof value !== 'object' || value === null) return String(value);
  return new Map(Object.entries(value).map(([key, each]) => [key, celMap(each)]));
}

test.each(SURE_RULES)('what surely holds holds for the evaluator, too: %s', (rule) => {
  let certain = 0;

  fc.assert(
    fc.property(rule.includes('has(') || rule.includes('all(') ? map : text, (self) => {
      if (!surelyHolds(rule, self)) return;
      certain += 1;
      expect([self, planOf(rule)?.({ self: celMap(self) })]).toEqual([self, true]);
    }),
    { numRuns: 300, seed: 3 },
  );

  expect(certain).toBeGreaterThan(10);
});

test('each of these rules is one of a definition that comes with the program', () => {
  const files = [...new Set(knownGroups().values())].map((file) => JSON.stringify(stored(file)));

  expect(SURE_RULES.filter((rule) => !files.some((file) => file.includes(JSON.stringify(rule))))).toEqual([]);
});
