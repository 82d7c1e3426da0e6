/**
 * Whether a word fits a pattern of an AuthorizationPolicy: the whole word, `abc*` for its beginning, `*abc` for its end, `*` for any.
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export function wordFits(pattern: string, word: string): boolean {
  if (pattern === '*') return word !== '';
  if (pattern.endsWith('*')) return word.startsWith(pattern.slice(0, -1));
  if (pattern.startsWith('*')) return word.endsWith(pattern.slice(1));
  return pattern === word;
}

/** Whether a pattern of paths fits some path at or below a prefix. `{*}` stands for one segment, `{**}` for the rest. */
export function pathMeets(pattern: string, prefix: string): boolean {
  const brace = pattern.indexOf('{');
  const start = brace === -1 ? pattern : pattern.slice(0, brace);
  if (brace !== -1 || (pattern.endsWith('*') && !pattern.startsWith('*'))) {
    const fixed = start.replace(/\*$/, '');
    return fixed.startsWith(prefix) || prefix.startsWith(fixed);
  }
  return pattern.startsWith('*') || below(pattern, prefix);
}

function below(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix);
}
