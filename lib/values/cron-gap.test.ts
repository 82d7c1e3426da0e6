import fc from 'fast-check';
import { Cron as Croner } from 'croner';
import { Cron } from './cron.ts';

test.each([
  ['0 3 * * *', '24h'],
  ['*/15 * * * *', '15m'],
  ['0 9-17/4 * * *', '16h'],
  ['30 3 * * sun', '168h'],
  ['0 0 1 * *', '744h'],
  ['0 0 1 * 1', '168h'],
  ['* * 1 * *', '720h1m'],
])('%s leaves at most %s between two runs', (schedule, gap) => {
  expect(Cron.parse(schedule).longestGap.text).toBe(gap);
});

test('no gap of the first runs is longer than what was computed', () => {
  const field = (low: number, high: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: low, max: high }).map(String),
      fc.integer({ min: 2, max: 5 }).map((step) => `*/${step}`),
    );

  fc.assert(
    fc.property(field(0, 59), field(0, 23), field(1, 28), field(0, 6), (minute, hour, date, weekday) => {
      const text = `${minute} ${hour} ${date} * ${weekday}`;
      const runs = new Croner(text, { timezone: 'UTC', paused: true })
        .nextRuns(12, '2024-01-01T00:00:00Z')
        .map((run) => run.getTime() / 1000);

      const gaps = runs.slice(1).map((run, index) => run - (runs[index] ?? run));

      expect(Cron.parse(text).longestGap.seconds).toBeGreaterThanOrEqual(Math.max(...gaps));
    }),
    { numRuns: 60 },
  );
});
