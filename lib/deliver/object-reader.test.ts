import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Git } from './git.ts';
import { ObjectReader } from './object-reader.ts';
import { BARE_ENV, git, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const HELLO = 'ce013625030ba8dba906f756967f9e9ca394464a';

beforeAll(() => {
  git('.', 'init', '--quiet', folder);
  writeFileSync(join(folder, 'hello'), 'hello\n');
  git(folder, 'add', 'hello');
  git(folder, 'commit', '--quiet', '--message', 'hello');
});

/** A reader whose git is this script, in which `real` is git. */
function reader(script = 'real "$@"', silenceMs?: number): ObjectReader {
  const bin = join(folder, `bin-${script.length}`);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nreal() { PATH='${BARE_ENV['PATH'] ?? ''}' exec git "$@"; }\n${script}\n`);
  chmodSync(join(bin, 'git'), 0o755);
  const env = { ...BARE_ENV, PATH: `${bin}:${BARE_ENV['PATH'] ?? ''}` };
  return new ObjectReader('k8s.git', new Git({ dir: join(folder, '.git'), where: 'k8s.git', env, silenceMs }));
}

const textsOf = (objects: ObjectReader, names: readonly string[]): Promise<readonly (string | undefined)[]> =>
  objects.read(names, (object) => object?.data.toString());

test('answers in the order of the names, by one git for all questions', async () => {
  const objects = reader('echo started >>"$GIT_DIR/starts"; real "$@"');

  const first = await Promise.all([
    textsOf(objects, [HELLO, 'HEAD:nothing', 'HEAD:hello']),
    textsOf(objects, [HELLO]),
    textsOf(objects, []),
  ]);
  const second = await textsOf(objects, ['0'.repeat(40)]);
  objects.close();
  const third = await textsOf(objects, [HELLO]);

  expect([...first, second, third]).toEqual([['hello\n', undefined, 'hello\n'], ['hello\n'], [], [undefined], ['hello\n']]);
  expect(readFileSync(join(folder, '.git/starts'), 'utf8')).toBe('started\nstarted\n');
});

test('a git that cannot be talked to is started for each question', async () => {
  const objects = reader('case "$*" in *--batch-command*) echo "error: unknown option" >&2; exit 129;; esac; real "$@"');

  const said = [await textsOf(objects, [HELLO, 'HEAD:nothing']), await textsOf(objects, [HELLO])];

  expect(said).toEqual([['hello\n', undefined], ['hello\n']]);
});

test.each([
  ['breaks off', 'echo "fatal: loose object is corrupt" >&2; exit 128', 'k8s.git: the repository is damaged'],
  ['says nothing', 'exec sleep 60', 'k8s.git: git cat-file said nothing for 0.3 s and was ended'],
])('a git that %s is an error in words', async (_title, script, says) => {
  const objects = reader(script, 300);

  const reading = textsOf(objects, [HELLO]);

  await expect(reading).rejects.toThrow(says);
});
