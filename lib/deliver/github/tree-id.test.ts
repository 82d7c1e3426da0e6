import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../target.ts';
import { git, temporaryFolder } from '../testing.ts';
import { entriesAfter, treeId } from './tree-id.ts';

const folder = temporaryFolder();

/** A repository whose names sort differently for git than for JavaScript. */
function repository(format: string): string {
  const path = join(folder, format);
  git('.', 'init', '--quiet', `--object-format=${format}`, path);
  const names = ['a', 'b/c', 'b.txt', 'b-x/d', 'b0', 'Z', 'z/y/x/w', 'ä/ö', '\u{1f6a2}', '\uff5e', 'c d', '"e"'];
  for (const name of names) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), name, { mode: name === 'Z' ? 0o755 : 0o644 });
  }
  symlinkSync('a', join(path, 'link'));
  git(path, 'add', '--all');
  const inner = git(path, 'hash-object', '-t', 'commit', '-w', '--literally', 'a');
  git(path, 'update-index', '--add', '--cacheinfo', `160000,${inner},module`);
  return path;
}

function entriesOf(path: string): ReadonlyMap<string, Entry> {
  const lines = git(path, 'ls-files', '--stage', '-z').split('\0');
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => [line.slice(line.indexOf('\t') + 1), { mode: line.slice(0, 6), blob: line.split(' ')[1] ?? '' }]),
  );
}

test.each(['sha1', 'sha256'] as const)('gives a tree the id that git gives it, with %s', (format) => {
  const path = repository(format);

  const id = treeId(entriesOf(path), format);

  expect(id).toBe(git(path, 'write-tree', '--missing-ok'));
});

test('knows what stands there after a plan', () => {
  const was = { mode: '100755', blob: 'a'.repeat(40) };
  const entries = new Map([
    ['theirs', was],
    ['c/gone.yaml', was],
    ['c/old.yaml', was],
  ]);

  const after = entriesAfter(entries, {
    base: undefined,
    objectFormat: 'sha1',
    adopted: [],
    taken: [],
    conflicts: [],
    changes: [
      { action: 'remove', path: 'c/gone.yaml', was: was.blob },
      { action: 'change', path: 'c/old.yaml', was: was.blob, blob: 'b'.repeat(40), text: '' },
    ],
    records: [{ action: 'add', path: '.slipway/ledger/c.json', blob: 'c'.repeat(40), text: '' }],
  });

  expect([...after]).toEqual([
    ['theirs', was],
    ['c/old.yaml', { mode: '100644', blob: 'b'.repeat(40) }],
    ['.slipway/ledger/c.json', { mode: '100644', blob: 'c'.repeat(40) }],
  ]);
});
