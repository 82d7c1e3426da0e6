import { nearest } from '../../values/nearest.ts';
import { join, type Fields } from '../read.ts';
import { judgeRules } from './cel.ts';
import { FORMATS } from './formats.ts';
import { judgeNumber, judgeSize, judgeText } from './limits.ts';
import { judgeChoices } from './choices.ts';
import { described, isPlaceholder, shown, type Report } from './problem.ts';
import type { Schema } from './schema.ts';
import { judgeAge, unknownField } from './unknown-fields.ts';

/** What the walk knows beside the value in its hand. */
export interface Walk {
  readonly report: Report;
  /** Minor version of the cluster's Kubernetes; `undefined` where unknown: then a field of any version will do. */
  readonly minor: number | undefined;
  /** Only whether the values fit is asked, as in an alternative of `oneOf`: no unknown fields, no meaning. */
  readonly shallow: boolean;
  /** The schema is that of the cluster: a field that it does not have does not exist. Another release of a definition may have it. */
  readonly sure: boolean;
  /** The schema of the whole object, where it is known: a field may belong to what stands around it. */
  readonly root?: Schema | undefined;
}

/** Compares a value with its schema, field by field. Linear in the size of the value. */
export function walk(schema: Schema, value: unknown, path: string, at: Walk): void {
  if (value === null || value === undefined) {
    // The API server removes a null field, unless it may be null; one that is required is reported as missing.
    if (value === null && !schema.native && !schema.nullable && schema.type !== undefined) {
      const message = `null stands where ${article(schema.type)} must stand`;
      const fix = 'Remove the field, or give it a value.';
      at.report({
        sort: 'type',
        path,
        message,
        fix,
        severity: 'info',
        why: 'The API server removes the field: it is as if it were not written.',
      });
    }
    return;
  }
  if (typeof value === 'string' && isPlaceholder(value)) return;
  if (schema.intOrString) {
    judgeIntOrString(schema, value, path, at);
    return;
  }
  if (schema.type === undefined) {
    if (schema.format === 'quantity') {
      judgeQuantity(value, path, at);
      return;
    }
  } else if (!hasType(schema, value, path, at)) return;

  if (typeof value === 'string') {
    if (schema.forms) judgeText(schema, value, path, at.report);
  } else if (typeof value === 'number') judgeNumber(schema, value, path, at.report);
  else if (Array.isArray(value)) walkList(schema, value, path, at);
  else if (typeof value === 'object') walkFields(schema, value as Fields, path, at);
  if (schema.enum !== undefined) judgeEnum(schema.enum, value, path, at);
  if (schema.chooses) judgeChoices(schema, value, path, at, walk);
  if (schema.rules.length > 0 && !at.shallow) judgeRules(schema, value, path, at.report);
}

function hasType(schema: Schema, value: unknown, path: string, { report }: Walk): boolean {
  const { type } = schema;
  const fits =
    type === 'object'
      ? typeof value === 'object' && !Array.isArray(value)
      : type === 'array'
        ? Array.isArray(value)
        : type === 'integer'
          ? Number.isInteger(value)
          : type === typeof value;
  if (fits) return true;
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (type === 'string' && scalar) {
    const message = `${described(value)} stands where a text must stand`;
    report({ sort: 'typed', path, message, fix: `Put it in quotes as it was meant, such as "${String(value)}".` });
    return false;
  }
  const unquoted = typeof value === 'string' && (type === 'integer' || type === 'number' || type === 'boolean');
  report({
    sort: 'type',
    path,
    message: `${described(value)} stands where ${article(type ?? '')} must stand`,
    fix: unquoted && /^-?\d+$|^(true|false)$/.test(value) ? `Write ${value} without quotes.` : `Write ${article(type ?? '')}.`,
  });
  return false;
}

const ARTICLES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  string: 'a text',
};

function article(type: string): string {
  return ARTICLES[type] ?? type;
}

function judgeIntOrString(schema: Schema, value: unknown, path: string, { report }: Walk): void {
  if (typeof value === 'string') judgeText(schema, value, path, report);
  else if (!Number.isInteger(value)) {
    report({
      sort: 'type',
      path,
      message: `${described(value)} stands where a whole number or a text must stand`,
      fix: 'Write one of the two.',
    });
  }
}

