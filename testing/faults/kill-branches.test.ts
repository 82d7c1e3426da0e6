import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliverEnvironments } from '../../lib/deliver/deliver-environments.ts';
import { Environments } from '../../lib/deliver/environments.ts';
import { BARE_ENV, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { branchStates } from './branch-states.ts';
import { GitServer } from './git-server.ts';
import { bundleChild, killedAfter } from './killed.ts';
import { spread, trials } from './trial.ts';

const POINTS = trials(4, 200);

/** Over so long the kills are spread: two or three deliveries, the first of which fetches. Unit: milliseconds. */
const SPAN_MS = 900;

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const states: string[] = [];
let program: string;
let server: GitServer;

beforeAll(async () => {
  program = bundleChild(join(__dirname, 'kill-branches.child.ts'), at('child.cjs'));
  server = await GitServer.start(folder);
  git('.', 'init', '--quiet', '--bare', '-b', 'main', at('template.git'));
  for (const wanted of [0, 1]) {
    await deliverState(at('template.git'), at('state'), wanted);
    states.push(trees(at('template.git')));
  }
});

afterAll(() => server.close());

async function deliverState(address: string, stateFolder: string, wanted: number): Promise<void> {
  const environments = new Environments(address, { stateFolder, env: BARE_ENV });
  const files = branchStates[wanted] ?? new Map<string, string>();
  try {
    await deliverEnvironments({ environments, files, version: '0.1.0', maxRemovalShare: 100 });
  } finally {
    await environments.close();
  }
}

/** What stands in each branch, a line each. */
function trees(repository: string): string {
  return git(repository, 'for-each-ref', '--format=%(refname:short) %(tree)', 'refs/heads');
}

/** The same once a git that outlives its program is done: it moves the branches one after the other. */
async function settled(repository: string): Promise<string> {
  let found = trees(repository);
  for (let waits = 0; !states.includes(found) && waits < 20; waits += 1) {
    await sleep(100);
    found = trees(repository);
  }
  return found;
}

const lines = (text: string): readonly string[] => text.split('\n');

test.each(['path', 'file', 'http'])(
  `${POINTS} kills of deliveries to three branches (%s) leave each of them old or new, on a server all of them, and nothing that stops the next run`,
  async (scheme) => {
    const numbers = spread(scheme.length);
    const path = at(`${scheme}.git`);
    cpSync(at('template.git'), path, { recursive: true });
    const address = scheme === 'http' ? server.url('http.git') : scheme === 'file' ? `file://${path}` : path;
    const found: string[] = [];

    for (let point = 0; point < POINTS; point += 1) {
      // Every fourth has no cache yet, so that its making is interrupted as well.
      const state = at(`${scheme}-state-${Math.floor(point / 4)}`);
      const ms = point < 2 ? point * 50 : numbers.next().value * SPAN_MS;
      await killedAfter(program, [address, state], ms, point % 2 === 0);

      found.push(await settled(path));
      for (const line of lines(found.at(-1) ?? '')) expect(states.flatMap(lines)).toContain(line);
      await deliverState(address, state, point % 2);
      expect(trees(path)).toBe(states[point % 2]);
    }

    // Who is killed beside the git that moves branches of its own disk may catch it between two of them; a server finishes.
    const mixed = found.filter((all) => !states.includes(all));
    expect(scheme === 'http' ? mixed : []).toEqual([]);
    expect(git(path, 'fsck', '--no-dangling', '--no-progress')).toBe('');
  },
  3_600_000,
);
