import { documentKind } from '../document.ts';
import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/** Texts of the files that are no objects, by their path. */
export function textFile(world: World, file: string): string | undefined {
  const all = world.once('text files by path', () => {
    return new Map(world.ofKind(documentKind('TextFile')).map(({ object, file: path = '' }) => [path, textAt(object, 'text') ?? '']));
  });
  return all.get(file);
}

/** The pattern of a `.dockerignore` that leaves a path out of what is built from; `undefined` where it is taken in. */
export function leftOutBy(ignore: string, path: string): string | undefined {
  let found: string | undefined;
  for (const line of ignore.split(/\r?\n/)) {
    const pattern = line
      .trim()
      .replace(/^\.?\//, '')
      .replace(/\/$/, '');
    if (pattern === '' || pattern.startsWith('#')) continue;
    if (pattern.startsWith('!')) {
      // What is below a folder that is taken in again is taken in, too; and a folder of which a part is.
      const again = pattern.slice(1).replace(/^\.?\//, '');
      if (matches(again, path) || again.startsWith(`${path}/`)) found = undefined;
    } else if (matches(pattern, path)) found = pattern;
  }
  return found;
}

/** Whether a pattern stands for the path or a folder above it. */
function matches(pattern: string, path: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (sign) => (sign.startsWith('**') ? '(?:.*/)?' : sign === '*' ? '[^/]*' : '[^/]'));
  try {
    return new RegExp(`^${expression}(?:/.*)?$`).test(path);
  } catch {
    return false;
  }
}

/** Whether a file is a Dockerfile by its name. */
export function isDockerfile(file: string): boolean {
  return /(^|\/)([^/]*\.)?(Dockerfile|Containerfile)(\.(?!dockerignore$)[^/]*)?$/.test(file);
}
