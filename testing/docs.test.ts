import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scripts } from '../package.json';

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((page) => page !== '' && existsSync(page));

/** `where: what` for everything in a page that is not there. */
function missing(page: string): readonly string[] {
  const text = readFileSync(page, 'utf8');
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => path.join(path.dirname(page), link));
  const sources = [...prose.matchAll(/`((?:bench|bin|charts|cli|clusters|docs|imports|lib|testing)\/[\w./-]+)`/g)].map(
    ([, file = '']) => file,
  );
  const commands = [...text.matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
  return [
    ...links.filter((file) => !existsSync(file)).map((file) => `${page}: links to ${file}`),
    ...sources.filter((file) => !stands(file, page)).map((file) => `${page}: names ${file}`),
    ...commands.filter((name) => !(name in scripts)).map((name) => `${page}: npm run ${name}`),
  ];
}

/** Pages of a room name its files from there; `x.ts` is the file that a reader is about to write. */
function stands(file: string, page: string): boolean {
  return path.basename(file) === 'x.ts' || existsSync(file) || existsSync(path.join(path.basename(page, '.md'), file));
}

test('there are pages to read', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/rooms.md', 'docs/words.md']));
});

test('every link, source file and npm script that a page names exists', () => {
  expect(pages.flatMap(missing)).toEqual([]);
});
