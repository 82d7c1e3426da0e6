import fc from 'fast-check';
import { literal } from './literal.ts';

test('signs of expressions stand for themselves', () => {
  expect(new RegExp(`^${literal('a.b*(c)')}$`).test('a.b*(c)')).toBe(true);
  expect(new RegExp(`^${literal('a.b')}$`).test('axb')).toBe(false);
});

test('property: whatever the text, the expression matches it', () => {
  fc.assert(fc.property(fc.string(), (text) => new RegExp(`^${literal(text)}$`).test(text)));
});
