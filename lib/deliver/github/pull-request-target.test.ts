import type { FakeGithub } from '../../../testing/github/server.ts';
import { PullRequestTarget } from './pull-request-target.ts';
import type { PullRequestTargetOptions } from './pull-request-target.ts';
import { fakeGithub, optionsFor, refused, run, stopAfterEach, targetOf } from './testing.ts';

jest.setTimeout(60_000);
stopAfterEach();

function pullTarget(github: FakeGithub, more: Partial<PullRequestTargetOptions> = {}): PullRequestTarget {
  return new PullRequestTarget({ ...optionsFor(github), ...more });
}

test('a pull request is made with a label, and its branch has one commit on top of the base', async () => {
  const github = await fakeGithub();
  const base = github.commit({ 'README.md': 'hello' });

  const { commit = '', review } = await run(pullTarget(github), { 'c/a/x.yaml': 'x' });

  expect(github.pulls).toEqual([
    {
      number: 1,
      title: 'c: c/a/x.yaml added',
      body: expect.stringContaining('    Slipway-Clusters: c\n') as string,
      state: 'open',
      head: 'slipway/main',
      base: 'main',
      labels: new Set(['slipway']),
    },
  ]);
  expect([github.tip('slipway/main'), github.objects.commit(commit)?.parents, github.tip()]).toEqual([commit, [base], base]);
  expect(review).toBe('https://github.com/acme/manifests/pull/1');
});

test('the same delivery again changes nothing: no commit, no update', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  const first = await run(pullTarget(github), { 'c/a/x.yaml': 'x' });
  github.requests.length = 0;

  const second = await run(pullTarget(github), { 'c/a/x.yaml': 'x' });

  expect(second.commit).toBe(first.commit);
  expect(github.requests.filter((line) => !line.startsWith('GET'))).toEqual([]);
});

test('another delivery replaces the commit and brings title and body up to date', async () => {
  const github = await fakeGithub();
  const base = github.commit({ 'README.md': 'hello' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'x' });

  const { commit = '' } = await run(pullTarget(github, { describe: () => ({ title: 'Release 86', body: '**plan**' }) }), {
    'c/a/x.yaml': 'x',
    'c/a/y.yaml': 'y',
  });

  expect([github.tip('slipway/main'), github.objects.commit(commit)?.parents]).toEqual([commit, [base]]);
  expect(github.pulls).toMatchObject([{ number: 1, title: 'Release 86', body: '**plan**', state: 'open' }]);
  expect(github.contents('slipway/main')).toMatchObject({ 'README.md': 'hello', 'c/a/x.yaml': 'x', 'c/a/y.yaml': 'y' });
});

test('a base that moves on takes the pull request with it', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'x' });
  const base = github.commit({ 'README.md': 'hello again' });

  const { commit = '' } = await run(pullTarget(github), { 'c/a/x.yaml': 'x' });

  expect(github.objects.commit(commit)?.parents).toEqual([base]);
  expect([github.pulls.length, github.contents('slipway/main')['README.md']]).toEqual([1, 'hello again']);
});

test('with nothing left to deliver the pull request is closed and its branch is gone', async () => {
  const github = await fakeGithub();
  await run(targetOf(github), { 'c/a/x.yaml': 'old' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'new' });

  const { commit } = await run(pullTarget(github), { 'c/a/x.yaml': 'old' });

  expect([commit, github.pulls[0]?.state, github.tip('slipway/main')]).toEqual([undefined, 'closed', undefined]);
});

test('after it was merged by whatever method the next one starts afresh', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'x' });
  // Squashed: the base has the same files by another commit, and the branch was left.
  github.commit(github.contents('slipway/main'), { message: 'Deliver (#1)' });
  for (const pull of github.pulls) pull.state = 'closed';

  await run(pullTarget(github), { 'c/a/x.yaml': 'y' });

  expect(github.pulls.map(({ number, state }) => [number, state])).toEqual([
    [1, 'closed'],
    [2, 'open'],
  ]);
  expect(github.contents('slipway/main')['c/a/x.yaml']).toBe('y');
});

