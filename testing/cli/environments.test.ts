import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  if (!existsSync(space.path('.git'))) git('init', '--quiet', '-b', 'main');
  if (git('remote') === '') git('remote', 'add', 'origin', 'https://jimin:secret@example.org/sources.git');
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

test('diff compares with the branch of each cluster, and writes nothing', async () => {
  space.addCluster('second');
  await space.run('deliver', '--environment-branches');
  space.edit('clusters/second.yaml', 'ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2/blog-web:v85');
  const refs = space.git('for-each-ref');

  const shown = await space.run('diff', '--environment-branches');
  const next = await space.run('diff', '--environment-branches', '--next', '--json', '--app', 'blog-system');
  const other = await space.run('diff', '--environment-branches', '--cluster', 'homelab');

  expect([shown.code, next.code, other.code, space.git('for-each-ref')]).toEqual([1, 1, 0, refs]);
  expect(shown.out.match(/^[-+]{3} .*|^[-+] .*/gm)).toEqual([
    '--- a/second/blog-system/rollout.web.yaml',
    '+++ b/second/blog-system/rollout.web.yaml',
    '-          image: ghcr.io/wlals2/blog-web:v84',
    '+          image: ghcr.io/wlals2/blog-web:v85',
  ]);
  const { branches } = JSON.parse(next.out) as { branches: { branch: string; base: string; changes: { path: string }[] }[] };
  expect(branches.map(({ branch, base, changes }) => [branch, base, changes.map(({ path }) => path)])).toEqual([
    ['environment/homelab-next', space.git('rev-parse', 'environment/homelab'), []],
    ['environment/second-next', space.git('rev-parse', 'environment/second'), ['second/blog-system/rollout.web.yaml']],
  ]);
});

test('a bump is delivered to the branch of its cluster', async () => {
  space.addCluster('second');
  await space.run('deliver', '--environment-branches');
  const second = space.git('rev-parse', 'environment/second');

  const done = await space.run('bump', 'homelab', 'web=v85', '--deliver', '--environment-branches', '--next');

  expect([done.code, space.git('rev-parse', 'environment/second')]).toEqual([0, second]);
  expect(space.git('log', '--format=%s', 'environment/homelab..environment/homelab-next')).toBe('homelab: web image v84 → v85');
});

test('the history of all environments is told by branch, and one of them goes back', async () => {
  space.addCluster('second');
  await space.run('deliver', '--environment-branches');
  await space.run('bump', 'homelab', 'web=v85', '--deliver', '--environment-branches');
  const first = space.git('rev-parse', 'environment/homelab~1');

  const past = await space.run('history', '--environment-branches');
  const web = await space.run('history', '--environment-branches', '--object', 'Rollout/blog-system/web', '--json');
  const back = await space.run('rollback', '--to', first, '--environment-branches', '--cluster', 'homelab');

  const commits = space.git('log', '--format=%h', '--abbrev=7', 'environment/homelab', 'environment/second').split('\n');
  expect([past.code, past.err, past.out.split('\n').filter((line) => !line.startsWith(' '))]).toEqual([
    0,
    '',
    [
      'environment/homelab',
      expect.stringMatching(/^[0-9a-f]{7} .*homelab: web image v84 → v85$/),
      expect.stringMatching(/^[0-9a-f]{7} .*homelab: \d+ objects added$/),
      'environment/second',
      expect.stringMatching(/^[0-9a-f]{7} .*second: \d+ objects added$/),
      '',
    ],
  ]);
  expect(commits).toHaveLength(4);
  const { branches } = JSON.parse(web.out) as { branches: { branch: string; deliveries: unknown[] }[] };
  expect(branches.map(({ branch, deliveries }) => [branch, deliveries.length])).toEqual([
    ['environment/homelab', 2],
    ['environment/second', 1],
  ]);
  expect([back.code, space.git('log', '-1', '--format=%s', 'environment/homelab')]).toEqual([
    0,
    `homelab: web image v85 → v84, back to ${first.slice(0, 7)}`,
  ]);
});

test('what goes back says of which sources it is, to a promoter as well', async () => {
  const sha = commitSources();
  await space.run('deliver', '--environment-branches', '--hydrator');
  const first = space.git('rev-parse', 'environment/homelab');
  const metadata = space.git('show', 'environment/homelab:hydrator.metadata');
  space.edit('clusters/homelab.yaml', 'ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2/blog-web:v85');
  commitSources();
  await space.run('deliver', '--environment-branches', '--hydrator');
  const between = space.git('show', 'environment/homelab:hydrator.metadata');

  const back = await space.run('rollback', '--to', first, '--environment-branches', '--cluster', 'homelab');

  expect([back.code, between === metadata]).toEqual([0, false]);
  expect(space.git('show', 'environment/homelab:hydrator.metadata')).toBe(metadata);
  expect(space.git('notes', '--ref=hydrator.metadata', 'show', 'environment/homelab')).toBe(JSON.stringify({ drySha: sha }));
});

test('an environment to which nothing was delivered is said to have no past', async () => {
  await space.run('deliver');

  const said = await space.run('history', '--environment-branches', '--cluster', 'homelab', '--cluster', 'gone');

  expect(said).toEqual({
    code: 0,
    out: '',
    err:
      'nothing was delivered to .slipway/k8s-manifests.git (branch environment/homelab)\n' +
      'nothing was delivered to .slipway/k8s-manifests.git (branch environment/gone)\n',
  });
});

test.each([
  [
    ['rollback', '--to', '3f2c9ad', '--environment-branches'],
    '--environment-branches: a commit is of one branch, and so of one cluster. Say which with --cluster NAME; slipway history --environment-branches shows the commits of each.\n',
  ],
  [
    ['history', '--environment-branches', '--object', 'Rollout/blog-system/wbe'],
    '--object Rollout/blog-system/wbe: no delivery has touched such an object. None is known here: leave it out.\n',
  ],
  [
    ['diff', '--next', '--branch', 'live'],
    '--next: there are no environment branches to propose for. Add --environment-branches, or leave it out.\n',
  ],
  [
    ['bump', 'homelab', 'web=v85', '--deliver', '--next', '--author', 'nobody'],
    '--next: there are no environment branches to propose for. Add --environment-branches, or leave it out.\n',
  ],
  [
    ['bump', 'homelab', 'web=v85', '--deliver', '--author', 'nobody'],
    '--author: "nobody" is no name with a mail address. Write it as "Jimin Lee <jimin@example.org>".\n',
  ],
  [
    ['bump', 'homelab', 'web=v85', '--deliver', '--allow-remove', '?'],
    '--allow-remove: "?" names nothing that is guarded. Copy the name from the message that asks: KIND/NAME, KIND/NAMESPACE/NAME, app:CLUSTER/APP or cluster:CLUSTER.\n',
  ],
  [
    ['bump', 'homelab', 'web=v85', '--deliver', '--target', 'https://a:b@example.org/x.git'],
    'target: https://***@example.org/x.git carries credentials. Write it without them, and keep them in a git credential helper or an SSH key.\n',
  ],
])('%j is refused, and nothing is written', async (argv, message) => {
  const before = space.files('.');

  expect([await space.run(...argv), space.files('.')]).toEqual([{ code: 2, out: '', err: message }, before]);
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
