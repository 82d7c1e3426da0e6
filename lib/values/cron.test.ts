import fc from 'fast-check';
import { Cron } from './cron.ts';

test.each(['0 3 * * *', '*/5 * * * *', '5/15 * * * *', '0 0 1,15 * ?', '30 9-17 * * MON-FRI', '0 0 29 FEB *', '0 3 ? * 0'])(
  'takes %s as it is',
  (text) => {
    expect(Cron.parse(text).text).toBe(text);
  },
);

const FIELDS = 'Write minute, hour, day of month, month, day of week; there are no seconds.';
const RANGES = 'Write minute 0-59, hour 0-23, day 1-31, month 1-12, day of week 0-6.';

test.each([
  ['', `nothing has 0 fields, Kubernetes takes 5. ${FIELDS}`],
  ['0 0 3 * * *', `0 0 3 * * * has 6 fields, Kubernetes takes 5. ${FIELDS}`],
  ['@reboot', '@reboot is a macro, and Kubernetes knows only some of them. Write five fields, such as 0 3 * * * for daily at 03:00.'],
  [
    'TZ=Asia/Seoul 0 3 * * *',
    'TZ=Asia/Seoul 0 3 * * * has a time zone inside, which Kubernetes refuses. Set timeZone beside the schedule.',
  ],
  ['0 0 L * *', '0 0 L * * has the field L, which Kubernetes cannot read. Use numbers, names such as MON, lists, ranges, * and steps.'],
  [
    '0 0 * * 1#2',
    '0 0 * * 1#2 has the field 1#2, which Kubernetes cannot read. Use numbers, names such as MON, lists, ranges, * and steps.',
  ],
  ['0 0 * * 7', '0 0 * * 7 has the day of week 7, Kubernetes takes 0 to 6. Write 0 for Sunday.'],
  ['0 0 * * 5-7', '0 0 * * 5-7 has the day of week 7, Kubernetes takes 0 to 6. Write 0 for Sunday.'],
  ['0 25 * * *', `0 25 * * * is no schedule (Invalid value for hour: 25). ${RANGES}`],
  ['0 0 * XYZ *', expect.stringContaining(`is no schedule (`)],
  ['30-10 * * * *', expect.stringContaining(`is no schedule (`)],
  ['*/0 * * * *', expect.stringContaining(`is no schedule (`)],
  ['0 0 30 2 *', '0 0 30 2 * fits no day. Choose a day that the month has.'],
])('refuses %p', (text, says: unknown) => {
  let message = '';

  try {
    Cron.parse(text);
  } catch (error) {
    message = (error as Error).message.replace(`"${text}": `, '');
  }

  expect(message).toEqual(says);
});

test('takes every schedule of numbers within their ranges', () => {
  fc.assert(
    fc.property(fc.nat(59), fc.nat(23), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.nat(6), (...fields) => {
      expect(Cron.parse(fields.join(' ')).text).toBe(fields.join(' '));
    }),
  );
});
