import { isLiteral, isSecretName, mayHoldSecret, secretLines, SHAPES } from './secrets.ts';

/** What stands in a report in the place of a secret: reports go into logs and pages that many read. */
const MASK = '…';

/** Rules about values that are secrets, whatever stands before them. */
const ABOUT_SECRETS: ReadonlySet<string> = new Set([
  'chart-password-set',
  'no-literal-secret',
  'no-secret-object',
  'secret-strong',
  'vault-setup-agrees',
]);

/** A sentence without the secrets that are known by their look. */
export function masked(text: string): string {
  if (!mayHoldSecret(text)) return text;
  let shown = text;
  for (const { pattern, kept } of SHAPES_EVERYWHERE) shown = shown.replace(pattern, kept);
  return shown;
}

/** A line of a file, as it may be shown beside what a rule says of it. */
export function maskedLine(lines: readonly string[], index: number, rule: string): string {
  const line = lines[index] ?? '';
  const [, start = '', written = ''] = /^(\s*(?:-\s+)?["']?[\w./-]+["']?\s*[:=]\s*)(\S.*)$/.exec(line) ?? [];
  if (written !== '' && !/^[|>][-+]?\d?$/.test(written) && (ABOUT_SECRETS.has(rule) || isNamedBeside(lines, index)) && isLiteral(written))
    return `${start}${MASK}`;
  let shown = line;
  for (const { value } of secretLines(line)) if (value !== '') shown = shown.replaceAll(value, MASK);
  return masked(shown);
}

/** `- name: DB_PASSWORD` above or below `value: …`. */
function isNamedBeside(lines: readonly string[], index: number): boolean {
  if (!/^\s*(?:-\s+)?value\s*:/.test(lines[index] ?? '')) return false;
  return [lines[index - 1], lines[index + 1]].some((each = '') =>
    isSecretName(/^\s*(?:-\s+)?name\s*:\s*["']?([\w.-]+)/.exec(each)?.[1] ?? ''),
  );
}

const SHAPES_EVERYWHERE = SHAPES.map(([name, pattern]) =>
  name === 'a URL with a password'
    ? { pattern: /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@?#]*:)(?![$<{%*…])[^\s:/@?#]+(?=@[^\s/])/gi, kept: `$1${MASK}` }
    : { pattern: new RegExp(pattern.source, `g${pattern.flags}`), kept: MASK },
);
