import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { InputError } from '../../errors.ts';
import { withIgnored } from './ignore-file.ts';
import type { Source } from './sources.ts';

/** The files below a folder as a commit had them, told from that folder. Throws an InputError where git knows no such commit. */
export function gitSources(folder: string, ref: string): readonly Source[] {
  const listed = git(folder, ref, ['ls-tree', '-r', '-z', ref, '.']).toString('utf8');
  const files = listed.split('\0').flatMap((line) => {
    // `100644 blob <id>\t<path>`; links and submodules are no files.
    const [, id, file] = /^100\d{3} blob (\S+)\t([^]+)$/.exec(line) ?? [];
    return id === undefined || file === undefined ? [] : [{ id, file: file.split(path.sep).join('/') }];
  });
  const contents = blobs(git(folder, ref, ['cat-file', '--batch'], files.map(({ id }) => `${id}\n`).join('')));
  return withIgnored(files.map(({ file }, index) => ({ file, read: () => contents[index] ?? new Uint8Array() })));
}

function git(folder: string, ref: string, args: readonly string[], input = ''): Buffer {
  // A hook that calls us has variables that name another place.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  try {
    return execFileSync('git', ['-C', folder, ...args], { input, env, maxBuffer: 4 * 1024 ** 3, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch {
    throw new InputError(
      `--against ${ref}`,
      'it is no folder, and git knows no such commit here',
      'Name a branch, tag or commit of the repository that is checked, or a folder.',
    );
  }
}

/** The answers of `git cat-file --batch`: a line `<id> blob <size>`, the bytes, a line break. */
function blobs(answer: Buffer): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let place = 0; place < answer.length;) {
    const end = answer.indexOf(0x0a, place);
    if (end === -1) break;
    const size = Number(answer.toString('latin1', place, end).split(' ')[2]);
    found.push(answer.subarray(end + 1, end + 1 + size));
    place = end + size + 2;
  }
  return found;
}
