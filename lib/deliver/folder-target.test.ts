import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import { FolderTarget } from './folder-target.ts';
import { asPerson, contents, files, git, localTarget, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const run = (path: string, place: string, entries: Readonly<Record<string, string>>): Promise<unknown> =>
  deliver({ target: new FolderTarget(localTarget(path), place), files: files(entries), version: '0.1.0', allowRemove: ['app:c/a'] });

test('two programs share a repository, each with its folder and its ledger', async () => {
  const path = at('two.git');
  await run(path, 'one', { 'c/a/x.yaml': '1', 'c/a/y.yaml': '1' });
  await run(path, './teams/two/', { 'c/a/x.yaml': '2', 'd/a/x.yaml': '2' });

  await run(path, 'one', { 'c/a/x.yaml': '3' });

  const { 'one/.slipway/ledger/c.json': one, ...rest } = contents(path);
  expect(Object.keys(rest)).toEqual([
    'one/c/a/x.yaml',
    'teams/two/.slipway/ledger/c.json',
    'teams/two/.slipway/ledger/d.json',
    'teams/two/c/a/x.yaml',
    'teams/two/d/a/x.yaml',
  ]);
  expect([rest['one/c/a/x.yaml'], rest['teams/two/c/a/x.yaml']]).toEqual(['3', '2']);
  expect(Object.keys((JSON.parse(one ?? '') as { files: object }).files)).toEqual(['c/a/x.yaml']);
  expect(git(path, 'fsck', '--strict')).toBe('');
});

test('what stands where the folder is to be stops the delivery', async () => {
  const path = at('blocked.git');
  await run(path, 'one', { 'c/a/x.yaml': '1' });
  asPerson(path, at('person'), () => {
    writeFileSync(at('person/teams'), 'a file');
  });

  const delivery = run(path, 'teams/two', { 'c/a/x.yaml': '1' });

  await expect(delivery).rejects.toThrow(
    new Error('teams: a file, link or submodule stands where the folder is to be. Move it away, or name another folder.'),
  );
});

test.each([
  ['../out', 'the path has the part ".."'],
  ['/etc', 'the path is absolute'],
  ['a/.git', 'the part ".git" is git\'s own'],
  ['', 'the path is empty'],
])('the folder %j is refused', (place, fault) => {
  expect(() => new FolderTarget(localTarget(at('x.git')), place)).toThrow(`folder: ${JSON.stringify(place)}: ${fault}.`);
});
