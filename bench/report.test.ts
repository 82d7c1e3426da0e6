import { ratesLine, ratioLine, rulesTable, table } from './report.ts';

const result = {
  objects: 500,
  measured: [
    { name: 'slipway', best: { wall: 210.4, memory: 150 * 1024 ** 2, cpu: 250 }, runs: [220, 210.4] },
    { name: 'kustomize', best: { wall: 300, memory: undefined, cpu: undefined }, runs: [300] },
    { name: 'cdk8s', best: { wall: 2100, memory: 99.6 * 1024 ** 2, cpu: 2300.4 }, runs: [2200, 2100] },
  ],
};

test('a ratio below one means that slipway is faster', () => {
  expect(ratioLine(result)).toBe('500 objects: 0.70 x kustomize, 0.10 x cdk8s');
});

test('without anybody else there is no ratio', () => {
  expect(ratioLine({ ...result, measured: result.measured.slice(0, 1) })).toBe('500 objects: nothing to compare with');
});

test('the table says time, time an object and memory of each', () => {
  expect(table([result])).toBe(
    [
      '| objects | program   | best    | an object | processor    | memory       | runs |',
      '|---------|-----------|---------|-----------|--------------|--------------|------|',
      '| 500     | slipway   | 210 ms  | 0.421 ms  | 250 ms       | 150 MiB      | 2    |',
      '| 500     | kustomize | 300 ms  | 0.600 ms  | not measured | not measured | 1    |',
      '| 500     | cdk8s     | 2100 ms | 4.200 ms  | 2300 ms      | 100 MiB      | 2    |',
    ].join('\n'),
  );
});

test('what an object takes is told for each size', () => {
  expect(ratesLine([result, { ...result, objects: 5000 }])).toBe('an object at 500: 0.421 ms, at 5000: 0.042 ms');
});

test('the slowest rules are told, fifteen at most', () => {
  const times = Array.from({ length: 20 }, (_, index) => ({ rule: `rule-${index}`, time: 1000 - index, asked: index === 1 ? 0 : 100 }));

  const lines = rulesTable(times).split('\n');

  expect(lines).toHaveLength(2 + 15);
  expect(lines.slice(0, 4)).toEqual([
    '| rule    | in all  | objects | an object   |',
    '|---------|---------|---------|-------------|',
    '| rule-0  | 1000 ms | 100     | 10000.0 µs  |',
    '| rule-1  | 999 ms  | 0       | never asked |',
  ]);
});
