import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { loadClusters } from '../lib/inventory/load.ts';

// The rooms of docs/ and CONTRIBUTING.md, as the import lines have it.

const ROOT = join(__dirname, '..');
const ROOMS = ['bench', 'charts', 'cli', 'imports', 'lib', 'testing'];

/** What each room may import, itself aside. `lib/inventory/cluster` is the type of a parsed cluster: plain data. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'lib/errors.ts': [],
  'lib/values': ['lib/errors.ts'],
  'lib/inventory': ['lib/errors.ts', 'lib/values'],
  'lib/constructs': ['lib/errors.ts', 'lib/values', 'imports'],
  'lib/manifest': ['lib/errors.ts', 'lib/values', 'lib/inventory/cluster.ts'],
  'lib/synth': ['lib/errors.ts', 'lib/values', 'lib/manifest', 'lib/inventory/cluster.ts'],
  'lib/check': ['lib/errors.ts', 'lib/values', 'lib/manifest', 'lib/metrics'],
  'lib/deliver': ['lib/errors.ts', 'lib/values', 'lib/manifest'],
  'lib/metrics': ['lib/errors.ts', 'lib/values'],
  'lib/telemetry': ['lib/errors.ts', 'lib/values'],
  'lib/capacity': ['lib/errors.ts', 'lib/values', 'lib/manifest', 'lib/check'],
  charts: ['lib/errors.ts', 'lib/values', 'lib/constructs', 'lib/metrics', 'lib/telemetry', 'lib/inventory/cluster.ts', 'imports'],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Tests, what helps them, and what is generated or generates. */
function isOurCode(file: string): boolean {
  return file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing[^/]*\.ts$|\.kill\.\w+\.ts$|^(imports|testing|bench)\//.test(file);
}

function files(): string[] {
  const found = ROOMS.filter((room) => existsSync(join(ROOT, room))).flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)).replaceAll('\\', '/')),
  );
  return [...found, 'main.ts'].filter((file) => isOurCode(file) && existsSync(join(ROOT, file))).sort();
}

const code = new Map(files().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));

/** Imports of our own files, written with `from`, as a side effect, or at run time. */
function importsOf(file: string, text: string): Import[] {
  const statements = [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'(\.[^']+)'/gms),
    ...text.matchAll(/^import\s+(type\s)?'(\.[^']+)'/gm),
    ...text.matchAll(/\bimport\((type\s)?'(\.[^']+)'\)/g),
    ...text.matchAll(/\brequire\((type\s)?'(\.[^']+)'\)/g),
  ];
  return statements.map(([, typeOnly, to = '']) => ({
    from: file,
    to: posix.normalize(posix.join(dirname(file), to)),
    typeOnly: typeOnly !== undefined,
  }));
}

const imports = [...code].flatMap(([file, text]) => importsOf(file, text));

function isIn(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

function roomOf(file: string): string | undefined {
  return Object.keys(ARROWS).find((room) => isIn(file, room));
}

function show({ from, to }: Import): string {
  return `${from} → ${to}`;
}

test('the rooms are where they are looked for', () => {
  const empty = Object.keys(ARROWS).filter((room) => ![...code.keys()].some((file) => isIn(file, room)));

  expect(empty).toEqual([]);
  expect(imports.length).toBeGreaterThan(200);
});

test('every file of ours that is imported exists', () => {
  expect(imports.filter(({ to }) => !existsSync(join(ROOT, to))).map(show)).toEqual([]);
});

function pointsUp({ from, to }: Import): boolean {
  const room = roomOf(from);
  if (room === undefined || isIn(to, room)) return false;
  return !(ARROWS[room] ?? []).some((place) => isIn(to, place));
}

test('no arrow points up', () => {
  expect(imports.filter(pointsUp).map(show)).toEqual([]);
});

test.each([
  ['lib/deliver/plan.ts', "import { synthesize } from '../synth/synthesize.ts';"],
  ['lib/check/world.ts', "import type { Workload } from '../constructs/workload.ts';"],
  ['lib/values/cron.ts', "import {\n  a,\n  type B,\n} from '../inventory/cluster.ts';"],
  ['lib/synth/tree.ts', "export { main } from '../../cli/main.ts';"],
  ['charts/index.ts', "const late = await import('../lib/check/check.ts');"],
  ['lib/constructs/port.ts', "import '../manifest/manifest.ts';"],
])('… and one from %s would be seen', (file, text) => {
  expect(importsOf(file, text).filter(pointsUp)).toHaveLength(1);
});

test('a cluster is handed down as plain data: only its type is imported', () => {
  const beyond = imports.filter(
    ({ from, to, typeOnly }) => to === 'lib/inventory/cluster.ts' && !isIn(from, 'lib/inventory') && !isIn(from, 'cli') && !typeOnly,
  );

  expect(beyond.map(show)).toEqual([]);
});

test('nothing but a test needs what was made for tests', () => {
  const used = imports.filter(({ to }) => /(^|\/)testing[^/]*\.ts$|\.test\.ts$|^testing\//.test(to));

  expect(used.map(show)).toEqual([]);
});

test('no file imports itself, however far around; types may', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);

  expect(cycles(edges)).toEqual([]);
});

/** Each cycle once, as its way around. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    const start = way.indexOf(file);
    if (start !== -1) found.push([...way.slice(start), file].join(' → '));
    if (start !== -1 || done.has(file)) return;
    way.push(file);
    for (const next of edges.get(file) ?? []) visit(next);
    way.pop();
    done.add(file);
  };
  for (const file of edges.keys()) visit(file);
  return found;
}

test('the search for cycles finds one', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);

  expect(cycles(edges)).toEqual(['b → d → b']);
});

test('no construct, chart or rule knows a cluster by name', () => {
  const inventories = loadClusters(join(ROOT, 'clusters'));
  // What is called like a stage, such as `local`, cannot be told from it.
  const stages = new Set(inventories.map(({ environment }) => environment));
  const clusters = inventories.map(({ name }) => name).filter((name) => !stages.has(name));
  const general = [...code].filter(([file]) =>
    ['lib/constructs', 'lib/check', 'lib/synth', 'lib/deliver', 'charts'].some((room) => isIn(file, room)),
  );

  const knowing = general.flatMap(([file, text]) =>
    clusters.filter((name) => new RegExp(`['"/]${name}['"/]`).test(withoutComments(text))).map((name) => `${file} names ${name}`),
  );

  expect(clusters).not.toEqual([]);
  expect(knowing).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, '').replace(/(^|\s)\/\/.*$/gm, '');
}

// A copy without history cannot tell what is tracked.
const inRepository = existsSync(join(ROOT, '.git')) ? test : test.skip;

inRepository('what is generated is not in the repository', () => {
  const tracked = execFileSync('git', ['ls-files', '--', 'dist', 'build', 'node_modules', '.slipway'], { cwd: ROOT, encoding: 'utf8' });

  expect(tracked).toBe('');
});
