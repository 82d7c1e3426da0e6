import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import { ownMark } from './process-mark.ts';
import type { ProcessMark } from './process-mark.ts';
import { files, git, localTarget, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();

/** A repository with one delivery, and the lock of its branch as a killed git leaves it. */
async function locked(name: string, mark: ProcessMark | undefined, held = 'refs/heads/main.lock'): Promise<string> {
  const path = join(folder, name);
  await deliver({ target: localTarget(path), files: files({ 'c/a/x.yaml': 'old' }), version: '0.1.0' });
  const lock = join(path, held);
  writeFileSync(lock, '');
  const minuteAgo = Date.now() / 1000 - 60;
  utimesSync(lock, minuteAgo, minuteAgo);
  if (mark !== undefined) writeFileSync(join(path, 'slipway', 'left.json'), JSON.stringify(mark));
  return path;
}

function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test('a lock that a killed delivery left is removed, and the delivery arrives', async () => {
  const path = await locked('ours.git', { pid: deadPid(), host: hostname(), started: '' });

  await deliver({ target: localTarget(path), files: files({ 'c/a/x.yaml': 'new' }), version: '0.1.0' });

  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('new');
  expect([existsSync(join(path, 'refs/heads/main.lock')), readdirSync(join(path, 'slipway'))]).toEqual([false, []]);
});

test('so is the lock of HEAD, which git takes together with that of its branch', async () => {
  const path = await locked('head.git', { pid: deadPid(), host: hostname(), started: '' }, 'HEAD.lock');

  await deliver({ target: localTarget(path), files: files({ 'c/a/x.yaml': 'new' }), version: '0.1.0' });

  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('new');
  expect(existsSync(join(path, 'HEAD.lock'))).toBe(false);
});

test('a delivery that has nothing to commit clears them away as well', async () => {
  const path = await locked('nothing.git', { pid: deadPid(), host: hostname(), started: '' });

  const { commit } = await deliver({ target: localTarget(path), files: files({ 'c/a/x.yaml': 'old' }), version: '0.1.0' });

  expect(commit).toBeUndefined();
  expect([existsSync(join(path, 'refs/heads/main.lock')), readdirSync(join(path, 'slipway'))]).toEqual([false, []]);
});

test('a process that has the number of the dead one does not pass for it', async () => {
  const path = await locked('reused.git', { ...ownMark(), started: '1' });

  await deliver({ target: localTarget(path), files: files({ 'c/a/x.yaml': 'new' }), version: '0.1.0' });

  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('new');
});

test.each([
  ['nobody of ours left', undefined],
  ['a living process holds', ownMark()],
  ['a process of another machine holds', { pid: 1, host: 'elsewhere', started: '' }],
])('a lock that %s stays, and the person is told what to do', async (title, mark) => {
  const path = await locked(`${title}.git`, mark);

  const delivery = deliver({ target: localTarget(path), files: files({ 'c/a/x.yaml': 'new' }), version: '0.1.0' });

  const lock = join(path, 'refs/heads/main.lock');
  await expect(delivery).rejects.toThrow(
    new Error(
      `${path}: another git command holds the branch, or left its lock behind. Wait for it; if no git runs there any more, remove ${lock} and run again.`,
    ),
  );
  expect(git(path, 'show', 'main:c/a/x.yaml')).toBe('old');
  expect(existsSync(lock)).toBe(true);
});
