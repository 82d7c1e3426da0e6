import type { Fields } from '../read.ts';
import type { Schema } from './schema.ts';
import type { Walk } from './walk.ts';

type Walker = (schema: Schema, value: unknown, path: string, at: Walk) => void;

/** `oneOf`, `anyOf`, `allOf` and `not` of a schema. */
export function judgeChoices(schema: Schema, written: unknown, path: string, at: Walk, walk: Walker): void {
  const value = withDefaults(schema, written);
  for (const each of schema.alternatives('allOf')) walk(each, value, path, { ...at, shallow: true });

  const any = schema.alternatives('anyOf');
  if (any.length > 0 && !any.some((each) => fits(each, value, walk))) {
    at.report({ sort: 'value', path, message: `${where(path)} is none of the forms it may have${needing(any)}`, fix: fixOf(any) });
  }
  const one = schema.alternatives('oneOf');
  const fitting = one.filter((each) => fits(each, value, walk));
  if (one.length > 0 && fitting.length !== 1) {
    const set = [...new Set(fitting.length > 1 ? fitting.flatMap(names) : one.flatMap(names))].filter((name) => has(value, name));
    const exclusive = [...new Set(one.flatMap(names))];
    at.report({
      sort: 'value',
      path,
      message:
        set.length > 1
          ? `${where(path)} sets ${set.join(' and ')}, of which only one may be set`
          : exclusive.length === 0
            ? `${where(path)} fits ${fitting.length === 0 ? 'none' : 'several'} of the forms it may have`
            : `${where(path)} must set exactly one of ${exclusive.join(', ')}`,
      fix: set.length > 1 ? 'Keep one of them.' : exclusive.length === 0 ? 'Write the value in one of its forms.' : 'Set one of them.',
    });
  }
  const [not] = schema.alternatives('not');
  if (not !== undefined && fits(not, value, walk)) {
    const set = names(not).filter((name) => has(value, name));
    const what = set.length > 0 ? `may not set ${set.join(' and ')} here` : 'has a form that is not allowed';
    at.report({ sort: 'value', path, message: `${where(path)} ${what}`, fix: 'Remove it.' });
  }
}

/** A map as the API server completes it before it looks at the choices. */
function withDefaults(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const missing = Object.entries((schema.raw['properties'] ?? {}) as Readonly<Record<string, Fields>>).filter(
    ([name, raw]) => raw['default'] !== undefined && !Object.hasOwn(value, name),
  );
  return missing.length === 0 ? value : { ...Object.fromEntries(missing.map(([name, raw]) => [name, raw['default']])), ...value };
}

/** Whether a value passes a schema, unknown fields aside. */
function fits(schema: Schema, value: unknown, walk: Walker): boolean {
  let good = true;
  walk(schema, value, '', { report: () => (good = false), minor: undefined, shallow: true, sure: true });
  return good;
}

/** Fields that a schema and its alternatives ask for. */
function names(schema: Schema): readonly string[] {
  return [...schema.required, ...schema.alternatives('anyOf').flatMap(names)];
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) && (value as Fields)[name] !== undefined;
}

function where(path: string): string {
  return path === '' ? 'the object' : path;
}

function needing(choices: readonly Schema[]): string {
  const asked = choices.map((each) => each.required.join(' and ')).filter((each) => each !== '');
  return asked.length === choices.length ? `: it needs ${asked.join(', or ')}` : '';
}

function fixOf(choices: readonly Schema[]): string {
  return needing(choices) === '' ? 'Compare it with the documentation of the field.' : 'Set one of them.';
}
