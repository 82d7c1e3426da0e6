import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '../../lib/deliver/deliver.ts';
import { killStates } from '../../lib/deliver/deliver.kill.states.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import { BARE_ENV, git, localTarget, temporaryFolder } from '../../lib/deliver/testing.ts';
import { GitServer } from './git-server.ts';
import { bundleChild, killedAfter } from './killed.ts';
import { spread, trials } from './trial.ts';

const POINTS = trials(6, 200);

/** Over so long the kills are spread: two or three deliveries, the first of which fetches. Unit: milliseconds. */
const SPAN_MS = 600;

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const trees: string[] = [];
let program: string;
let server: GitServer;

beforeAll(async () => {
  program = bundleChild(join(__dirname, 'kill.child.ts'), at('child.cjs'));
  server = await GitServer.start(folder);
  git('.', 'init', '--quiet', '--bare', '-b', 'main', at('template.git'));
  for (const files of killStates) {
    await deliver({ target: localTarget(at('template.git')), files, version: '0.1.0', maxRemovalShare: 100 });
    trees.push(git(at('template.git'), 'rev-parse', 'main^{tree}'));
  }
});

afterAll(() => server.close());

test.each(['file', 'http'])(
  `${POINTS} kills of deliveries to a remote (%s) leave a branch that is old or new, and nothing that stops the next run`,
  async (scheme) => {
    const numbers = spread(scheme.length);
    const path = at(`${scheme}.git`);
    cpSync(at('template.git'), path, { recursive: true });
    const address = scheme === 'file' ? `file://${path}` : server.url(`${scheme}.git`);

    for (let point = 0; point < POINTS; point += 1) {
      // Every fourth has no cache yet, so that its making is interrupted as well.
      const state = at(`${scheme}-state-${Math.floor(point / 4)}`);
      const points = point < 2 ? point * 50 : numbers.next().value * SPAN_MS;
      await killedAfter(program, [address, state], points, point % 2 === 0);

      expect(trees).toContain(git(path, 'rev-parse', 'main^{tree}'));
      const target = openTarget(address, { stateFolder: state, env: BARE_ENV });
      const files = killStates[point % 2] ?? new Map<string, string>();
      await deliver({ target, files, version: '0.1.0', maxRemovalShare: 100 });
      await target.close();
      expect(git(path, 'rev-parse', 'main^{tree}')).toBe(trees[point % 2]);
      expect(existsSync(join(path, 'refs/heads/main.lock'))).toBe(false);
      expect(readdirSync(join(state, 'remotes')).filter((name) => !name.endsWith('.git'))).toEqual([]);
    }
    expect(git(path, 'fsck', '--no-dangling', '--no-progress')).toBe('');
  },
  // On a busy machine a trial takes ten seconds.
  3_000_000,
);
