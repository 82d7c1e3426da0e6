import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** One program that turns the same objects into YAML. */
export interface Contestant {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Working folder. */
  readonly folder: string;
  /** What it writes and what it remembers, below the folder; removed before each run. */
  readonly output: readonly string[];
}

export interface Measured {
  readonly name: string;
  /** Wall time of the fastest run, in milliseconds. */
  readonly best: number;
  /** Wall times of all runs in the order in which they were made, in milliseconds. */
  readonly runs: readonly number[];
  /** Most memory held at once, in bytes; undefined where no GNU time is installed. */
  readonly memory: number | undefined;
  /** Processor time of one run on all cores, in milliseconds; undefined likewise. Less moved by a busy machine. */
  readonly cpu: number | undefined;
}

/** A program that takes longer than this, in milliseconds, is run twice and no more. */
const LONG = 10_000;
const GNU_TIME = '/usr/bin/time';

/**
 * Runs all of them in turns, so that a busy moment of the machine hits all alike; after one round that is not counted
 * (bundles, code caches and the file system's own cache come into being).
 */
export function measure(contestants: readonly Contestant[], rounds: number): readonly Measured[] {
  const first = contestants.map((contestant) => run(contestant));
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      if (round < 2 || (first[index] ?? 0) < LONG) times[index]?.push(run(contestant));
    }
  }
  return contestants.map((contestant, index) => {
    const runs = times[index] ?? [];
    return { name: contestant.name, best: Math.min(...runs), runs, ...resourcesOf(contestant) };
  });
}

/** Milliseconds from start to end of a process; throws when it fails. Its standard output goes to `stdout` in the folder. */
function run({ name, command, args, folder, output }: Contestant): number {
  for (const file of output) rmSync(join(folder, file), { recursive: true, force: true });
  const stdout = openSync(join(folder, 'stdout'), 'w');
  const started = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', stdout, 'pipe'], encoding: 'utf8' });
  const took = performance.now() - started;
  closeSync(stdout);
  if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? stderr.slice(0, 2000)}`);
  return took;
}

function resourcesOf(contestant: Contestant): Pick<Measured, 'memory' | 'cpu'> {
  if (!existsSync(GNU_TIME)) return { memory: undefined, cpu: undefined };
  const file = join(contestant.folder, 'resources');
  run({ ...contestant, command: GNU_TIME, args: ['-f', '%M %U %S', '-o', file, contestant.command, ...contestant.args] });
  const [kibibytes = NaN, user = NaN, system = NaN] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
  return { memory: kibibytes * 1024, cpu: (user + system) * 1000 };
}
