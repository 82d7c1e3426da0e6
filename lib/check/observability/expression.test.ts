import fc from 'fast-check';
import { durationSeconds, readQuery, selections } from './expression.ts';

test('reads a query with its groupings, operators and ranges', () => {
  const query = 'sum by (pod) (rate(a_total{code=~"5.."}[1m30s])) / on (pod) group_left (node) b > bool 0.5';

  const read = readQuery(query);

  const rate = { type: 'selection', metric: 'a_total', matchers: [{ label: 'code', operator: '=~', value: '5..' }], range: 90 };
  const left = {
    type: 'aggregation',
    operator: 'sum',
    by: ['pod'],
    without: undefined,
    parameter: undefined,
    body: { type: 'call', name: 'rate', args: [rate] },
  };
  const right = { type: 'selection', metric: 'b', matchers: [], range: undefined };
  const plain = { bool: false, on: undefined, ignoring: undefined, many: undefined, included: [] };
  const ratio = { type: 'operation', ...plain, operator: '/', on: ['pod'], many: 'left', included: ['node'], left, right };
  const tree = { type: 'operation', ...plain, operator: '>', bool: true, left: ratio, right: { type: 'number', value: 0.5 } };
  expect(read).toEqual({ problem: undefined, tree });
});

test.each([
  ['5m', 300],
  ['1h30m', 5400],
  ['15', 15],
  ['500ms', 0.5],
  ['5 minutes', undefined],
  ['', undefined],
  [undefined, undefined],
])('takes the duration %s for %s seconds', (written, seconds) => {
  expect(durationSeconds(written)).toBe(seconds);
});

test('never falls over, whatever the text', () => {
  const words = fc.constantFrom(
    'sum',
    'by',
    '(',
    ')',
    '{',
    '}',
    '[5m]',
    'a_total',
    '"x"',
    '=',
    '=~',
    '>',
    'and',
    'on',
    ',',
    '0.5',
    'offset',
    '-',
    '$x',
  );
  const query = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words).map((list) => list.join(' ')),
  );

  fc.assert(
    fc.property(query, (text) => {
      const read = readQuery(text);
      return read.problem !== undefined || Array.isArray(selections(read.tree));
    }),
  );
});
