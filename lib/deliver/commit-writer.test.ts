import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blobId } from './blob-id.ts';
import { deliver } from './deliver.ts';
import { LocalTarget } from './local-target.ts';
import { BARE_ENV, git, localTarget, temporaryFolder } from './testing.ts';
import { byKey } from '../values/order.ts';

const folder = temporaryFolder();

/** So many that two gits share the work. */
const MANY = new Map(Array.from({ length: 2_100 }, (_, index) => [`c/app-${index % 3}/${index}.yaml`, `a: ${index}\n`]));

test('a commit of many files has all of them, and follows on what was there', async () => {
  const path = join(folder, 'many.git');
  await deliver({ target: localTarget(path), files: MANY, version: '0.1.0' });
  const next = new Map([...MANY].slice(1).map(([file, text]) => [file, `${text}b: 2\n`]));

  await deliver({ target: localTarget(path), files: next, version: '0.1.0' });

  const lines = [...next].sort(byKey).map(([file, text]) => `100644 blob ${blobId(text, 'sha1')}\t${file}`);
  expect(git(path, 'ls-tree', '-r', 'main', 'c').split('\n')).toEqual(lines);
  expect(git(path, 'rev-list', '--count', 'main')).toBe('2');
  expect(git(path, 'fsck', '--strict', '--no-dangling')).toBe('');
});

test('where one of the two fails, the branch stays where it was, and the cause is told', async () => {
  const path = join(folder, 'full.git');
  await deliver({ target: localTarget(path), files: new Map([['c/a/x.yaml', 'a: 1\n']]), version: '0.1.0' });
  const before = git(path, 'rev-parse', 'main');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // The first that makes the folder finds a full disk.
  const script = `case "$*" in *fast-import*) mkdir '${bin}/first' 2>/dev/null && { echo "fatal: No space left on device" >&2; exit 128; };; esac`;
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\nPATH='${BARE_ENV['PATH'] ?? ''}' exec git "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  const target = new LocalTarget({ path, branch: 'main', env: { ...BARE_ENV, PATH: `${bin}:${BARE_ENV['PATH'] ?? ''}` } });

  const delivering = deliver({ target, files: MANY, version: '0.1.0', maxRemovalShare: 100 });

  await expect(delivering).rejects.toThrow('full.git: the disk is full');
  expect(git(path, 'rev-parse', 'main')).toBe(before);
});
