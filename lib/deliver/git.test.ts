import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Git } from './git.ts';
import { gitError, redact } from './git-error.ts';
import { BARE_ENV, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();

/** A folder that holds a program called git, and nothing else. */
function pathWith(name: string, script: string): string {
  const bin = join(folder, name);
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), script);
  chmodSync(join(bin, 'git'), 0o755);
  return bin;
}

test('without git on the PATH, says what to install', async () => {
  const git = new Git({ where: 'repo.git', env: { PATH: join(folder, 'nothing') } });

  const run = git.text(['rev-parse', 'HEAD']);

  await expect(run).rejects.toThrow(new Error('repo.git: there is no git on the PATH. Install git 2.30 or later.'));
});

test('refuses a git that is too old', async () => {
  const git = new Git({ where: 'repo.git', env: { PATH: pathWith('old', '#!/bin/sh\necho git version 2.20.1\n') } });

  const run = git.text(['rev-parse', 'HEAD']);

  await expect(run).rejects.toThrow(new Error('repo.git: this git is too old or unknown (git version 2.20.1). Install git 2.30 or later.'));
});

test('takes no notice of variables that point at another repository, and never asks at the terminal', async () => {
  const script =
    '#!/bin/sh\nif [ "$3" = version ] || [ "$7" = version ]; then echo git version 2.39.5; else echo "$GIT_DIR|$GIT_INDEX_FILE|$GIT_TERMINAL_PROMPT|$LC_ALL"; fi\n';
  const env = { PATH: pathWith('echo', script), GIT_DIR: '/elsewhere', GIT_INDEX_FILE: '/elsewhere/index', LC_ALL: 'ko_KR.UTF-8' };

  const said = await new Git({ dir: 'repo.git', where: 'repo.git', env }).text(['status']);

  expect(said).toBe('repo.git||0|C');
});

test('feeds what a command reads, and gives back bytes as they are', async () => {
  const { out } = await new Git({ where: 'x', env: BARE_ENV }).run(['hash-object', '--stdin'], { input: ['hel', 'lo\n'] });

  expect(out.toString('utf8')).toBe('ce013625030ba8dba906f756967f9e9ca394464a\n');
});

test.each([
  ['fatal: detected dubious ownership in repository at x', 'git does not trust this repository, because another user owns it'],
  ['error: file write error: No space left on device', 'the disk is full'],
  ["error: cannot update ref 'refs/heads/main': couldn't write './refs/heads/main.lock'", 'the disk is full, or cannot be written to'],
  [
    "remote: error: cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create 'refs/heads/a/b'",
    'git takes no branch whose name begins with that of another and a slash',
  ],
  ['remote: error: GH006: Protected branch update failed for refs/heads/main.', 'the remote does not let this account push to the branch'],
  ['! [remote rejected] main -> main (pre-receive hook declined)', 'the remote does not let this account push to the branch'],
  ['git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.', 'the remote refuses these credentials'],
  ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", 'the remote refuses these credentials'],
  ["fatal: unable to access 'https://x.example/': Could not resolve host: x.example", 'the remote cannot be reached'],
  ["fatal: unable to access 'https://x.example/': The requested URL returned error: 503", 'the remote cannot be reached'],
  ["fatal: repository 'https://github.com/a/b/' not found", 'there is no git repository'],
  ['error: insufficient permission for adding an object to repository database ./objects', 'this account may not write here'],
  ['error: object file objects/3f/2c is corrupt', 'the repository is damaged'],
  ['fatal: ref updates aborted by hook', 'a hook of the repository refuses it'],
  ['fatal: something new', 'git push failed: fatal: something new'],
])('%j means: %s', (said, means) => {
  const error = gitError('main', 'push', said);

  expect(error.message.startsWith(`main: ${means}`)).toBe(true);
  expect([error.name, error.message]).toEqual(['DeliveryError', expect.stringMatching(/^main: .+\. [A-Z].+\.$/)]);
});

test.each([
  ['https://jimin:s3cret@github.com/a/b.git', 'https://***@github.com/a/b.git'],
  ["unable to access 'https://ghp_abc@github.com/a/b/'", "unable to access 'https://***@github.com/a/b/'"],
  ['ssh://git@github.com/a/b.git', 'ssh://***@github.com/a/b.git'],
  ['https://github.com/a@b', 'https://github.com/a@b'],
])('hides what may be a secret in %j', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test('a git that says nothing is ended, even if what it started holds its channels open', async () => {
  const script = '#!/bin/sh\ncase " $* " in *" version "*) echo git version 2.39.5;; *) sleep 20 & sleep 20;; esac\n';
  mkdirSync(join(folder, 'hung'));
  writeFileSync(join(folder, 'hung/git'), script, { mode: 0o755 });
  const git = new Git({ where: 'repo.git', env: { PATH: `${join(folder, 'hung')}:${process.env['PATH'] ?? ''}` }, silenceMs: 1_000 });

  const run = git.text(['ls-remote']);

  await expect(run).rejects.toThrow(
    new Error('repo.git: git ls-remote said nothing for 1 s and was ended. Check the network, and run again.'),
  );
}, 15_000);
