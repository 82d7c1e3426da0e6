/** Sources that were copied from beside the Dockerfile; `undefined` where nobody can tell. */
export function copiedSources(lines: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  for (const text of lines) {
    const [, options = '', rest = ''] = /^\s*(?:COPY|ADD)\s+((?:--\S+\s+)*)(.*)$/i.exec(text) ?? [];
    if (rest === '') continue;
    if (options.includes('--from') || rest.startsWith('[') || rest.includes('$')) return undefined;
    found.push(...rest.trim().split(/\s+/).slice(0, -1));
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
