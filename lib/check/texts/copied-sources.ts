import { copyIn } from './docker-copy.ts';

/** Sources that were copied from beside the Dockerfile; `undefined` where nobody can tell. */
export function copiedSources(lines: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  for (const text of lines) {
    if (!/^\s*(?:COPY|ADD)\s/i.test(text)) continue;
    const copy = copyIn(text);
    if (copy === undefined || copy.from !== undefined || copy.sources.some((each) => each.includes('$'))) return undefined;
    found.push(...copy.sources);
  }
  return found;
}

/** Whether one of the sources brings a path. */
export function bringsPath(copied: readonly string[], path: string): boolean {
  return copied.some((each) => {
    const source = each.replace(/^\.?\//, '').replace(/\/$/, '');
    if (source === '' || source === '.' || source === '*') return true;
    const pattern = source.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*\*|\*|\?/g, (sign) => (sign === '?' ? '[^/]' : '[^/]*'));
    try {
      return new RegExp(`^${pattern}(?:/.*)?$`).test(path);
    } catch {
      return true;
    }
  });
}
