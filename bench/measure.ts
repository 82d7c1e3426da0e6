import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** One program that turns the same objects into YAML. */
export interface Contestant {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Working folder. */
  readonly folder: string;
  /** What it writes and what it remembers: entries of the folder, moved aside before each run. */
  readonly output: readonly string[];
  /** Ends with 1 when it found something. @default false */
  readonly mayFail?: boolean | undefined;
}

/** One run, or the fastest of several. */
export interface Run {
  /** Wall time in milliseconds. */
  readonly wall: number;
  /** Most memory held at once, in bytes; undefined where no GNU time is installed. */
  readonly memory: number | undefined;
  /** Processor time on all cores, in milliseconds; undefined likewise. Less moved by a busy machine. */
  readonly cpu: number | undefined;
}

export interface Measured {
  readonly name: string;
  readonly best: Run;
  /** Wall times of all runs that count, in the order in which they were made, in milliseconds. */
  readonly runs: readonly number[];
}

/** A program that takes longer than this, in milliseconds, is run twice and no more: its first run counts. */
const LONG = 10_000;
const GNU_TIME = '/usr/bin/time';

/**
 * Runs all of them in turns, so that a busy moment of the machine hits all alike; after one round that is not counted
 * (bundles, code caches and the file system's own cache come into being).
 */
export function measure(contestants: readonly Contestant[], rounds: number): readonly Measured[] {
  const runs = contestants.map((contestant) => [run(contestant)]);
  const long = runs.map(([first]) => (first?.wall ?? 0) > LONG);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      if (round === 0 || long[index] !== true) runs[index]?.push(run(contestant));
    }
  }
  return contestants.map(({ name }, index) => {
    const all = runs[index] ?? [];
    const counted = long[index] === true || all.length === 1 ? all : all.slice(1);
    const best = counted.reduce((one, other) => (other.wall < one.wall ? other : one));
    return { name, best, runs: counted.map(({ wall }) => wall) };
  });
}

/**
 * Not deleted: ext4 without a journal, as many virtual machines have it, searches all inodes freed in the last minutes
 * whenever it gives one to a new file. Then one program would pay 0.2 ms a file for the deletions between the runs.
 */
function moveAside(folder: string, output: readonly string[]): void {
  const written = output.filter((file) => existsSync(join(folder, file)));
  if (written.length === 0) return;
  const aside = mkdtempSync(join(folder, 'earlier-'));
  for (const file of written) renameSync(join(folder, file), join(aside, file));
}

/** One process from start to end; throws when it fails. Its standard output goes to the file `stdout` in its folder. */
function run({ name, command, args, folder, output, mayFail = false }: Contestant): Run {
  moveAside(folder, output);
  const stdout = openSync(join(folder, 'stdout'), 'w');
  const resources = join(folder, 'resources');
  // Through GNU time where it is installed: a millisecond more for each of them.
  const timed = existsSync(GNU_TIME) ? [GNU_TIME, '-f', '%M %U %S', '-o', resources] : [];
  const [program = command, ...rest] = [...timed, command, ...args];
  const started = performance.now();
  const { status, stderr, error } = spawnSync(program, rest, { cwd: folder, stdio: ['ignore', stdout, 'pipe'], encoding: 'utf8' });
  const wall = performance.now() - started;
  closeSync(stdout);
  if (status !== 0 && !(mayFail && status === 1)) throw new Error(`${name} failed: ${error?.message ?? stderr.slice(0, 2000)}`);
  if (timed.length === 0) return { wall, memory: undefined, cpu: undefined };

  // GNU time says first how a program ended, unless that was well.
  const said = readFileSync(resources, 'utf8').trim().split('\n').at(-1) ?? '';
  const [kibibytes = NaN, user = NaN, system = NaN] = said.split(' ').map(Number);
  return { wall, memory: kibibytes * 1024, cpu: (user + system) * 1000 };
}
