import { execFileSync } from 'node:child_process';
import { BARE_ENV, git, temporaryFolder } from './testing.ts';
import { FILE_MODE, filesTreeId, treeItems } from './tree-object.ts';
import { blobId } from './blob-id.ts';

const folder = temporaryFolder();

/** What git makes of these names, with the same content in each. */
function inGit(names: readonly string[]): { readonly id: string; readonly data: Buffer } {
  git(folder, 'init', '--quiet', '--bare', '.');
  const blob = git(folder, 'hash-object', '-w', '-t', 'blob', '/dev/null');
  const input = names.map((name) => `100644 blob ${blob}\t${name}\0`).join('');
  const options = { env: BARE_ENV, cwd: folder, input };
  const id = execFileSync('git', ['mktree', '-z'], options).toString().trim();
  return { id, data: execFileSync('git', ['cat-file', 'tree', id], { env: BARE_ENV, cwd: folder }) };
}

test.each<[string, string[]]>([
  ['nothing', []],
  ['sorted names', ['a.yaml', 'b.yaml', 'b.yaml.bak']],
  ['unsorted names', ['b', 'a', 'B', 'a.b', 'a-b', 'a0']],
  ['other alphabets', ['ü.yaml', 'z.yaml', '블로그.yaml']],
  ['names that code units and bytes sort differently', ['\u{1f680}.yaml', '\uff00.yaml']],
])('%s: a folder of files has the id that git gives it, and is read as it was written', (_title, names) => {
  const blob = blobId('', 'sha1');
  const { id, data } = inGit(names);

  expect(
    filesTreeId(
      names,
      names.map(() => blob),
      'sha1',
    ),
  ).toBe(id);
  const items = [...treeItems(data, 20)];
  const sorted = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(items).toEqual(sorted.map((name) => ({ name, mode: FILE_MODE, id: blob })));
});
