/** A map that may be written to: every build works on copies of its own. */
export type Writable = Record<string, unknown>;

/** Deepest nesting that is copied. An anchor that holds itself is cut off there. */
const DEEPEST = 100;

/** A copy that shares nothing; anchors of YAML may share. */
export function copyOf<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return undefined as T;
  if (Array.isArray(value)) return value.map((each: unknown) => copyOf(each, depth + 1)) as T;
  const copy: Writable = {};
  for (const key of Object.keys(value)) set(copy, key, copyOf((value as Writable)[key], depth + 1));
  return copy as T;
}

export function isMap(value: unknown): value is Writable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that is really there: `constructor` is one only where somebody wrote it. */
export function has(map: Writable, key: string): boolean {
  return Object.hasOwn(map, key);
}

/** Takes a field away. */
export function drop(map: Writable, key: string): void {
  Reflect.deleteProperty(map, key);
}

/** Writes a field, also one that is called `__proto__`. */
export function set(map: Writable, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}

/** The map in a field, which is made where there is none; `undefined` where something else stands. */
export function mapIn(map: Writable, key: string): Writable | undefined {
  const found = has(map, key) ? map[key] : undefined;
  if (found === undefined || found === null) {
    const made: Writable = {};
    set(map, key, made);
    return made;
  }
  return isMap(found) ? found : undefined;
}
