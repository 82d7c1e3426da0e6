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

test('a plan says what happens to each branch, and is delivered as it is, hydrator included', async () => {
  space.addCluster('second');
  const sha = commitSources();
  await space.run('deliver', '--environment-branches', '--cluster', 'homelab');

  const planned = await space.run('plan', '--environment-branches', '--next', '--hydrator', '--out', '.slipway/plan.json');
  const before = space.git('for-each-ref', '--format=%(refname:short)', 'refs/heads');
  const done = await space.run('deliver', '--plan', '.slipway/plan.json');
  const again = await space.run('plan', '--environment-branches', '--next', '--hydrator');

  expect([planned.code, before, done.code, again.code]).toEqual([1, 'environment/homelab', 0, 0]);
  expect(planned.out).toMatch(
    /^nothing to deliver to \.slipway\/k8s-manifests\.git \(branch environment\/homelab-next, [0-9a-f]{7}\)\n\nplan for \.slipway\/k8s-manifests\.git \(branch environment\/second-next, no commit yet\)\n/,
  );
  expect(planned.out).toMatch(/\nenvironment\/second is made first, empty, as the branch to propose for\n$/);
  expect(JSON.parse(space.git('show', 'environment/second-next:hydrator.metadata'))).toMatchObject({ drySha: sha, subject: 'Web 84' });
  expect(space.git('log', '--format=%s', 'environment/second-next').split('\n')).toEqual([
    expect.stringMatching(/^second: \d+ objects added$/),
    'second: start the branch of this environment',
  ]);
});

test('for a pull request all branches are one plan, in which the same change stands once', async () => {
  space.addCluster('second');
  await space.run('deliver', '--environment-branches');
  for (const cluster of ['homelab', 'second'])
    space.edit(`clusters/${cluster}.yaml`, 'ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2/blog-web:v85');

  const { code, out } = await space.run('plan', '--environment-branches', '--markdown', '--artifact', 'plan.md');
  const json = await space.run('plan', '--environment-branches', '--json');

  expect([code, json.code, out]).toEqual([1, 1, expect.stringMatching(/^<!-- slipway:plan -->\n\n### Plan: 2 to change\n/)]);
  expect(out.match(/blog-web:v85/g)).toHaveLength(1);
  expect(out).toMatch(
    /branch `environment\/homelab` at `[0-9a-f]{7}`, branch `environment\/second` at `[0-9a-f]{7}`, for `homelab`, `second`\./,
  );
  expect(space.read('plan.md')).toBe(out);
  const { next, branches } = JSON.parse(json.out) as {
    next: boolean;
    branches: readonly { branch: string; objects: readonly unknown[] }[];
  };
  expect([next, branches.map(({ branch, objects }) => [branch, objects.length])]).toEqual([
    false,
    [
      ['environment/homelab', 1],
      ['environment/second', 1],
    ],
  ]);
});

test('one branch with a hydrator is planned and delivered the same way', async () => {
  const sha = commitSources();

  const planned = await space.run('plan', '--hydrator', '--out', 'plan.json');
  const done = await space.run('deliver', '--plan', 'plan.json');

  expect([planned.code, done.code]).toEqual([1, 0]);
  expect(JSON.parse(space.git('show', 'main:hydrator.metadata'))).toMatchObject({
    drySha: sha,
    commands: ['slipway synth --cluster homelab'],
  });
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
    '--pull-request: slipway opens none between environment branches. Leave it out: with --next a promoter opens them.',
  ],
  [
    ['--environment-branches', '--plan', 'plan.json'],
    '--environment-branches: this was settled when the plan was made. Leave it out, or make another plan with it.',
  ],
])('deliver %j is refused', async (argv, message) => {
  space.write('plan.json', '{}');

  const said = await space.run('deliver', ...argv);

  expect([
    said.code,
    said.err
      .split('\n')
      .filter((line) => !/^(warning|note): /.test(line))
      .join('\n'),
  ]).toEqual([2, `${message}\n`]);
});
