import { foldersAbove, parentFolder } from '../folder.ts';
import type { Source } from './sources.ts';

/** Names what is not judged, in the syntax of .gitignore, for its own folder and all below. */
const NAME = '.slipwayignore';

interface Line {
  readonly pattern: RegExp;
  /** `!` takes back what a line before it said. */
  readonly back: boolean;
  readonly foldersOnly: boolean;
}

/**
 * Files with a mark on those that some .slipwayignore leaves out: they are there for whoever names them, and nobody judges them.
 * As with git, what stands in a folder that is left out cannot be taken back.
 * @see https://git-scm.com/docs/gitignore
 */
export function withIgnored(sources: readonly Source[]): readonly Source[] {
  const lists = sources.filter(({ file }) => file === NAME || file.endsWith(`/${NAME}`));
  if (lists.length === 0) return sources;
  const lines = new Map(lists.map((each) => [parentFolder(each.file), linesOf(textOf(each))]));
  const known = new Map<string, boolean>([['.', false]]);
  const isIgnored = (path: string, isFolder: boolean): boolean => {
    let found = known.get(path);
    if (found === undefined) known.set(path, (found = isIgnored(parentFolder(path), true) || decided(path, isFolder, lines)));
    return found;
  };
  return sources.map((each) => (isIgnored(each.file, false) ? { ...each, ignored: true } : each));
}

/** The last line that fits decides; a list closer to the file comes after those above it. */
function decided(path: string, isFolder: boolean, lines: ReadonlyMap<string, readonly Line[]>): boolean {
  let ignored = false;
  for (const folder of ['.', ...foldersAbove(path)]) {
    const below = folder === '.' ? path : path.slice(folder.length + 1);
    for (const { pattern, back, foldersOnly } of lines.get(folder) ?? [])
      if ((isFolder || !foldersOnly) && pattern.test(below)) ignored = !back;
  }
  return ignored;
}

function textOf({ read }: Source): string {
  try {
    return new TextDecoder().decode(read());
  } catch {
    return '';
  }
}

function linesOf(text: string): readonly Line[] {
  return text.split(/\r?\n/).flatMap((raw): readonly Line[] => {
    const written = raw.replace(/(?<!\\)\s+$/, '');
    if (written === '' || written.startsWith('#')) return [];
    const back = written.startsWith('!');
    const plain = (back ? written.slice(1) : written).replace(/^\\(?=[#!])/, '');
    const foldersOnly = plain.endsWith('/');
    const bare = plain.replace(/\/+$/, '');
    // With a slash before its end a pattern is about this folder, without one about every folder below.
    const anchored = bare.includes('/');
    return [{ back, foldersOnly, pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${expression(bare.replace(/^\//, ''))}$`) }];
  });
}

function expression(glob: string): string {
  return glob.replace(/^\*\*\/|\/\*\*\/|\/\*\*$|\*+|\?|\[[^\]]+\]|\\.|[^\w/-]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '/**/') return '/(?:.*/)?';
    if (part === '/**') return '/.+';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('[')) return part.replace(/^\[!/, '[^').replace(/\\(?!\])/g, '\\\\');
    return part.startsWith('\\') ? part.replace(/^\\(\w)/, '$1') : `\\${part}`;
  });
}
