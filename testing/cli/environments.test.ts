import { execFileSync } from 'node:child_process';
import { Workspace } from './workspace.ts';

jest.setTimeout(60_000);

let space: Workspace;

beforeEach(() => {
  space = new Workspace();
});

afterEach(() => space.remove());

/** Commits the inventories, as a person with a checkout would. */
function commitSources(): string {
  const git = (...argv: string[]): string =>
    execFileSync('git', ['-C', space.folder, '-c', 'user.name=Jimin', '-c', 'user.email=j@example.org', ...argv], {
      encoding: 'utf8',
    }).trim();
  space.write('.gitignore', 'dist/\n.slipway/\n');
  git('init', '--quiet', '-b', 'main');
  git('remote', 'add', 'origin', 'https://jimin:secret@example.org/sources.git');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Web 84\n\nThe first.');
  return git('rev-parse', 'HEAD');
}

test('each cluster goes to a branch of its own, with what a promoter asks for', async () => {
  space.addCluster('second');
  const sha = commitSources();

  const done = await space.run('deliver', '--environment-branches', '--next', '--hydrator');

  expect([done.code, done.err.includes('note is not written')]).toEqual([0, false]);
  expect(done.out.match(/delivered commit [0-9a-f]{7} to .*branch environment\/\S+-next/g)).toHaveLength(2);
  expect(JSON.parse(space.git('show', 'environment/second-next:hydrator.metadata'))).toMatchObject({
    repoURL: 'https://example.org/sources.git',
    drySha: sha,
    commands: ['slipway synth --cluster second'],
    author: 'Jimin <j@example.org>',
    subject: 'Web 84',
    body: 'The first.',
  });
  expect(space.git('notes', '--ref=hydrator.metadata', 'show', 'environment/homelab-next')).toBe(JSON.stringify({ drySha: sha }));
});

test('on one branch the file lies beside all clusters, and JSON names each branch', async () => {
  const sha = commitSources();

  const one = await space.run('deliver', '--hydrator');
  const all = await space.run('deliver', '--environment-branches', '--json', '--target', 'other.git');

  expect([one.code, (JSON.parse(space.git('show', 'main:hydrator.metadata')) as { drySha: string }).drySha]).toEqual([0, sha]);
  const { branches } = JSON.parse(all.out) as { branches: readonly { branch: string; changes: readonly unknown[] }[] };
  expect(branches.map(({ branch, changes }) => [branch, changes.length > 0])).toEqual([['environment/homelab', true]]);
});

test.each([
  [['--hydrator'], '--hydrator: the sources have no commit that could be named. Commit them first, or leave it out.'],
  [
    ['--environment-branches', '--branch', 'live'],
    '--branch: with --environment-branches each cluster has a branch of its own. Leave one of them out.',
  ],
  [['--next'], '--next: there are no environment branches to propose for. Add --environment-branches, or leave it out.'],
  [
    ['--environment-branches', '--pull-request'],
    '--pull-request: environment branches are pushed by git. Leave it out: with --next a promoter opens them.',
  ],
  [
    ['--environment-branches', '--plan', 'plan.json'],
    '--environment-branches: this was settled when the plan was made. Leave it out, or make another plan with it.',
  ],
])('deliver %j is refused', async (argv, message) => {
  const said = await space.run('deliver', ...argv);

  expect([
    said.code,
    said.err
      .split('\n')
      .filter((line) => !/^(warning|note): /.test(line))
      .join('\n'),
  ]).toEqual([2, `${message}\n`]);
});
