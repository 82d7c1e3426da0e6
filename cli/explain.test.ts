import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from './main.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-explain-'));
const inventory = readFileSync(path.join(__dirname, '../clusters/homelab.yaml'), 'utf8');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program on the inventory as it is, or with every worker as large as told. */
async function explain(worker: string, ...argv: readonly string[]): Promise<Result> {
  writeFileSync(path.join(folder, 'homelab.yaml'), inventory.replaceAll(/(role: worker, .*?)cpu: \d+, memory: \w+/g, `$1${worker}`));
  let [out, err] = ['', ''];
  const stdout = { write: (text: string) => void (out += text) };
  const stderr = { write: (text: string) => void (err += text) };
  const code = await main(['explain', ...argv, '--clusters', folder], { stdout, stderr, env: {} });
  return { code, out, err };
}

test('capacity of one cluster: the figures as text, with those of the sources beside them', async () => {
  const { code, out } = await explain('cpu: 16, memory: 64G', 'capacity', 'homelab');

  expect(code).toBe(0);
  expect(out).toMatch(/^homelab: 3 nodes, 2 of them for ordinary pods\n/);
  expect(out).toMatch(/^blog-system .* 7 +850m +1\.70Gi /m);
  expect(out).toMatch(/^fits {2}without k8s-worker2, with autoscalers at their maximum: /m);
});

test('nodes that are too small for what runs at rest are a finding', async () => {
  const { code, out } = await explain('cpu: 1, memory: 1G', 'capacity');

  expect(code).toBe(1);
  expect(out).toMatch(
    /^full {2}at rest: \d+ of \d+ pods have no place, the first \S+ \w+ \S+, pod \d+ of \d+: k8s-cp is tainted, k8s-worker1 lacks /m,
  );
});

test('as JSON', async () => {
  const { code, out } = await explain('cpu: 16, memory: 64G', 'capacity', '--json');

  const { clusters } = JSON.parse(out) as { clusters: { cluster: string; scenarios: { first: string | null }[] }[] };
  expect(code).toBe(0);
  expect(clusters.map(({ cluster, scenarios }) => [cluster, scenarios.length, scenarios.every(({ first }) => first === null)])).toEqual([
    ['homelab', 9, true],
  ]);
});

test.each([
  [['capacty'], 'slipway explain: there is nothing to say about "capacty". Did you mean "capacity"?'],
  [['capacity', 'homelap'], '"homelap"'],
  [[], "missing required argument 'TOPIC'"],
  [['policy-dns', '--json'], 'slipway explain: "--json" is for capacity, and policy-dns is a rule. Leave it out.'],
  [['policy-dns', 'homelab'], 'slipway explain: "homelab" is for capacity, and policy-dns is a rule. Leave it out.'],
])('explain %j is refused', async (argv, words) => {
  const { code, out, err } = await explain('cpu: 4, memory: 8G', ...argv);

  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(words);
});
