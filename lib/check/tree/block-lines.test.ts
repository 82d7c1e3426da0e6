import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { installerOf } from '../../../charts/index.ts';
import { parseInventory } from '../../inventory/parse.ts';
import { synthesize } from '../../synth/synthesize.ts';
import { BlockLines } from './block-lines.ts';

const text = `---
# who made this
apiVersion: v1
data:
  a.b: |
    x: 1

    # no comment
  c:
  d: [1, 2]
list:
- name: a
  image: b
# between
- name: c
  ports:
    - 80

    - 81
words:
  -
    name: d
"q": 1
r:
  - 's:t':
      u: v
  - "w: x"
  - y:z: 1
`;

test.each<readonly [path: readonly (string | number)[], line: number | undefined]>([
  [[], 2],
  [['apiVersion'], 2],
  [['data', 'a.b'], 4],
  [['data', 'a.b', 'x'], undefined],
  [['data', 'c', 'deeper'], 8],
  [['data', 'd', 1], 9],
  [['data', 'e'], 3],
  [['list', 0, 'image'], 12],
  [['list', 1], 14],
  [['list', 1, 'ports', 1], 18],
  [['list', 1, 'ports', 2], 15],
  [['list', 'name'], 10],
  [['words', 0, 'name'], undefined],
  [['q'], 22],
  [['r', 0, 's:t', 'u'], 25],
  [['r', 1], 26],
  [['r', 2, 'y:z'], 27],
  [['status', 'phase'], 2],
])('%j stands on line %j', (steps, line) => {
  expect(BlockLines.of(text)?.lineOf(steps)).toBe(line);
});

test('a document of another style has none', () => {
  expect(BlockLines.of('a: &b\n  c: 1\n')).toBeUndefined();
});

/** Every path of a document with its line, as the library for YAML tells them. */
function* placesIn(text: string): Generator<readonly [steps: readonly (string | number)[], line: number]> {
  const lines = new LineCounter();
  const open: [steps: readonly (string | number)[], node: unknown][] = [
    [[], parseDocument(text, { version: '1.1', lineCounter: lines }).contents],
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [steps, node] = next;
    const items = isMap(node) ? node.items.map(({ key, value }) => [String(key), key, value] as const) : [];
    const entries = isSeq(node) ? node.items.map((value, index) => [index, value, value] as const) : [];
    for (const [step, start, value] of [...items, ...entries]) {
      const place = isScalar(start) || isMap(start) || isSeq(start) ? start.range?.[0] : undefined;
      if (place !== undefined) yield [[...steps, step], lines.linePos(place).line - 1];
      open.push([[...steps, step], value]);
    }
  }
}

test('every field of everything that we make for a real cluster is found where the library for YAML finds it', () => {
  const [cluster] = parseInventory('clusters/homelab.yaml', readFileSync(path.join(__dirname, '../../../clusters/homelab.yaml')));
  if (cluster === undefined) throw new Error('the inventory is gone');
  let compared = 0;
  for (const { file, text: content } of synthesize(cluster, installerOf(cluster)).manifests) {
    const lines = BlockLines.of(content);
    if (lines === undefined) continue;
    for (const [steps, line] of placesIn(content)) {
      expect([file, steps, lines.lineOf(steps)]).toEqual([file, steps, line]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(2000);
});
