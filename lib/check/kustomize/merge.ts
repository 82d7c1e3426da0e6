import { text } from '../read.ts';
import { copyOf, drop, has, isMap, set, type Writable } from './value.ts';

/** Keys by which the items of the list at a path are merged. */
export type KeysOf = (path: string) => readonly string[] | undefined;

/** What a patch says about itself: `$patch: delete`. */
const DIRECTIVE = '$patch';

/** Lays a strategic merge patch over a value; `undefined` when nothing is left of it. Neither is changed. */
export function merged(value: unknown, patch: unknown, keysOf: KeysOf, path = ''): unknown {
  if (patch === undefined) return value;
  if (patch === null) return undefined;
  if (Array.isArray(patch)) return mergedList(value, patch, keysOf, path);
  if (!isMap(patch)) return patch;

  const directive = patch[DIRECTIVE];
  if (directive === 'delete') return undefined;
  const below = isMap(value) && directive !== 'replace' ? value : {};
  const result: Writable = { ...below };
  for (const [key, each] of Object.entries(patch)) {
    if (key === DIRECTIVE) continue;
    const left = merged(has(below, key) ? below[key] : undefined, each, keysOf, path === '' ? key : `${path}.${key}`);
    if (left === undefined) drop(result, key);
    else set(result, key, left);
  }
  return result;
}

function mergedList(value: unknown, patch: readonly unknown[], keysOf: KeysOf, path: string): unknown {
  const keys = keysOf(path);
  if (keys === undefined) return copyOf(patch);
  const of = patch.find((item) => isMap(item) && has(item, DIRECTIVE) && Object.keys(item).length === 1);
  const directive = isMap(of) ? of[DIRECTIVE] : undefined;
  if (directive === 'delete') return undefined;
  const items = patch.filter((item) => item !== of);
  if (directive === 'replace') return copyOf(items);
  const before = Array.isArray(value) ? value : [];
  if (keys[0] === '') return [...new Set([...items, ...before])];
  return mergedItems(before, items, keys, keysOf, path);
}

/**
 * With one key the patch's items come first, in its order, then the others in theirs; with several only its new items come first.
 * So kustomize does it, and the order of variables and ports is part of what reaches the cluster.
 */
function mergedItems(
  before: readonly unknown[],
  patch: readonly unknown[],
  keys: readonly string[],
  keysOf: KeysOf,
  path: string,
): unknown {
  const asked = keys.filter((key, index) => index === 0 || [...before, ...patch].some((item) => isMap(item) && has(item, key)));
  const results = new Map<unknown, unknown>();
  const first: unknown[] = [];
  for (const item of patch) {
    const own = isMap(item) ? values(item, asked) : undefined;
    if (own === undefined) continue;
    const old = before.find((each) => !results.has(each) && isMap(each) && fits(values(each, asked), own));
    const whole = merged(old, item, keysOf, path);
    const kept = isMap(whole) && Object.keys(whole).length > 0 ? whole : undefined;
    if (old !== undefined) results.set(old, kept);
    if (kept !== undefined && (old === undefined || asked.length === 1)) first.push(kept);
  }
  const rest = before.flatMap((each) => (!results.has(each) ? [each] : asked.length === 1 ? [] : (results.get(each) ?? [])));
  return [...first, ...rest];
}

/** The values of an item's keys; nothing for an item without any. */
function values(item: Writable, keys: readonly string[]): readonly (string | undefined)[] | undefined {
  const found = keys.map((key) => (has(item, key) ? text(item[key]) : undefined));
  return found.every((each) => each === undefined) ? undefined : found;
}

/** `8080` and `8080/TCP` are the same port. */
function fits(one: readonly (string | undefined)[] | undefined, other: readonly (string | undefined)[]): boolean {
  if (one === undefined) return false;
  const same = one.some((each, index) => each !== undefined && each === other[index]);
  return same && one.every((each, index) => each === undefined || other[index] === undefined || each === other[index]);
}
