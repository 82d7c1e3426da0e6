import { TOKEN } from '../../../testing/github/server.ts';
import type { FakeGithub } from '../../../testing/github/server.ts';
import type { Fault } from '../../../testing/github/fault.ts';
import { fakeGithub, refused, run, stopAfterEach, targetOf } from './testing.ts';

jest.setTimeout(60_000);
stopAfterEach();

const MOVE = /^POST \/api\/graphql updateRefs$/;
const STEPS = [
  /^GET \/git\/ref\//,
  /^GET \/git\/commits\//,
  /^GET \/git\/trees\//,
  /^GET \/git\/blobs\//,
  /^POST \/git\/trees$/,
  /^POST \/git\/commits$/,
  MOVE,
];

const SECONDARY: Fault = {
  status: 403,
  message: 'You have exceeded a secondary rate limit. Please wait.',
  headers: { 'retry-after': '2' },
};
const PRIMARY: Fault = {
  status: 429,
  message: 'API rate limit exceeded for user ID 1.',
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
};

test.each<[string, Fault, number]>([
  ['no answer', 'hang', 1],
  ['a connection that is cut', 'reset', 2],
  ['an answer that is lost', 'lost', 2],
  ['half an answer', 'cut', 2],
  ['the page of a proxy', 'garbage', 2],
  ['a server error', { status: 500 }, 2],
  ['a bad gateway with a page', { status: 502, message: '<html>', headers: { 'content-type': 'text/html' } }, 3],
  ['a pause that GitHub asks for', SECONDARY, 3],
  ['the hour that is used up for a second', PRIMARY, 2],
])('%s at any step is survived: one commit, whole', async (_, fault, times) => {
  const trial = async (step: RegExp): Promise<void> => {
    const github = await fakeGithub();
    await run(targetOf(github), { 'c/a/x.yaml': 'old' });
    github.commit({ 'README.md': 'hello' });
    github.trap(step, fault, times);

    const { commit } = await run(targetOf(github, { timeout: fault === 'hang' ? 1500 : 10_000 }), { 'c/a/x.yaml': 'new' });

    expect([step, github.tip(), github.objects.history(commit ?? '').length]).toEqual([step, commit, 4]);
    expect(github.contents()).toMatchObject({ 'README.md': 'hello', 'c/a/x.yaml': 'new' });
  };

  await Promise.all(STEPS.map(trial));
});

test.each<[string, Fault]>([
  ['no answer', 'hang'],
  ['a connection that is cut', 'reset'],
  ['answers that are lost', 'lost'],
  ['answers of something else', 'other'],
  ['a server error', { status: 503 }],
])('%s for good ends in an error, and the branch is old or new', async (_, fault) => {
  const trial = async (step: RegExp): Promise<void> => {
    const github = await fakeGithub();
    await run(targetOf(github), { 'c/a/x.yaml': 'old' });
    const old = github.tip();
    const parents = (): readonly string[] | undefined => github.objects.commit(github.tip() ?? '')?.parents;
    github.trap(step, fault, 1000);

    const words = await refused(run(targetOf(github, { timeout: fault === 'hang' ? 300 : 10_000 }), { 'c/a/x.yaml': 'new' }));

    expect(words).toMatch(
      /^DeliveryError: github:acme\/manifests: GitHub (cannot be reached|answered something that is not of its API) \(/,
    );
    expect([github.tip(), ...(parents() ?? [])]).toContain(old);
    expect(['old', 'new']).toContain(github.contents()['c/a/x.yaml']);
  };

  await Promise.all(STEPS.filter((step) => fault !== 'lost' || step !== MOVE).map(trial));
});

test('a branch that was moved is delivered to, even if GitHub never says so', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  github.trap(MOVE, 'lost', 1000);

  const { commit } = await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect([github.tip(), github.contents()['c/a/x.yaml']]).toEqual([commit, 'x']);
});

test('an answer to the very first commit that is lost is found out', async () => {
  const github = await fakeGithub();
  github.trap(/^PUT \/contents/, 'lost');

  await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(Object.keys(github.contents())).toEqual(['.slipway/ledger/c.json', 'c/a/x.yaml']);
});

const RULES = 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n';

