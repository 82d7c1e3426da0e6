import { GithubApi } from './api.ts';
import { commentOnPullRequest } from './comment.ts';
import { fakeGithub, optionsFor, stopAfterEach } from './testing.ts';

stopAfterEach();

const MARKER = '<!-- slipway plan -->';

test('a comment is made once, and then brought up to date in its place', async () => {
  const github = await fakeGithub();
  const api = new GithubApi(optionsFor(github));
  const others = Array.from({ length: 150 }, (_, index) => ({ id: index + 1, issue: 7, body: `> ${MARKER}\nI quote ${MARKER}` }));
  github.comments.push(...others);

  const ids: number[] = [];
  for (const body of ['one', 'two', 'two', `${MARKER}\nthree`]) ids.push(await commentOnPullRequest(api, 7, body, MARKER));
  const other = await commentOnPullRequest(api, 8, 'one', MARKER);

  expect([ids, other]).toEqual([[151, 151, 151, 151], 152]);
  expect(github.comments.slice(150)).toEqual([
    { id: 151, issue: 7, body: `${MARKER}\nthree` },
    { id: 152, issue: 8, body: `${MARKER}\none` },
  ]);
  expect(github.requests.filter((line) => !line.startsWith('GET'))).toEqual([
    'POST /issues/7/comments',
    'PATCH /issues/comments/151',
    'PATCH /issues/comments/151',
    'POST /issues/8/comments',
  ]);
});

test.each(['lost', 'reset'] as const)('a comment whose answer is %s stands there once', async (fault) => {
  const github = await fakeGithub();
  github.trap(/^POST \/issues\/7\/comments/, fault);

  const id = await commentOnPullRequest(new GithubApi(optionsFor(github)), 7, 'one', MARKER);

  expect(github.comments).toEqual([{ id, issue: 7, body: `${MARKER}\none` }]);
});
