import { quantityOf } from '../scheduling/sizes.ts';
import { at, fields, items, itemsAt, text, textAt, type Fields } from '../read.ts';
import type { PodTemplate } from '../pods.ts';

/** A rule of a policy that refuses pods by a pattern. */
export interface PatternRule {
  readonly name: string;
  readonly path: string;
  readonly patterns: readonly unknown[];
  readonly rule: Fields;
}

/** Rules that are asked of pods, refuse what they find, and say it by a pattern alone. */
export function podPatterns(policy: unknown): readonly PatternRule[] {
  return enforcedPatterns(policy).filter(({ rule }) => isAboutPods(rule));
}

/** The same of any kind. */
export function enforcedPatterns(policy: unknown): readonly PatternRule[] {
  const whole = textAt(policy, 'spec.validationFailureAction') ?? 'Audit';
  return itemsAt(policy, 'spec.rules').flatMap((each, index) => {
    const rule = fields(each);
    const action = textAt(rule, 'validate.failureAction') ?? whole;
    const one = at(rule, 'validate.pattern');
    const patterns = one === undefined ? itemsAt(rule, 'validate.anyPattern') : [one];
    const plain = rule['preconditions'] === undefined && rule['context'] === undefined && rule['celPreconditions'] === undefined;
    if (!/^enforce$/i.test(action) || patterns.length === 0 || !plain) return [];
    return [{ name: textAt(rule, 'name') ?? '', path: `spec.rules[${index}]`, patterns, rule }];
  });
}

/** Kinds that a rule is asked of, as it writes them. */
export function kindsOf({ rule }: PatternRule): readonly string[] {
  const asked = resources(rule, 'match').filter((each) => {
    const operations = items(each['operations']).map(String);
    return operations.length === 0 || operations.includes('CREATE');
  });
  return asked.flatMap((each) => items(each['kinds']).map(String));
}

/** Where an object breaks a pattern; `undefined` where it keeps it, or the pattern cannot be followed. */
export function objectBreach(pattern: unknown, object: unknown): Breach {
  return JSON.stringify(pattern ?? '').includes('{{') ? undefined : compare(pattern, object, '');
}

function resources(rule: Fields, part: 'match' | 'exclude'): readonly Fields[] {
  const filters = [...itemsAt(rule, `${part}.any`), ...itemsAt(rule, `${part}.all`)].map((each) => fields(fields(each)['resources']));
  const own = at(rule, `${part}.resources`);
  return own === undefined ? filters : [...filters, fields(own)];
}

function isAboutPods(rule: Fields): boolean {
  return resources(rule, 'match').some((each) => items(each['kinds']).some((kind) => /^(\*|(v1\/)?Pod)$/.test(String(kind))));
}

/** Whether a rule is asked of the pods of a workload: its namespace is matched and not excluded, and nothing else limits it. */
export function covers({ rule }: PatternRule, pod: Pick<PodTemplate, 'namespace'>): boolean {
  const fits = (each: Fields): boolean => {
    const namespaces = items(each['namespaces']).map(String);
    const others = Object.keys(each).some((key) => !['kinds', 'namespaces', 'operations'].includes(key));
    return !others && (namespaces.length === 0 || namespaces.some((namespace) => glob(namespace, pod.namespace)));
  };
  // Kyverno itself leaves out the namespaces of the system.
  if (/^(kube-.*|kyverno)$/.test(pod.namespace) || pod.namespace === '') return false;
  const limited = resources(rule, 'exclude').some((each) => Object.keys(each).some((key) => !['kinds', 'namespaces'].includes(key)));
  return (
    !limited &&
    resources(rule, 'match').some(fits) &&
    !resources(rule, 'exclude').some((each) => items(each['namespaces']).length > 0 && fits(each))
  );
}

/** Where a pod breaks a pattern; `undefined` where it keeps it, or the pattern cannot be followed. */
export function breach(
  pattern: unknown,
  pod: PodTemplate,
): { readonly path: string; readonly wanted: string; readonly found: string } | undefined {
  const template = { metadata: { labels: pod.labels, annotations: pod.annotations, namespace: pod.namespace }, spec: pod.spec };
  return JSON.stringify(pattern ?? '').includes('{{') ? undefined : compare(pattern, template, '');
}

type Breach = ReturnType<typeof breach>;

function compare(pattern: unknown, value: unknown, path: string): Breach {
  if (Array.isArray(pattern)) {
    const [first] = pattern as readonly unknown[];
    if (!Array.isArray(value)) return value === undefined ? { path, wanted: 'a list', found: 'nothing' } : undefined;
    for (const [index, each] of (value as readonly unknown[]).entries()) {
      const found = compare(first, each, `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof pattern === 'object' && pattern !== null) return compareMap(fields(pattern), value, path);
  return holds(pattern, value)
    ? undefined
    : { path, wanted: String(pattern), found: text(value) ?? (value === undefined ? 'nothing' : 'something else') };
}

function compareMap(pattern: Fields, value: unknown, path: string): Breach {
  for (const [written, wanted] of Object.entries(pattern)) {
    const [, anchor = '', inner] = /^([=X^<+]?)\((.+)\)$/.exec(written) ?? [];
    const key = inner ?? written;
    const own = fields(value)[key];
    const place = path === '' ? key : `${path}.${key}`;
    // A condition, or an anchor of lists that is seldom met: what it guards is not judged.
    if (inner !== undefined && anchor !== '=' && anchor !== 'X') return undefined;
    if (anchor === 'X') {
      if (own !== undefined) return { path: place, wanted: 'nothing', found: 'something' };
      continue;
    }
    if (anchor === '=' && own === undefined) continue;
    const found = compare(wanted, own, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One value against a pattern of Kyverno: `?*`, `harbor.acme.io/*`, `!latest`, `<=2`, `a | b`. */
function holds(pattern: unknown, value: unknown): boolean {
  if (typeof pattern === 'boolean' || pattern === null)
    return (pattern ?? undefined) === (value ?? undefined) || String(pattern) === text(value);
  const own = text(value);
  return (text(pattern) ?? '').split('|').some((either) => either.split('&').every((part) => holdsOne(part.trim(), own)));
}

function holdsOne(pattern: string, value: string | undefined): boolean {
  // A range of numbers (`1-10`, `!10-20`) is not followed.
  if (/^[+-]?\d[\w.]*!?-[+-]?\d/.test(pattern)) return true;
  if (pattern.startsWith('!')) return value === undefined || !glob(pattern.slice(1), value);
  const [, operator, bound] = /^(>=|<=|>|<)\s*(.+)$/.exec(pattern) ?? [];
  if (operator !== undefined) {
    const [a, b] = [quantityOf(value), quantityOf(bound)];
    if (a === undefined || b === undefined) return true;
    const order = a.compare(b);
    return operator === '>=' ? order >= 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order < 0;
  }
  return value !== undefined && glob(pattern, value);
}

function glob(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^\\n]*')
    .replaceAll('?', '.');
  return pattern.length < 200 && new RegExp(`^${source}$`).test(value);
}
