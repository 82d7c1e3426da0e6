import { execFile } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deliver } from '../../lib/deliver/deliver.ts';
import type { Delivery } from '../../lib/deliver/deliver.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import { asPerson, BARE_ENV, contents, files, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { GitServer } from './git-server.ts';
import { trials } from './trial.ts';

const TRIALS = trials(2, 100);

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let server: GitServer;

beforeAll(async () => {
  server = await GitServer.start(folder);
  await write(at('template.git'), 'one', 'first');
  asPerson(at('template.git'), at('person'), () => writeFileSync(at('person/README.md'), 'by hand'));
});

afterAll(() => server.close());

/** One writer of a cluster: everything of it, with this text. */
async function write(address: string, cluster: string, text: string): Promise<Delivery> {
  const target = openTarget(address, { stateFolder: at('state'), env: BARE_ENV });
  const wanted = { [`${cluster}/a/x.yaml`]: text, [`${cluster}/a/y.yaml`]: text, [`${cluster}/b/z.yaml`]: text };
  try {
    return await deliver({ target, files: files(wanted), clusters: [cluster], version: '0.1.0' });
  } finally {
    await target.close();
  }
}

function trees(repository: string): string[] {
  return git(repository, 'log', '--reverse', '--format=%H', 'main').split('\n');
}

test.each([
  ['a repository on this machine', (name: string) => at(name)],
  ['a remote behind a file URL', (name: string) => `file://${at(name)}`],
  ['a remote behind HTTP', (name: string) => server.url(name)],
])(
  `${TRIALS} times two writers of two clusters and a person at once, in %s: all three arrive, one after the other`,
  async (place, address) => {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const name = `${place.replace(/\W/g, '-')}-${trial}.git`;
      cpSync(at('template.git'), at(name), { recursive: true });

      const [one, two] = await Promise.all([
        write(address(name), 'one', 'second'),
        write(address(name), 'two', 'second'),
        person(name, trial),
      ]);

      const found = contents(at(name));
      expect(Object.entries(found).filter(([path]) => !path.startsWith('.slipway/'))).toEqual([
        ['README.md', 'by hand'],
        ['note.txt', `${trial}`],
        ...['one', 'two'].flatMap((cluster) => ['a/x', 'a/y', 'b/z'].map((file) => [`${cluster}/${file}.yaml`, 'second'])),
      ]);
      expect(trees(at(name))).toEqual(expect.arrayContaining([one.commit, two.commit]));
      expect(trees(at(name))).toHaveLength(5);
      expect((await write(address(name), 'one', 'second')).commit).toBeUndefined();
    }
  },
  1_200_000,
);

/** A person pushes, and pulls first when somebody else was faster. */
async function person(name: string, trial: number): Promise<void> {
  const clone = at(`clone-of-${name}`);
  const run = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)('git', ['-c', 'user.name=Jimin', '-c', 'user.email=jimin@example.org', ...args], { cwd: folder, env: BARE_ENV });
  await run('clone', '--quiet', at(name), clone);
  writeFileSync(join(clone, 'note.txt'), `${trial}`);
  await run('-C', clone, 'add', '--all');
  await run('-C', clone, 'commit', '--quiet', '--message', 'by hand');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run('-C', clone, 'pull', '--quiet', '--rebase');
      await run('-C', clone, 'push', '--quiet');
      return;
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}

test(`${TRIALS} times two writers of one cluster at once: the later has it all, and none of the earlier is mixed in`, async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const name = `same-${trial}.git`;
    cpSync(at('template.git'), at(name), { recursive: true });

    const [one, other] = await Promise.all([write(server.url(name), 'one', 'red'), write(at(name), 'one', 'blue')]);

    const last = git(at(name), 'rev-parse', 'main');
    const [winner, text] = last === one.commit ? [one, 'red'] : [other, 'blue'];
    expect(last).toBe(winner.commit);
    expect(contents(at(name))).toMatchObject({ 'one/a/x.yaml': text, 'one/a/y.yaml': text, 'one/b/z.yaml': text });
    expect(trees(at(name))).toHaveLength(4);
  }
}, 1_200_000);
