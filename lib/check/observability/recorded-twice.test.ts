import { areSides } from './recorded-twice.ts';

test.each([
  ['two values of a label that both keep', 'sum by (code) (x{code=~"2.."})', 'sum by (code) (x{code=~"5.."})', true],
  ['two values of a label that is summed away', 'sum by (job) (x{code=~"2.."})', 'sum by (job) (x{code=~"5.."})', false],
  ['two values where nothing is summed', 'x{job="a"}', 'x{job="b"}', true],
  ['another label', 'x{job="a"}', 'x{pod="b"}', false],
  ['the same query', 'x{job="a"}', 'x{job="a"}', false],
])('%s', (_, one, other, apart) => {
  expect(areSides(one, other)).toBe(apart);
});
