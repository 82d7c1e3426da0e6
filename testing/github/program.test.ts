import { spawn } from 'node:child_process';
import path from 'node:path';
import { CHECKOUT, Workspace } from '../cli/workspace.ts';
import type { Said } from '../cli/workspace.ts';
import { FakeGithub, TOKEN } from './server.ts';

// The bundled program as a process of its own, which meets a GitHub that runs in this one.
jest.setTimeout(120_000);

let space: Workspace;
let github: FakeGithub;

beforeEach(async () => {
  space = new Workspace();
  github = await FakeGithub.start();
});

afterEach(async () => {
  space.remove();
  await github.stop();
});

function slipway(...argv: readonly string[]): Promise<Said> {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', SLIPWAY_GITHUB_API: github.url, GITHUB_TOKEN: TOKEN };
  const child = spawn(process.execPath, [path.join(CHECKOUT, 'bin/slipway.js'), ...argv], { cwd: space.folder, env });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

test('delivers all manifests through the API, and then has nothing left to do', async () => {
  const first = await slipway('deliver', '--target', 'github:acme/manifests');
  const second = await slipway('deliver', '--target', 'github:acme/manifests');
  const third = await slipway('diff', '--target', 'github:acme/manifests');

  expect([first.code, second.code, third.code, third.out]).toEqual([0, 0, 0, '']);
  expect(first.out).toContain('to github:acme/manifests (branch main');
  expect(second.out).toContain('nothing to deliver: ');
  const manifests = Object.entries(github.contents()).filter(([file]) => !file.startsWith('.slipway/'));
  expect(Object.fromEntries(manifests)).toEqual(space.files('dist'));
  expect([...Object.values(github.contents()), first.out, first.err, second.out].filter((text) => text.includes(TOKEN))).toEqual([]);
});

test('delivers by a pull request, and says where it is', async () => {
  github.commit({ 'README.md': 'hello' });

  const said = await slipway('deliver', '--target', 'github:acme/manifests', '--pull-request', '--json');

  expect([said.code, github.pulls.length]).toEqual([0, 1]);
  expect(JSON.parse(said.out)).toMatchObject({ commit: github.tip('slipway/main'), review: 'https://github.com/acme/manifests/pull/1' });
  expect(github.pulls[0]?.body).toMatch(/^<!-- slipway:plan -->\n/);
});

test('plans a branch for each cluster, and delivers exactly that', async () => {
  github.commit({ 'README.md': 'hello' });
  const target = ['--target', 'github:acme/manifests'];

  const planned = await slipway('plan', '--environment-branches', '--next', '--out', 'plan.json', ...target);
  const before = [...github.objects.refs.keys()];
  const done = await slipway('deliver', '--plan', 'plan.json', ...target);
  const again = await slipway('plan', '--environment-branches', '--next', ...target);

  expect([planned.code, before, done.code, again.code]).toEqual([1, ['refs/heads/main'], 0, 0]);
  expect(done.out).toContain('to github:acme/manifests (branch environment/homelab-next');
  expect(Object.keys(github.contents('environment/homelab'))).toEqual(['.slipway/README.md']);
  expect(github.objects.commit(github.tip('environment/homelab-next') ?? '')?.parents).toEqual([github.tip('environment/homelab')]);
  expect(planned.out + done.out + space.read('plan.json')).not.toContain(TOKEN);
});

test('puts a plan on a pull request, and the next one in its place', async () => {
  github.commit({ 'README.md': 'hello' });
  const plans: string[] = [];
  for (const file of ['one.md', 'two.md']) {
    plans.push((await slipway('plan', '--target', 'github:acme/manifests', '--markdown')).out);
    space.write(file, `${plans.at(-1) ?? ''}${file}\n`);
    const said = await slipway('comment', file, '--on', 'acme/manifests#7');
    expect([said.code, said.out]).toEqual([0, 'commented on acme/manifests#7\n']);
  }

  expect(github.comments).toEqual([{ id: 1, issue: 7, body: `${plans[1] ?? ''}two.md\n` }]);
});

test.each([
  [['one.md'], '--on: "" names no pull request. Write it as owner/repository#12.'],
  [['one.md', '--on', 'acme/manifests'], '--on: "acme/manifests" names no pull request. Write it as owner/repository#12.'],
  [['one.md', '--on', '../x#1'], 'target: "github:../x" names no repository on GitHub. Write it as github:owner/repository.'],
  [['empty.md', '--on', 'a/b#1'], 'empty.md: there is nothing to say in it. Make one with slipway plan --markdown.'],
  [['none.md', '--on', 'a/b#1'], 'none.md: the file cannot be read (ENOENT). Make one with slipway plan --markdown.'],
])('comment %j is refused', async (argv, message) => {
  space.write('one.md', 'one');
  space.write('empty.md', '\n');

  const said = await space.run('comment', ...argv);

  expect([said.code, said.err]).toEqual([2, expect.stringContaining(message)]);
});

test('an error of GitHub ends with code 3, without a stack and without the token', async () => {
  github.commit({ 'README.md': 'hello' });
  github.trap(/./, { status: 401, message: `Bad credentials ${TOKEN}` });

  const said = await slipway('diff', '--target', 'github:acme/manifests');

  expect([said.code, said.out]).toEqual([3, '']);
  expect(said.err.trimEnd().split('\n').at(-1)).toMatch(
    /github:acme\/manifests: GitHub refuses these credentials \(read heads\/main: 401 Bad credentials \*\*\*\)\. Check that the token is complete/,
  );
});
