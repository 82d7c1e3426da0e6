import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { CHECKOUT, Workspace } from './workspace.ts';

let space: Workspace;

beforeEach(() => {
  space = new Workspace();
});

afterEach(() => space.remove());

/** Numbers that look random and are the same in every run: mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function shuffled<T>(list: readonly T[], random: (below: number) => number): T[] {
  const result = [...list];
  for (let left = result.length; left > 1; left -= 1) {
    const [picked] = result.splice(random(left), 1);
    result.push(picked as T);
  }
  return result;
}

/** The same data with the keys of every map in another order; lists keep theirs. */
function reordered(value: unknown, random: (below: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(shuffled(Object.entries(value), random).map(([key, item]) => [key, reordered(item, random)]));
}

test('20 runs with the keys of the inventory and the files of the folder in other orders give the same bytes', async () => {
  const names = ['attic', 'homelab', 'cellar'];
  for (const name of names.filter((each) => each !== 'homelab')) space.addCluster(name);
  const inventories = names.map((name) => ({
    name,
    data: parse(space.read(`clusters/${name}.yaml`)) as Readonly<Record<string, unknown>>,
  }));
  await space.run('synth', '--dist', 'expected');
  const expected = space.files('expected');

  const seen: unknown[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seeded(seed);
    const folder = `clusters-${seed}`;
    mkdirSync(space.path(folder));
    for (const { name, data } of shuffled(inventories, random))
      space.write(`${folder}/${name}.yaml`, stringify(reordered(data, random), { aliasDuplicateObjects: false }));
    const { code } = await space.run('synth', '--clusters', folder, '--dist', `dist-${seed}`);
    seen.push(code);
    expect(space.files(`dist-${seed}`)).toEqual(expected);
  }

  expect([seen, Object.keys(expected).length > 100]).toEqual([Array(20).fill(0), true]);
}, 60_000);

test('time zone, language and the folder of the checkout make no difference', () => {
  spawnSync(process.execPath, [path.join(CHECKOUT, 'bin/slipway.js'), '--version']);
  const checkouts = ['one', 'another/folder with blanks'].map((name) => {
    mkdirSync(space.path(name), { recursive: true });
    for (const part of ['bin', 'build', 'package.json'])
      cpSync(path.join(CHECKOUT, part), space.path(path.join(name, part)), { recursive: true });
    symlinkSync(path.join(CHECKOUT, 'node_modules'), space.path(path.join(name, 'node_modules')));
    return space.path(path.join(name, 'bin/slipway.js'));
  });

  const codes: (number | null)[] = [];
  const trees: unknown[] = [];
  for (const TZ of ['Asia/Seoul', 'America/New_York']) {
    for (const LANG of ['C', 'tr_TR.UTF-8']) {
      for (const program of checkouts) {
        const dist = `dist-${trees.length}`;
        codes.push(space.spawn(['synth', '--dist', dist], { TZ, LANG, LC_ALL: LANG }, program).code);
        trees.push(space.files(dist));
      }
    }
  }

  expect(codes).toEqual(Array(8).fill(0));
  expect(trees).toEqual(Array(8).fill(trees[0]));
  expect(JSON.stringify(trees[0])).not.toContain(space.folder);
}, 60_000);
