import { matchesPattern } from './patterns.ts';

test.each([
  ['^[a-z]+$', 'abc', true],
  ['^[a-z]+$', 'Abc', false],
  ['b', 'abc', true],
  ['^(?i)(abort|warn)?$', 'Warn', true],
  ['^\\PC*$', 'plain', true],
  ['(unreadable', 'anything', true],
])('%s has a match in %s: %p', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

test('a pattern that makes JavaScript search for ever is decided at once', () => {
  expect(matchesPattern('^([-a-zA-Z0-9_]+[.]?)+$', `${'a'.repeat(5_000)}!`)).toBe(false);
});
