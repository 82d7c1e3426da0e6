import { stockFiles } from './deliver-files.ts';
import { deliverTable } from './deliver-report.ts';

test('the table says the best of all runs, and our time as a share of that of git', () => {
  const measure = (wall: number): { wall: number; before: number; memory: number } => ({
    wall,
    before: 150 * 1024 ** 2,
    memory: 300 * 1024 ** 2,
  });
  const runs = [
    { plan: measure(500), deliver: measure(800), git: 1000 },
    { plan: measure(600), deliver: measure(750), git: 1500 },
  ];

  expect(deliverTable([{ files: 1000, clusters: 10, changed: 1, runs }])).toBe(
    [
      '| changed files   | plan   | deliver | git add, commit | ratio | memory                        |',
      '|-----------------|--------|---------|-----------------|-------|-------------------------------|',
      '| 1 of 1000 in 10 | 0.50 s | 0.75 s  | 1.00 s          | 0.75  | 300 MiB (texts alone 150 MiB) |',
    ].join('\n'),
  );
});

test.each([0, 1, 7, 100])('%i files are another version, and all have their place', (changed) => {
  const stock = { files: 100, clusters: 3, changed };

  const old = new Map(stockFiles({ ...stock, version: 0 }));
  const next = new Map(stockFiles({ ...stock, version: 1 }));

  expect([...next].filter(([path, text]) => old.get(path) !== text)).toHaveLength(changed);
  expect([old.size, [...old.keys()]]).toEqual([100, [...next.keys()]]);
});
