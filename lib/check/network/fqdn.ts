import { textAt } from '../read.ts';

/**
 * Whether a `toFQDNs` entry stands for a host name. In a pattern `*` is any run of letters, digits, hyphens and underscores within one
 * label; alone it is every name, and `**.` at the beginning any number of labels.
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function nameFits(entry: unknown, host: string): boolean {
  const wanted = normal(host);
  const name = textAt(entry, 'matchName');
  if (name !== undefined && normal(name) === wanted) return true;
  const pattern = textAt(entry, 'matchPattern');
  // One of many names, and which one is not known: `*.amazonaws.com`.
  if (wanted.startsWith('*.'))
    return pattern === '*' || [name, pattern].some((each) => each !== undefined && normal(each).endsWith(wanted.slice(1)));
  return pattern !== undefined && patternFits(normal(pattern), wanted);
}

function patternFits(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  const deep = pattern.startsWith('**.');
  const rest = (deep ? pattern.slice(3) : pattern)
    .split('*')
    .map((part) => part.replace(/[^\w-]/g, '\\$&'))
    .join('[\\w-]*');
  return new RegExp(`^${deep ? '([\\w-]+\\.)+' : ''}${rest}$`).test(host);
}

function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
