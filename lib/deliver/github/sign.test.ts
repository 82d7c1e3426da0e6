import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BARE_ENV, git, temporaryFolder } from '../testing.ts';
import { PullRequestTarget } from './pull-request-target.ts';
import { fakeGithub, optionsFor, refused, run, stopAfterEach, targetOf } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
stopAfterEach();

// Short, as the path of a socket is.
const home = mkdtempSync(join(tmpdir(), 'gpg-'));
const env = { ...BARE_ENV, GNUPGHOME: home, GIT_CONFIG_GLOBAL: at('gpg.config'), SOURCE_DATE_EPOCH: '1769472000' };
const withGpg = spawnSync('gpg', ['--version']).error === undefined ? test : test.skip;

beforeAll(() => {
  const key = ['--batch', '--quiet', '--passphrase', '', '--quick-gen-key', 'Jimin <jimin@example.org>', 'ed25519', 'sign'];
  spawnSync('gpg', key, { env, stdio: 'ignore' });
  writeFileSync(at('gpg.config'), '[user]\n\tname = Jimin\n\temail = jimin@example.org\n');
});

afterAll(() => {
  spawnSync('gpgconf', ['--kill', 'all'], { env });
  rmSync(home, { recursive: true, force: true });
});

withGpg('a commit that GitHub writes has the signature of the person’s own key, and git finds it good', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });

  const { commit = '' } = await run(targetOf(github, { env, sign: true }), { 'c/a/x.yaml': 'x' });

  const path = at('signed.git');
  github.objects.writeTo(path);
  const { status, stderr } = spawnSync('git', ['-C', path, 'verify-commit', commit], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.stringMatching(/Good signature from "Jimin <jimin@example\.org>"/) as string]);
  expect(git(path, 'log', '-1', '--format=%an <%ae> %ad|%cn|%s|%(trailers:key=Slipway-Version,valueonly)', '--date=raw', commit)).toBe(
    'Jimin <jimin@example.org> 1769472000 +0000|Jimin|c: c/a/x.yaml added|0.1.0\n'.trim(),
  );
});

withGpg('so has the commit of a pull request', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });

  const { commit = '' } = await run(new PullRequestTarget(optionsFor(github, { env, sign: true })), { 'c/a/x.yaml': 'x' });

  expect(github.objects.commit(commit)?.signature).toMatch(/^-----BEGIN PGP SIGNATURE-----\n/);
});

withGpg('a commit that is not what was signed is not delivered', async () => {
  const github = await fakeGithub();
  const tip = github.commit({ 'README.md': 'hello' });
  const put = github.objects.putCommit.bind(github.objects);
  github.objects.putCommit = (commit) => put({ ...commit, message: `${commit.message}\n` });

  const words = await refused(run(targetOf(github, { env, sign: true }), { 'c/a/x.yaml': 'x' }));

  expect([words, github.tip()]).toEqual([
    'DeliveryError: github:acme/manifests: GitHub wrote another commit than the one that was signed, and it was not delivered. Deliver by git instead: name the repository by its URL.',
    tip,
  ]);
});

test.each([
  [
    'a key that nobody has',
    '[user]\n\tname = A\n\temail = nobody@example.org\n',
    /^DeliveryError: github:acme\/manifests: the commit cannot be signed \(gpg: gpg: signing failed: No secret key\)\. Try `git commit-tree -S` with the same account, or leave out --sign\.$/,
  ],
  [
    'a program that is not there',
    '[gpg]\n\tprogram = /nowhere/gpg\n',
    /^DeliveryError: github:acme\/manifests: the commit cannot be signed \(\/nowhere\/gpg: spawnSync \/nowhere\/gpg ENOENT\)\. /,
  ],
  [
    'a key of SSH',
    '[gpg]\n\tformat = ssh\n',
    /^InputError: sign: GitHub's API takes signatures of OpenPGP, and git is configured for ssh \(gpg\.format\)\. Deliver to the URL of the repository by git, or as a GitHub App, whose commits GitHub signs\.$/,
  ],
])('%s is told, and nothing is delivered', async (name, config, message) => {
  const github = await fakeGithub();
  const tip = github.commit({ 'README.md': 'hello' });
  const file = at(`${name.replaceAll(' ', '-')}.config`);
  writeFileSync(file, config);

  const words = await refused(run(targetOf(github, { env: { ...env, GIT_CONFIG_GLOBAL: file }, sign: true }), { 'c/a/x.yaml': 'x' }));

  expect(words).toMatch(message);
  expect(github.tip()).toBe(tip);
});