function judgeQuantity(value: unknown, path: string, { report }: Walk): void {
  const text = typeof value === 'number' ? String(value) : value;
  const { holds, what, fix } = FORMATS['quantity'] ?? { holds: () => true, what: '', fix: '' };
  if (typeof text === 'string' && holds(text)) return;
  report({ sort: 'value', path, message: typeof text === 'string' ? `${shown(text)} ${what}` : `${described(value)} ${what}`, fix });
}

function judgeEnum(known: readonly unknown[], value: unknown, path: string, { report }: Walk): void {
  if (known.includes(value) || known.some((each) => JSON.stringify(each) === JSON.stringify(value))) return;
  const names = known.filter((each): each is string => typeof each === 'string' && each !== '');
  const near = typeof value === 'string' ? nearest(value, names) : undefined;
  report({
    sort: 'value',
    path,
    message: `${shown(value)} is not one of ${known.map((each) => String(each) || '""').join(', ')}`,
    fix: near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`,
  });
}

function walkList(schema: Schema, list: readonly unknown[], path: string, at: Walk): void {
  if (schema.bounds) judgeSize(schema, list.length, path, at.report);
  const { items } = schema;
  if (items !== undefined) {
    for (let index = 0; index < list.length; index++) {
      const each = list[index];
      if (each === null && !items.nullable && (!items.native || items.required.length > 0)) {
        const fix = 'Remove the entry, or give it a value.';
        at.report({
          sort: 'type',
          path: `${path}[${index}]`,
          message: `null stands where ${article(items.type ?? 'object')} must stand`,
          fix,
        });
      } else walk(items, each, `${path}[${index}]`, at);
    }
  }
  // Kubernetes' own lists have checks of their own, and some of them take twins.
  if (!schema.native && schema.raw['x-kubernetes-list-type'] !== undefined) judgeTwins(schema, list, path, at.report);
}

/** Entries of a list that is a set, or a map by some keys, that stand in it twice. */
export function judgeTwins(schema: Schema, list: readonly unknown[], path: string, report: Report): void {
  const keys = schema.raw['x-kubernetes-list-map-keys'] as readonly string[] | undefined;
  const seen = new Set<string>();
  for (const [index, each] of list.entries()) {
    const name = JSON.stringify(keys === undefined ? each : keys.map((key) => (each as Fields | null)?.[key]));
    if (seen.has(name)) {
      const what = keys === undefined ? shown(each) : keys.map((key) => `${key} ${shown((each as Fields | null)?.[key])}`).join(', ');
      report({ sort: 'value', path: `${path}[${index}]`, message: `${what} stands in this list twice`, fix: 'Remove one of the two.' });
    }
    seen.add(name);
  }
}

function walkFields(schema: Schema, value: Fields, path: string, at: Walk): void {
  const names = Object.keys(value);
  if (schema.bounds) judgeSize(schema, names.length, path, at.report);
  const { values, open } = schema;
  for (const name of names) {
    const field = schema.field(name);
    if (field !== undefined) {
      const below = join(path, name);
      walk(field.schema, value[name], below, at);
      judgeAge(field, name, below, at);
      if (field.judge !== undefined && value[name] !== null && !isPlaceholder(value[name])) field.judge(value[name], below, at.report);
    } else if (values !== undefined) walk(values, value[name], join(path, name), at);
    else if (!open && !at.shallow && !(path === '' && name === 'sops')) unknownField(schema, name, value, path, at);
  }
  for (const name of schema.required) {
    if (value[name] !== undefined && (value[name] !== null || schema.field(name)?.schema.nullable === true)) continue;
    // What has a default is never missing.
    if (schema.field(name)?.schema.raw['default'] !== undefined) continue;
    const near = nearest(
      name,
      names.filter((each) => schema.field(each) === undefined),
    );
    const fix = near === undefined ? `Add ${name}.` : `Rename "${near}" to "${name}".`;
    at.report({ sort: 'missing', path: join(path, name), message: `${join(path, name)} is required and missing`, fix });
  }
  schema.judge?.(value, path, at.report);
}
