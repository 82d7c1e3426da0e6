import { fields, items } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** What stands in the file: documents of ours hold it in a field. */
export function contentOf(object: WorldObject['object']): unknown {
  return object['values'] ?? object['content'] ?? object['workflow'] ?? object;
}

/** Whether the same path stands further down: `.image.tag` in a file with `web.image.tag`. */
export function standsDeeper(objects: readonly WorldObject[], steps: readonly string[]): boolean {
  const [first = '', second = ''] = steps;
  const search = (value: unknown): boolean =>
    Object.entries(fields(value)).some(
      ([key, each]) => (key === first && (second === '' || Object.hasOwn(fields(each), second))) || search(each),
    ) || items(value).some(search);
  return objects.some(({ object }) => Object.values(fields(contentOf(object))).some(search));
}

/** Whether a key stands anywhere, or in a text that is YAML itself. */
export function hasKey(value: unknown, key: string): boolean {
  if (typeof value === 'string') return value.includes(`${key}:`);
  if (Array.isArray(value)) return value.some((each) => hasKey(each, key));
  return Object.entries(fields(value)).some(([name, each]) => name === key || hasKey(each, key));
}

/** Every key below a value. */
export function* keysBelow(value: unknown): Iterable<string> {
  for (const each of items(value)) yield* keysBelow(each);
  for (const [key, each] of Object.entries(fields(value))) {
    yield key;
    yield* keysBelow(each);
  }
}
