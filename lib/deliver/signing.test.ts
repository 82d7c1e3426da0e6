import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import { LocalTarget } from './local-target.ts';
import type { LocalTargetOptions } from './local-target.ts';
import { BARE_ENV, contents, files, git, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** A configuration that signs with a new SSH key, and knows whose it is. */
function sshConfig(name: string, more = ''): NodeJS.ProcessEnv {
  const key = at(`${name}.key`);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'jimin@example.org', '-f', key]);
  const pub = execFileSync('cat', [`${key}.pub`], { encoding: 'utf8' });
  writeFileSync(at(`${name}.signers`), `jimin@example.org ${pub}`);
  writeFileSync(
    at(`${name}.config`),
    `[user]\n\tname = Jimin\n\temail = jimin@example.org\n\tsigningKey = ${key}.pub\n[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = ${at(`${name}.signers`)}\n${more}`,
  );
  return { ...BARE_ENV, GIT_CONFIG_GLOBAL: at(`${name}.config`), SOURCE_DATE_EPOCH: '1769472000' };
}

const run = async (options: LocalTargetOptions, text: string): Promise<string> =>
  (await deliver({ target: new LocalTarget(options), files: files({ 'c/a/x.yaml': text }), version: '0.1.0' })).commit ?? '';

const verify = (path: string, commit: string, env: NodeJS.ProcessEnv): { readonly status: number | null; readonly stderr: string } =>
  spawnSync('git', ['-C', path, 'verify-commit', commit], { env, encoding: 'utf8' });

// Every git host and CI image has it; a machine without it has nothing to sign with.
const withSsh = spawnSync('ssh-keygen', ['-?']).error === undefined ? test : test.skip;

withSsh('a commit is signed with SSH when told to, and says the same as without', async () => {
  const env = sshConfig('told');
  const [signed, plain] = [at('signed.git'), at('plain.git')];

  const commits = [
    await run({ path: signed, branch: 'main', env, sign: true }, '1'),
    await run({ path: signed, branch: 'main', env, sign: true }, '2'),
  ];
  const unsigned = await run({ path: plain, branch: 'main', env }, '1');

  const seen = commits.map((commit) => verify(signed, commit, env));
  expect(seen.map(({ status, stderr }) => [status, /Good "git" signature for jimin@example.org/.test(stderr)])).toEqual([
    [0, true],
    [0, true],
  ]);
  expect(verify(plain, unsigned, env).status).toBe(1);
  const shown = (path: string, commit: string): string =>
    git(path, 'log', '-1', '--format=%T %an <%ae> %ad %cn <%ce> %cd%n%B', '--date=raw', commit);
  expect(shown(signed, commits[0] ?? '')).toBe(shown(plain, unsigned));
  expect(git(signed, 'log', '--format=%H', 'main')).toBe([...commits].reverse().join('\n'));
  expect(contents(signed)['c/a/x.yaml']).toBe('2');
});

withSsh('git’s commit.gpgSign decides where nobody says anything', async () => {
  const env = sshConfig('configured', '[commit]\n\tgpgSign\n');
  const path = at('configured.git');

  const signed = await run({ path, branch: 'main', env }, '1');
  const plain = await run({ path, branch: 'main', env, sign: false }, '2');

  expect([verify(path, signed, env).status, verify(path, plain, env).status]).toEqual([0, 1]);
});

withSsh('without a key nothing is delivered, and the reason is said', async () => {
  const env = sshConfig('lost');
  execFileSync('rm', [at('lost.key')]);
  const path = at('lost.git');

  const delivery = run({ path, branch: 'main', env, sign: true }, '1');

  await expect(delivery).rejects.toThrow(/lost\.git: the commit cannot be signed \(git commit-tree: .*\)\. Try `git commit-tree -S`/s);
  expect(git(path, 'for-each-ref')).toBe('');
});

const withGpg = spawnSync('gpg', ['--version']).error === undefined ? test : test.skip;

withGpg('a commit is signed with GPG where git is configured so', async () => {
  // Short, as the path of a socket is.
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const env = { ...BARE_ENV, GNUPGHOME: home, GIT_CONFIG_GLOBAL: at('gpg.config') };
  try {
    execFileSync('gpg', ['--batch', '--quiet', '--passphrase', '', '--quick-gen-key', 'Jimin <jimin@example.org>', 'ed25519', 'sign'], {
      env,
      stdio: 'ignore',
    });
    writeFileSync(at('gpg.config'), '[user]\n\tname = Jimin\n\temail = jimin@example.org\n\tsigningKey = jimin@example.org\n');
    const path = at('gpg.git');

    const signed = await run({ path, branch: 'main', env, sign: true }, '1');

    const { status, stderr } = verify(path, signed, env);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/Good signature from "Jimin <jimin@example\.org>"/) as string]);
  } finally {
    spawnSync('gpgconf', ['--kill', 'all'], { env });
    rmSync(home, { recursive: true, force: true });
  }
});

test('the author is whom one names; the committer stays', async () => {
  const path = at('author.git');

  await run({ path, branch: 'main', env: BARE_ENV, author: { name: 'Release <bot>', email: 'bot@example.org' } }, '1');

  expect(git(path, 'log', '-1', '--format=%an|%ae|%cn', 'main')).toBe('Release bot|bot@example.org|slipway');
});
