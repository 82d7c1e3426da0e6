/**
 * Readers for objects of unknown origin: whatever a field turns out to be, a rule reads it without falling over.
 * Paths are written as in a finding, without indices: `spec.template.metadata.labels`.
 */

/** A map of fields; nothing is known about their values yet. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = Object.freeze({});
const NONE: readonly unknown[] = Object.freeze([]);
const steps = new Map<string, readonly string[]>();

/** The value as a map; empty when it is anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NOTHING;
}

/** The value as a list; empty when it is anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : NONE;
}

/** The value as text: a number or boolean counts as what it prints, as labels and environment values are often written unquoted. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The value at a path of field names; `undefined` as soon as one is missing. */
export function at(value: unknown, path: string): unknown {
  let names = steps.get(path);
  if (names === undefined) {
    names = path.split('.');
    steps.set(path, names);
  }
  let found: unknown = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Fields)[name];
  }
  return found;
}

export function fieldsAt(value: unknown, path: string): Fields {
  return fields(at(value, path));
}

export function itemsAt(value: unknown, path: string): readonly unknown[] {
  return items(at(value, path));
}

export function textAt(value: unknown, path: string): string | undefined {
  return text(at(value, path));
}

export function numberAt(value: unknown, path: string): number | undefined {
  const found = at(value, path);
  return typeof found === 'number' ? found : undefined;
}

/** The values of a map of strings (labels, annotations, data), non-texts left out. */
export function textsAt(value: unknown, path: string): Readonly<Record<string, string>> {
  const found = fieldsAt(value, path);
  // As nearly always: nothing is left out, and the map itself will do.
  for (const name in found) if (typeof found[name] !== 'string') return textsAmong(found);
  return found as Readonly<Record<string, string>>;
}

function textsAmong(found: Fields): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, raw] of Object.entries(found)) {
    const value = text(raw);
    if (value !== undefined) texts[name] = value;
  }
  return texts;
}

/** Every string below a value, with its path: `containers[0].env[2].value`. Keys that are not plain words are quoted. */
export function* strings(value: unknown, path = ''): Generator<{ readonly path: string; readonly key: string; readonly value: string }> {
  const open: { value: unknown; path: string; key: string }[] = [{ value, path, key: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value === 'string') {
      yield { path: next.path, key: next.key, value: next.value };
    } else if (Array.isArray(next.value)) {
      for (let index = next.value.length - 1; index >= 0; index--) {
        open.push({ value: next.value[index], path: `${next.path}[${index}]`, key: next.key });
      }
    } else {
      for (const [key, child] of Object.entries(fields(next.value)).reverse()) {
        open.push({ value: child, path: join(next.path, key), key });
      }
    }
  }
}

/** Whether some string below a value passes a test: a first look that builds no paths. */
export function someString(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (someString(item, test)) return true;
    return false;
  }
  // No list of the values: this is asked of every value there is.
  for (const key in value) {
    if (someString((value as Fields)[key], test)) return true;
  }
  return false;
}

/** A path one field deeper; a key with dots or slashes stands in brackets: `data["default.conf"]`. */
export function join(path: string, key: string): string {
  if (!isPlainKey(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Keys come again and again; whether each is a plain word is asked once. */
const plainKeys = new Map<string, boolean>();
const MOST_KEYS = 10_000;

function isPlainKey(key: string): boolean {
  let plain = plainKeys.get(key);
  if (plain === undefined) {
    plain = /^[\w-]+$/.test(key);
    if (plainKeys.size < MOST_KEYS) plainKeys.set(key, plain);
  }
  return plain;
}
