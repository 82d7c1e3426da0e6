import type { Fields } from '../read.ts';
import { judgeRules } from './cel.ts';
import { judgeChoices } from './choices.ts';
import { isQuantity } from './formats.ts';
import { judgeNumber, judgeSize, judgeText } from './limits.ts';
import type { Schema } from './schema.ts';
import { judgeTwins, walk } from './walk.ts';

/** What a judge may report, the look asks only whether it did. */
let doubts = 0;
function doubt(): void {
  doubts += 1;
}

/**
 * Whether the walk has nothing to say about a value. Nearly all objects are sound, and this look at them takes less than half of the
 * walk's time: it writes no paths and looks for no placeholders. Whatever it is not certain of the walk decides.
 */
export function isSound(schema: Schema, value: unknown, minor: number | undefined): boolean {
  doubts = 0;
  return fits(schema, value, minor) && doubts === 0;
}

function fits(schema: Schema, value: unknown, minor: number | undefined): boolean {
  if (value === undefined) return true;
  if (value === null) return schema.native || schema.nullable || schema.type === undefined;
  const { type } = schema;
  if (schema.intOrString) {
    if (typeof value === 'string') judgeText(schema, value, '', doubt);
    return typeof value === 'string' || Number.isInteger(value);
  }
  if (type === undefined && schema.format === 'quantity')
    return (typeof value === 'string' || typeof value === 'number') && isQuantity(String(value));
  if (typeof value === 'string') {
    if (type !== 'string' && type !== undefined) return false;
    if (schema.forms) judgeText(schema, value, '', doubt);
  } else if (typeof value === 'number') {
    if (type !== 'number' && type !== undefined && !(type === 'integer' && Number.isInteger(value))) return false;
    judgeNumber(schema, value, '', doubt);
  } else if (Array.isArray(value)) {
    if ((type !== 'array' && type !== undefined) || !entriesFit(schema, value, minor)) return false;
  } else if (typeof value === 'object') {
    if ((type !== 'object' && type !== undefined) || !fieldsFit(schema, value as Fields, minor)) return false;
  } else if (type !== 'boolean' && type !== undefined) return false;
  if (schema.enum?.includes(value) === false) return false;
  if (schema.chooses) judgeChoices(schema, value, '', { report: doubt, minor, shallow: false, sure: true }, walk);
  if (schema.rules.length > 0) judgeRules(schema, value, '', doubt);
  return true;
}

function entriesFit(schema: Schema, list: readonly unknown[], minor: number | undefined): boolean {
  if (schema.bounds) judgeSize(schema, list.length, '', doubt);
  const { items } = schema;
  if (items !== undefined) {
    for (const each of list) {
      const isGood = each === null ? items.nullable || (items.native && items.required.length === 0) : fits(items, each, minor);
      if (!isGood) return false;
    }
  }
  if (!schema.native && schema.raw['x-kubernetes-list-type'] !== undefined) judgeTwins(schema, list, '', doubt);
  return true;
}

function fieldsFit(schema: Schema, value: Fields, minor: number | undefined): boolean {
  const { values, open } = schema;
  const names = Object.keys(value);
  if (schema.bounds) judgeSize(schema, names.length, '', doubt);
  for (const name of names) {
    const each = value[name];
    const field = schema.field(name);
    if (field === undefined) {
      if (values === undefined ? !open : !fits(values, each, minor)) return false;
      continue;
    }
    const { schema: below, since, until, judge } = field;
    if (minor !== undefined && ((since !== undefined && minor < since) || (until !== undefined && minor > until))) return false;
    if (!fits(below, each, minor)) return false;
    if (judge !== undefined && each !== null) judge(each, '', doubt);
  }
  for (const name of schema.required) {
    if ((value[name] ?? null) === null && schema.field(name)?.schema.raw['default'] === undefined) return false;
  }
  schema.judge?.(value, '', doubt);
  return true;
}
