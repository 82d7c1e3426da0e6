import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { listTree } from './dist-tree.ts';
import { stateOf } from './testing/states.ts';
import type { StateName } from './testing/states.ts';
import { writeDist } from './write-dist.ts';

const KILLS = 50;
const STRAYS = { 'note.txt': 'mine', 'one/note.txt': 'mine too', link: '-> /nowhere' };

/** A file that tells the states apart. */
const MARKER = 'one/app-10/configmap.c10.yaml';

const root = mkdtempSync(join(tmpdir(), 'write-dist-kill-'));
const script = join(root, 'killed-run.cjs');
const dist = join(root, 'project/dist');
const state = join(root, 'project/.slipway');

beforeAll(() => {
  buildSync({
    entryPoints: [join(__dirname, 'testing/killed-run.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
  });
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function contents(): Record<string, string> {
  const { files } = listTree(dist);
  const text = (path: string, kind: string): string =>
    kind === 'link' ? `-> ${readlinkSync(join(dist, path))}` : readFileSync(join(dist, path), 'utf8');
  return Object.fromEntries([...files].map(([path, kind]) => [path, text(path, kind)]));
}

function expected(name: StateName): Record<string, string> {
  return { ...Object.fromEntries(stateOf(name).map(({ file, text }) => [file, text])), ...STRAYS };
}

/** Spread over the whole run, with every change around the swap: the last of them are the renames and the clearing up. */
function points(changes: number): number[] {
  const last = Array.from({ length: 12 }, (_, index) => changes - 12 + index);
  const many = KILLS - last.length;
  let seed = 20260127;
  const spread = Array.from({ length: many }, (_, index) => {
    seed = (seed * 48271) % 2147483647;
    return Math.floor(((index + seed / 2147483647) * (changes - last.length)) / many);
  });
  return [...spread, ...last];
}

test('killed at 50 points, dist is the old or the new tree, strays survive, and the next run repairs', () => {
  writeDist(dist, stateOf('new'), { state });
  for (const [path, text] of Object.entries(STRAYS)) {
    if (path === 'link') symlinkSync('/nowhere', join(dist, path));
    else writeFileSync(join(dist, path), text);
  }
  const changes = Number(execFileSync(process.execPath, [script, dist, state, 'old', 'never'], { encoding: 'utf8' }));
  expect(contents()).toEqual(expected('old'));

  const seen = new Set<string>();
  let before: StateName = 'old';
  for (const point of points(changes)) {
    const wanted: StateName = before === 'old' ? 'new' : 'old';

    const { signal } = spawnSync(process.execPath, [script, dist, state, wanted, String(point)]);

    expect(signal).toBe('SIGKILL');
    if (existsSync(dist)) {
      const found = contents();
      const isDone = found[MARKER] === expected(wanted)[MARKER];
      seen.add(isDone ? 'done' : 'not yet');
      expect(found).toEqual(expected(isDone ? wanted : before));
    } else seen.add('between');

    // The next run writes what it wants, whatever the killed one left: ownership of no file was lost.
    before = point % 2 === 0 ? wanted : before;
    expect(writeDist(dist, stateOf(before), { state }).strays).toEqual(Object.keys(STRAYS).sort());
    expect(contents()).toEqual(expected(before));
    expect(readdirSync(join(root, 'project')).sort()).toEqual(['.slipway', 'dist']);
  }

  expect([...seen].sort()).toEqual(['between', 'done', 'not yet']);
}, 120_000);
