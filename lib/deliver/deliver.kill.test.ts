import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { deliver } from './deliver.ts';
import { killStates } from './deliver.kill.states.ts';
import { BARE_ENV, git, localTarget, temporaryFolder } from './testing.ts';

/** `SLIPWAY_FAULTS=all` makes as many as were promised; the suite has time for some. */
const POINTS = process.env['SLIPWAY_FAULTS'] === 'all' ? 200 : 40;

/** The span over which the kills are spread: the first delivery, with the making of the repository, and some more. Unit: milliseconds. */
const SPAN_MS = 160;

const folder = temporaryFolder();
const program = join(folder, 'child.cjs');

beforeAll(() => {
  buildSync({ entryPoints: [join(__dirname, 'deliver.kill.child.ts')], outfile: program, bundle: true, platform: 'node', format: 'cjs' });
});

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function* spread(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Starts a program that delivers without end, and kills it so many milliseconds after it began. */
async function killedAfter(path: string, ms: number, withItsGits: boolean): Promise<void> {
  const child = spawn(process.execPath, [program, path], { env: BARE_ENV, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await sleep(ms);
  process.kill(withItsGits ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGKILL');
  await ended;
}

test(`${POINTS} kills leave the old or the new state, a sound repository, and nothing that stops the next run`, async () => {
  const numbers = spread(20260127);
  const trees = await Promise.all(
    killStates.map(async (files, index) => {
      const path = join(folder, `state-${index}.git`);
      await deliver({ target: localTarget(path), files, version: '0.1.0' });
      return git(path, 'rev-parse', 'main^{tree}');
    }),
  );
  const seen = new Set<string>();

  for (let point = 0; point < POINTS; point += 1) {
    // Every tenth point starts without a repository, so that its making is interrupted as well.
    const path = join(folder, `target-${Math.floor(point / 10)}.git`);
    // The very first is killed before anything can have been made.
    await killedAfter(path, point === 0 ? 0 : numbers.next().value * SPAN_MS, point % 2 === 0);

    const tip = existsSync(path) ? git(path, 'for-each-ref', '--format=%(tree)', 'refs/heads/main') : '';
    seen.add(tip);
    expect(['', ...trees]).toContain(tip);
    const wanted = point % 2;
    await deliver({
      target: localTarget(path),
      files: killStates[wanted] ?? new Map<string, string>(),
      version: '0.1.0',
      maxRemovalShare: 100,
    });
    expect(git(path, 'rev-parse', 'main^{tree}')).toBe(trees[wanted]);
    expect(git(path, 'fsck', '--no-dangling', '--no-progress')).toBe('');
    expect(readdirSync(join(path, 'refs', 'heads'))).toEqual(['main']);
  }

  // The kills were spread over before, between and after: every state was met.
  expect([...seen].sort()).toEqual(['', ...trees].sort());
}, 120_000);