test('a commit of somebody else on our branch is never lost', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'x' });
  const theirs = github.commit({ 'c/a/fix.yaml': 'by hand' }, { branch: 'slipway/main' });

  const words = await refused(run(pullTarget(github), { 'c/a/x.yaml': 'y' }));

  expect(words).toBe(
    `InputError: github:acme/manifests slipway/main: the branch has a commit that slipway did not make (${theirs.slice(0, 7)}), and would lose it. Merge or close its pull request and delete the branch, or name another one with --pr-branch.`,
  );
  expect(github.tip('slipway/main')).toBe(theirs);
});

test('a branch that somebody works on is not closed either', async () => {
  const github = await fakeGithub();
  await run(targetOf(github), { 'c/a/x.yaml': 'old' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'new' });
  const theirs = github.commit({ 'c/a/fix.yaml': 'by hand' }, { branch: 'slipway/main' });

  await run(pullTarget(github), { 'c/a/x.yaml': 'old' });

  expect([github.pulls[0]?.state, github.tip('slipway/main')]).toEqual(['open', theirs]);
});

test('a branch that somebody starts to work on as it is about to be deleted stays, and so does its pull request', async () => {
  const github = await fakeGithub();
  await run(targetOf(github), { 'c/a/x.yaml': 'old' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'new' });
  const arrived: string[] = [];
  github.trap(/updateRefs$/, () => arrived.push(github.commit({ 'c/a/fix.yaml': 'by hand' }, { branch: 'slipway/main' })));

  await run(pullTarget(github), { 'c/a/x.yaml': 'old' });

  expect([github.pulls[0]?.state, [github.tip('slipway/main')]]).toEqual(['open', arrived]);
});

test('a commit of somebody else that arrives while ours is written is not lost either', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  await run(pullTarget(github), { 'c/a/x.yaml': 'x' });
  const arrived: string[] = [];
  github.trap(/updateRefs$/, () => arrived.push(github.commit({ 'c/a/fix.yaml': 'by hand' }, { branch: 'slipway/main' })));

  const words = await refused(run(pullTarget(github), { 'c/a/x.yaml': 'y' }));

  expect(words).toContain('the branch has a commit that slipway did not make');
  expect([github.tip('slipway/main')]).toEqual(arrived);
});

test.each([
  ['POST /api/graphql updateRefs', /^POST \/api\/graphql updateRefs$/],
  ['POST /pulls', /^POST \/pulls/],
  ['POST labels', /^POST \/issues\/1\/labels/],
])('an answer to %s that is lost makes no second one', async (_, step) => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  github.trap(step, 'lost');

  const { commit } = await run(pullTarget(github), { 'c/a/x.yaml': 'x' });

  expect(github.tip('slipway/main')).toBe(commit);
  expect(github.pulls.map(({ number, labels }) => [number, [...labels]])).toEqual([[1, ['slipway']]]);
});

test('a run that was cut off before the pull request was made is taken up again', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  github.readOnly.add('pulls');
  const words = await refused(run(pullTarget(github), { 'c/a/x.yaml': 'x' }));
  const tip = github.tip('slipway/main');
  github.readOnly.clear();

  const { commit } = await run(pullTarget(github), { 'c/a/x.yaml': 'x' });

  expect(words).toMatch(/^DeliveryError: .*a pull request needs pull_requests: write as well\.$/);
  expect([commit, github.pulls.length]).toEqual([tip, 1]);
});

test('a body that is too long for GitHub is cut, and stays as it is in the next run', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  const describe = () => ({ title: 't'.repeat(300), body: '🚢'.repeat(40_000) });
  await run(pullTarget(github, { describe }), { 'c/a/x.yaml': 'x' });
  github.requests.length = 0;

  await run(pullTarget(github, { describe }), { 'c/a/x.yaml': 'x' });

  const [pull] = github.pulls;
  expect([pull?.title.length, pull?.body.length === 65_536 || pull?.body.length === 65_535]).toEqual([256, true]);
  expect(pull?.body.endsWith('🚢\n\n… cut off: GitHub takes no longer text.\n')).toBe(true);
  expect(github.requests.filter((line) => !line.startsWith('GET'))).toEqual([]);
});

test('an empty repository has nothing that a pull request could go to', async () => {
  const github = await fakeGithub();

  const words = await refused(pullTarget(github).read());

  expect(words).toBe(
    'InputError: github:acme/manifests: the repository is empty, and a pull request needs a branch to go to. Make its first commit, or deliver once without --pull-request.',
  );
});
