import fc from 'fast-check';
import { Quantity } from './quantity.ts';

test.each([
  ['250m', 0.25],
  ['2', 2],
  ['+2', 2],
  ['-1.5', -1.5],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1E', 1e18],
  ['12e-2', 0.12],
  ['1k', 1000],
  ['1Ki', 1024],
  ['1.5Gi', 1610612736],
  ['100u', 0.0001],
  ['3n', 3e-9],
])('reads %s as %p', (text, number) => {
  const quantity = Quantity.parse(text);

  expect([quantity.text, quantity.toNumber()]).toEqual([text, number]);
});

test.each([
  ['', '"": nothing is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.'],
  ['1 Gi', '"1 Gi": 1 Gi is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.'],
  ['1GB', '"1GB": 1GB is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.'],
  ['1e999', '"1e999": 1e999 is no quantity. Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.'],
  ['0.1n', '"0.1n": 0.1n is finer than a billionth. Round it up: Kubernetes keeps no finer amounts.'],
])('refuses %p', (text, says) => {
  expect(() => Quantity.parse(text)).toThrow(new Error(says));
});

test.each([
  ['a sum of cores', ['250m', '250m', '1'], '1500m'],
  ['a whole number of cores', ['250m', '750m'], '1'],
  ['binary bytes', ['512Mi', '512Mi'], '1Gi'],
  ['bytes that no suffix fits', ['1Gi', '1'], '1073741825'],
  ['decimal bytes', ['8G', '500M'], '8500M'],
  ['thousandths of binary bytes', ['1Ki', '1m'], '1024001m'],
  ['nothing', [], '0'],
])('prints %s in the shortest whole form', (_, texts, sum) => {
  expect(Quantity.sum(texts.map((text) => Quantity.parse(text))).text).toBe(sum);
});

test('multiplies by whole numbers only', () => {
  expect(Quantity.parse('512Mi').times(3).text).toBe('1536Mi');
  expect(() => Quantity.parse('512Mi').times(0.5)).toThrow(
    new Error('512Mi: 512Mi cannot be taken 0.5 times. Multiply by a whole number.'),
  );
});

const quantities = fc
  .record({ digits: fc.integer({ min: -1_000_000, max: 1_000_000 }), suffix: fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi') })
  .map(({ digits, suffix }) => Quantity.parse(`${digits}${suffix}`));

test('prints results that read back as the same amount', () => {
  fc.assert(
    fc.property(quantities, quantities, (a, b) => {
      const sum = a.plus(b);
      expect(Quantity.parse(sum.text).compare(sum)).toBe(0);
      expect(sum.compare(b.plus(a))).toBe(0);
    }),
  );
});

test('compares as exact numbers do, whatever the suffix', () => {
  expect(Quantity.parse('1000m').compare(Quantity.parse('1'))).toBe(0);
  expect(Quantity.parse('9007199254740993').compare(Quantity.parse('9007199254740992'))).toBe(1);
  fc.assert(
    fc.property(quantities, quantities, (a, b) => {
      expect(a.compare(b)).toBe(Math.sign(a.toNumber() - b.toNumber()) || 0);
      expect(a.compare(b)).toBe(-b.compare(a) || 0);
    }),
  );
});
