import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sourceCommit } from './source.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'slipway-source-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { encoding: 'utf8' }).trim();
}

test('a folder whose repository is clean has a commit', async () => {
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '-m', 'first');

  const source = await sourceCommit(folder);

  expect(source).toBe(git('rev-parse', 'HEAD'));
});

test('a change that is not committed makes it "uncommitted"', async () => {
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  writeFileSync(path.join(folder, 'homelab.yaml'), 'name: homelab\n');

  const source = await sourceCommit(folder);

  expect(source).toBe('uncommitted');
});

test.each([
  ['is in no repository', () => undefined],
  ['has no commit yet', () => git('init', '--quiet')],
])('a folder that %s is "uncommitted"', async (_, make) => {
  make();

  const source = await sourceCommit(folder);

  expect(source).toBe('uncommitted');
});
