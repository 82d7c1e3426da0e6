import { FORMATS } from './formats.ts';

test.each([
  ['quantity', ['1', '0.5', '.5', '1.', '100m', '1Gi', '1e3', '-1', '+2k', '12E'], ['', '1GB', '512MB', '1 Gi', '1gi', 'Gi', '1e', '--1']],
  ['date-time', ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.5+09:00'], ['2026-01-31', '2026-13-31T09:30:00Z', 'now']],
  ['byte', ['', 'YWJj', 'YWI=', 'YWJj\nYWJj\n'], ['abc', 'a b=', 'YWI']],
  ['cidr', ['10.0.0.0/8', 'fd00::/48'], ['10.0.0.1', '10.0.0.0/33']],
  ['duration', ['30s', '1h30m', '500ms', '1.5h', '0'], ['30', '1d', 's', '']],
])('%s', (name, good, bad) => {
  const format = FORMATS[name];

  expect(good.filter((text) => format?.holds(text) !== true)).toEqual([]);
  expect(bad.filter((text) => format?.holds(text) !== false)).toEqual([]);
});