test.each<[string, RegExp, Fault, string]>([
  [
    'a token that has run out',
    /./,
    { status: 401, message: 'Bad credentials' },
    'GitHub refuses these credentials (read heads/main: 401 Bad credentials). Check that the token is complete and has not run out, or that key and ids of the App belong together.',
  ],
  [
    'a repository that is not there, or not for this token',
    /./,
    { status: 404, message: 'Not Found' },
    'there is no such repository, or these credentials may not see it (list the branches: 404 Not Found). Check the name, and that the token or the App has access to it.',
  ],
  [
    'a token that may only read',
    /^POST/,
    { status: 403, message: 'Resource not accessible by personal access token' },
    'these credentials may not do that (write the files: 403 Resource not accessible by personal access token). Give them the permission contents: write for this repository; a pull request needs pull_requests: write as well.',
  ],
  [
    'an organization with single sign-on',
    /./,
    { status: 403, message: 'Resource protected by organization SAML enforcement. You must grant your token access.' },
    'the organization wants single sign-on for this token (read heads/main: 403 Resource protected by organization SAML enforcement. You must grant your token access.). Authorize the token for the organization in the settings of GitHub.',
  ],
  [
    'a protected branch',
    MOVE,
    { status: 422, message: RULES },
    'GitHub does not let this account move the branch (move heads/main: 422 Repository rule violations found Changes must be made through a pull request.). Allow it in the rules of the branch, or deliver by a pull request with --pull-request.',
  ],
  [
    'an hour that is used up',
    /./,
    { ...PRIMARY, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102448461' } },
    'the requests that GitHub allows in an hour are used up until 01:01 UTC, and slipway waits 120 s at most (read heads/main). Run again then, or use a GitHub App, which is allowed more.',
  ],
  [
    'a pause that is too long',
    /./,
    { ...SECONDARY, headers: { 'retry-after': '600' } },
    'GitHub asks for a longer pause than slipway waits (read heads/main: 403 You have exceeded a secondary rate limit. Please wait.). Run again in a few minutes.',
  ],
  [
    'a proxy that answers everything',
    /./,
    'garbage',
    'GitHub cannot be reached (read heads/main: the answer is no JSON). Check the network and githubstatus.com, and run again.',
  ],
])('%s is told in our words', async (_, pattern, fault, message) => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  github.trap(pattern, fault, 1000);

  const words = await refused(run(targetOf(github), { 'c/a/x.yaml': 'x' }));

  expect(words).toBe(`DeliveryError: github:acme/manifests: ${message}`);
});

test.each<[string, (github: FakeGithub) => void, string]>([
  [
    'a branch with rules',
    (github) => github.ruled.add('heads/main'),
    'GitHub does not let this account move the branch (move heads/main: 422 Repository rule violations found Changes must be made through a pull request.). Allow it in the rules of the branch, or deliver by a pull request with --pull-request.',
  ],
  [
    'a server that cannot move a branch under a condition',
    (github) => (github.knowsUpdateRefs = false),
    "this GitHub is too old to move a branch only if it stands where it should (move heads/main: 422 Field 'updateRefs' doesn't exist on type 'Mutation'). Update GitHub Enterprise Server, or deliver by git: name the repository by its URL.",
  ],
])('%s is told in our words, and the branch stays', async (_, arrange, message) => {
  const github = await fakeGithub();
  const tip = github.commit({ 'README.md': 'hello' });
  arrange(github);

  const words = await refused(run(targetOf(github), { 'c/a/x.yaml': 'x' }));

  expect([words, github.tip()]).toEqual([`DeliveryError: github:acme/manifests: ${message}`, tip]);
});

test('a server that is not there is told in our words', async () => {
  const github = await fakeGithub();
  const targets = [{}, { HTTPS_PROXY: 'http://proxy:3128' }, { HTTPS_PROXY: 'http://proxy:3128', NODE_USE_ENV_PROXY: '1' }].map((env) =>
    targetOf(github, { env }),
  );
  await github.stop();

  const [words = '', behind = '', ...more] = await Promise.all(targets.map((target) => refused(target.read())));

  expect(words).toMatch(
    /^DeliveryError: github:acme\/manifests: GitHub cannot be reached \(read heads\/main: connect ECONNREFUSED [\d.:]+\)\. Check the network and githubstatus\.com, and run again\.$/,
  );
  expect(behind).toMatch(/\. To go by the proxy of HTTPS_PROXY, set NODE_USE_ENV_PROXY=1, which Node knows from 22\.21 and 24 on\.$/);
  expect(more).toEqual([words]);
});

test.each<[string, Fault]>([
  ['a server error', { status: 503 }],
  ['a pause', SECONDARY],
])('%s is tried four times and no more', async (_, fault) => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  github.trap(/^GET \/git\/ref/, fault, 1000);

  await refused(targetOf(github).read());

  expect(github.requests).toHaveLength(4);
});

test('the token is in no error, whatever a server sends back, and in nothing that is delivered', async () => {
  const github = await fakeGithub();
  const echoes = [
    { status: 401, message: `Bad credentials: token ${TOKEN}` },
    { status: 403, message: `{"authorization":"token ${TOKEN}"}` },
    { status: 422, message: `https://x:${encodeURIComponent(TOKEN)}@github.com ghp_0123456789abcdefghij` },
    { status: 500, message: TOKEN },
  ];
  const seen: unknown[] = [];
  for (const echo of echoes) {
    github.trap(/./, echo, echo.status === 500 ? 4 : 1);
    const error: unknown = await run(targetOf(github), { 'c/a/x.yaml': 'x' }).catch((reason: unknown) => reason);
    seen.push(String(error), (error as Error).stack, JSON.stringify(error, Object.getOwnPropertyNames(error)));
  }

  seen.push(JSON.stringify(await run(targetOf(github), { 'c/a/x.yaml': 'x' })), ...github.bodies, ...Object.values(github.contents()));

  const all = seen.join('\n');
  expect(all).toContain('Bad credentials: token ***');
  expect([TOKEN, TOKEN.slice(11, 30), 'ghp_0123456789abcdefghij'].filter((secret) => all.includes(secret))).toEqual([]);
});
