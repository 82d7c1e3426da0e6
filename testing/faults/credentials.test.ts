import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '../../lib/deliver/deliver.ts';
import type { Delivery } from '../../lib/deliver/deliver.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import { BARE_ENV, contents, files, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { GitServer } from './git-server.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const PASSWORD = 'correct0horse0battery0staple';

async function run(address: string, env: NodeJS.ProcessEnv, text: string): Promise<Delivery> {
  const target = openTarget(address, { stateFolder: at('state'), env: { ...BARE_ENV, ...env } });
  try {
    return await deliver({ target, files: files({ 'c/a/x.yaml': text }), version: '0.1.0' });
  } finally {
    await target.close();
  }
}

function fresh(name: string): string {
  git('.', 'init', '--quiet', '--bare', '-b', 'main', at(name));
  return at(name);
}

describe('a remote behind HTTP that asks who is there', () => {
  let server: GitServer;

  beforeAll(async () => {
    server = await GitServer.start(folder);
    server.password = PASSWORD;
    writeFileSync(at('helper.config'), `[credential]\n\thelper = "!f() { echo username=ci; echo password=${PASSWORD}; }; f"\n`);
  });

  afterAll(() => server.close());

  test('is told by the credential helper of git, and the password stays there', async () => {
    const path = fresh('http.git');

    const first = await run(server.url('http.git'), { GIT_CONFIG_GLOBAL: at('helper.config') }, '1');
    await run(server.url('http.git'), { GIT_CONFIG_GLOBAL: at('helper.config') }, '2');

    expect([contents(path)['c/a/x.yaml'], git(path, 'rev-list', '--count', 'main')]).toEqual(['2', '2']);
    const kept = readdirSync(at('state'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect([...texts, git(path, 'log', '--format=%B'), JSON.stringify(first)].filter((text) => text.includes(PASSWORD))).toEqual([]);
  });

  test('is delivered nothing where nobody answers it, and nobody waits at a prompt', async () => {
    const path = fresh('closed.git');

    await expect(run(server.url('closed.git'), {}, '1')).rejects.toThrow(/the remote refuses these credentials \(git ls-remote: /);
    expect(git(path, 'for-each-ref')).toBe('');
  });
});

test('a remote behind SSH is delivered to by the ssh that git is given', async () => {
  const path = fresh('ssh.git');
  // In place of a network: what the other side would run, run here.
  writeFileSync(at('ssh'), `#!/bin/sh\necho "$1" >> '${at('hosts')}'\nshift\ncd '${folder}' && exec sh -c "$*"\n`);
  chmodSync(at('ssh'), 0o755);
  const env = { GIT_SSH: at('ssh'), GIT_SSH_VARIANT: 'simple' };

  await run('git@git.example.org:ssh.git', env, '1');
  await run('git@git.example.org:ssh.git', env, '2');

  expect([contents(path)['c/a/x.yaml'], git(path, 'rev-list', '--count', 'main')]).toEqual(['2', '2']);
  expect(new Set(readFileSync(at('hosts'), 'utf8').trim().split('\n'))).toEqual(new Set(['git@git.example.org']));
});
