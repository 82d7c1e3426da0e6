import fc from 'fast-check';
import { Duration } from './duration.ts';

test.each([
  ['30s', 30, '30s'],
  ['1m30s', 90, '1m30s'],
  ['90s', 90, '1m30s'],
  ['168h', 604800, '168h'],
  ['7d', 604800, '168h'],
  ['500ms', 0.5, '500ms'],
  ['1.5h', 5400, '1h30m'],
  ['1.1h', 3960, '1h6m'],
  ['0s', 0, '0s'],
  ['0', 0, '0s'],
])('reads %s as %p seconds and prints %s', (text, seconds, printed) => {
  const duration = Duration.parse(text);

  expect([duration.seconds, duration.text]).toEqual([seconds, printed]);
});

test.each(['', '5', '-3s', '1s1m', '1m1m', '1 h', '1w', 'h', '1us', `${'9'.repeat(70)}s`])('refuses %p', (text) => {
  const says = `"${text}": ${text === '' ? 'nothing' : text} is no duration. Write numbers with the units d, h, m, s, ms, the larger before the smaller, such as 1m30s or 7d.`;

  expect(() => Duration.parse(text)).toThrow(new Error(says));
});

test('is made from numbers with a unit', () => {
  const made = [Duration.seconds(0.5), Duration.minutes(5), Duration.hours(24), Duration.days(15)];

  expect(made.map(({ text }) => text)).toEqual(['500ms', '5m', '24h', '360h']);
});

test.each([
  [-1, '-1 s'],
  [0.0001, '0.0001 s'],
  [NaN, 'NaN s'],
  [Infinity, 'Infinity s'],
])('refuses %p seconds', (seconds, text) => {
  expect(() => Duration.seconds(seconds)).toThrow(
    new Error(`${text}: ${text} is no number of whole milliseconds from 0 up. Give a positive time, no finer than 1ms.`),
  );
});

test('adds, multiplies and compares: the retries of a route against its timeout (D-11)', () => {
  const perTry = Duration.seconds(2);
  const tries = perTry.plus(perTry.times(3));

  expect([tries.text, tries.compare(Duration.seconds(10)), tries.compare(Duration.parse('8s')), tries.compare(perTry)]).toEqual([
    '8s',
    -1,
    0,
    1,
  ]);
});

test('prints what reads back as the same time', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000_000), (milliseconds) => {
      const duration = Duration.seconds(milliseconds / 1000);
      expect(Duration.parse(duration.text).compare(duration)).toBe(0);
    }),
  );
});
