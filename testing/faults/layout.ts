import { execFileSync } from 'node:child_process';
import { BARE_ENV } from '../../lib/deliver/testing.ts';

/** Something of somebody else in a repository. Path and content are bytes, a character each: git takes any but zero. */
export interface Foreign {
  readonly path: string;
  readonly mode: '100644' | '100755' | '120000' | '160000';
  /** Content, place of a link, or commit of a submodule. */
  readonly content: string;
}

/** A text as the bytes that it is in UTF-8. */
function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

const NAMES = [
  ...['README.md', 'notes and plans.txt', '"quoted".yaml', "it's.yaml", '-rf', '--help', '*', '[a-z]?', ':(exclude)x', '$(date)', '`id`'],
  ...['new\nline', 'tab\there', 'back\\slash', '\u001b[31mred', 'caf\u00e9', 'cafe\u0301', '\u{1f680}', 'x.YAML', 'X.yaml', 'a', 'A'],
  ...['.gitignore', '.gitmodules', '.gitattributes', '.github', '.sops.yaml', 'kustomization.yaml', '__proto__', 'constructor', '%2e%2e'],
  ...['x'.repeat(250), ' leading', 'trailing ', 'dot.', 'CON', 'nul.txt', 'a:b', '\u202egnp.exe', '\u200b'],
].map(bytes);
/** No UTF-8 at all: what a person on an old system left. */
const OLD_NAMES = ['caf\xe9', 'caf\xe8', '\xff\xfe'];

const FOLDERS = [
  '',
  'docs',
  'c',
  'c/a',
  'c/b',
  'd',
  'c/a/x',
  'C',
  'C/a',
  '.github/workflows',
  '.slipway',
  '.slipway/ledger',
  '.slipway/other',
  'c/a/caf\xe9',
].map(bytes);

const TEXTS = [
  '',
  'a: 1\r\nb: 2\r\n',
  'no line end',
  '\xef\xbb\xbfa: 1\n',
  '\x00\x01\x02\xff',
  '* text eol=crlf\n*.yaml filter=lfs diff=lfs merge=lfs -text\n*.md ident export-subst\n*.txt working-tree-encoding=UTF-16\n',
  `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`,
  '[submodule "x"]\n\tpath = c/a/x\n\turl = ../../x\n',
  '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n',
  'x'.repeat(100_000),
];
const LINKS = ['../../etc/passwd', '/etc/passwd', 'x.yaml', '.', '..', 'nowhere', '../.git/config', '.slipway/ledger/c.json'];

/** Things of others, anywhere; `at` are places of ours, which one in ten is put on, below or above. */
export function randomLayout(random: () => number, at: readonly string[]): readonly Foreign[] {
  const pick = <T>(all: readonly [T, ...T[]] | readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const found = new Map<string, Foreign>();
  const count = 1 + Math.floor(random() * 25);
  for (let index = 0; index < count; index += 1) {
    const folder = pick(FOLDERS);
    const name = random() < 0.1 ? pick(OLD_NAMES) : pick(NAMES);
    const free = folder === '' ? name : `${folder}/${name}`;
    const path = random() < 0.03 ? placeAround(bytes(pick(at)), random()) : free;
    const kind = random();
    if (kind < 0.6) found.set(path, { path, mode: '100644', content: pick(TEXTS) });
    else if (kind < 0.7) found.set(path, { path, mode: '100755', content: '#!/bin/sh\nexit 1\n' });
    else if (kind < 0.85) found.set(path, { path, mode: '120000', content: pick(LINKS) });
    else found.set(path, { path, mode: '160000', content: '0123456789abcdef0123456789abcdef01234567' });
  }
  // A tree cannot hold `a` and `a/b`.
  const paths = [...found.keys()];
  return [...found.values()].filter(({ path }) => !paths.some((other) => other.startsWith(`${path}/`)));
}

function placeAround(path: string, which: number): string {
  if (which < 0.4) return path;
  if (which < 0.7) return `${path}/below`;
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

/** Commits all of it to the branch, on top of what is there and in the way of nothing that stands there already. */
export function commitForeign(repository: string, layout: readonly Foreign[]): void {
  const lines = layout.map(({ path, mode, content }) => {
    // Each byte as git reads it in quotes.
    const quoted = `"${[...path].map((byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}"`;
    return mode === '160000' ? `M ${mode} ${content} ${quoted}\n` : `M ${mode} inline ${quoted}\ndata ${content.length}\n${content}\n`;
  });
  const head = 'commit refs/heads/main\ncommitter Jimin <jimin@example.org> 1769472000 +0000\ndata 7\nby hand\nfrom refs/heads/main^0\n';
  execFileSync('git', ['-C', repository, 'fast-import', '--quiet'], {
    input: Buffer.from(`${head}${lines.join('')}\n`, 'latin1'),
    env: BARE_ENV,
  });
}

/** Every entry at the tip of the branch, in bytes: path → mode, kind and id. */
export function entriesOf(repository: string): ReadonlyMap<string, string> {
  const out = execFileSync('git', ['-C', repository, 'ls-tree', '-r', '-z', '--full-tree', 'main'], { env: BARE_ENV }).toString('latin1');
  const lines = out.split('\0').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]));
}
