import { knownGroups, stored } from './data.ts';
import { planOf } from './cel.ts';
import { celName } from './cel-values.ts';

function bundledRules(): readonly string[] {
  const rules = new Set<string>();
  for (const file of new Set(knownGroups().values())) {
    JSON.stringify(stored(file), (key, value: unknown) => {
      if (key === 'rule') rules.add(String(value));
      return value;
    });
  }
  return [...rules].sort();
}

test('every rule of the bundled definitions can be read', () => {
  const rules = bundledRules();

  expect(rules.filter((rule) => planOf(rule) === undefined)).toEqual([]);
  expect(rules.length).toBeGreaterThan(90);
});

// As cel-go evaluates them, with the functions that Kubernetes adds.
test.each<[string, unknown, boolean]>([
  ["url(self).getScheme() in ['http', 'https']", 'https://example.org/jwks', true],
  ["url(self).getScheme() in ['http', 'https']", 'ftp://example.org', false],
  ["duration(self) >= duration('1ms')", '10us', false],
  ["duration(self) >= duration('1ms')", '5s', true],
  ['duration(self).getSeconds() >= 1 && duration(self).getSeconds() <= 65535', '90s', true],
  ['duration(self).getMilliseconds() % 1000 == 0', '1500ms', false],
  ["self.startsWith('unix://') ? (self.substring(7,8) == '/' || self.substring(7,8) == '@') : true", 'unix://@a', true],
  ["self.matches('^(?i)[a-z]+$')", 'ABC', true],
  ['0 < self && self <= 65535', 65535n, true],
  ['self.all(a, self.exists_one(b, b == a))', ['a', 'b', 'a'], false],
])('%s of %p is %p', (rule, self, expected) => {
  const verdict = planOf(rule)?.({ self: self as never });

  expect(verdict).toBe(expected);
});

test.each([
  ['namespace', '__namespace__'],
  ['jwks_uri', 'jwks_uri'],
  ['a-b.c/d', 'a__dash__b__dot__c__slash__d'],
])('a rule writes the field %s as %s', (field, name) => {
  expect(celName(field)).toBe(name);
});
