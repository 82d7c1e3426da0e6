import type { CelInput } from '@bufbuild/cel';
import type { Fields } from '../read.ts';
import type { Schema } from './schema.ts';

/** Words of CEL, which a rule writes with underscores when they are names of fields. */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

/** `x-y.z` → `x__dash__y__dot__z`, `namespace` → `__namespace__`: the name of a field inside a rule. */
export function celName(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replaceAll('__', '__underscores__').replaceAll('.', '__dot__').replaceAll('-', '__dash__').replaceAll('/', '__slash__');
}

/** A value as rules see it: whole numbers as such, names escaped, defaults filled in, unknown fields left out. */
export function celInput(schema: Schema, value: unknown): CelInput {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return schema.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) {
    const { items } = schema;
    return value.map((each) => (items === undefined ? freeInput(each) : celInput(items, each)));
  }
  const fields = value as Fields;
  const map = new Map<string, CelInput>();
  for (const name of schema.fieldNames) {
    const field = schema.field(name)?.schema;
    if (field === undefined) continue;
    const own = fields[name] ?? field.raw['default'];
    if (own !== undefined && own !== null) map.set(celName(name), celInput(field, own));
  }
  const { values } = schema;
  for (const [name, each] of Object.entries(fields)) {
    if (schema.field(name) !== undefined) continue;
    if (values !== undefined) map.set(name, celInput(values, each));
    else if (schema.open) map.set(celName(name), freeInput(each));
  }
  return map;
}

function freeInput(value: unknown): CelInput {
  if (Array.isArray(value)) return value.map(freeInput);
  if (typeof value === 'object' && value !== null) return new Map(Object.entries(value).map(([name, each]) => [name, freeInput(each)]));
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  return value as CelInput;
}
