import { textAt } from '../read.ts';
import { copyOf, drop, has, isMap, set, type Writable } from './value.ts';

/** Applies the operations of RFC 6902 to an object, in place; says what is wrong with the first that cannot be applied. */
export function applyJsonPatch(object: Writable, operations: readonly unknown[]): string | undefined {
  const root: Writable = { '': object };
  for (const [index, operation] of operations.entries()) {
    const problem = apply(root, operation);
    if (problem !== undefined) return operations.length === 1 ? problem : `operation ${index + 1}: ${problem}`;
  }
  return undefined;
}

function apply(root: Writable, operation: unknown): string | undefined {
  const [op, path] = [textAt(operation, 'op'), textAt(operation, 'path')];
  if (op === undefined || path === undefined) return 'it has no op or no path';
  const place = find(root, path);
  if (place === undefined) return `${op} ${path}: what it stands in is not there`;
  const value = isMap(operation) ? copyOf(operation['value']) : undefined;
  switch (op) {
    case 'add':
      return add(place, value) ? undefined : `add ${path}: the list has no such place`;
    case 'replace':
      if (!exists(place)) return `replace ${path}: the field is not there`;
      put(place, value);
      return undefined;
    case 'remove':
      if (!exists(place)) return `remove ${path}: the field is not there`;
      remove(place);
      return undefined;
    case 'test':
      return exists(place) && JSON.stringify(get(place)) === JSON.stringify(value) ? undefined : `test ${path}: the value is another`;
    case 'move':
    case 'copy': {
      const from = textAt(operation, 'from') ?? '';
      const source = find(root, from);
      if (source === undefined || !exists(source)) return `${op} ${from}: the field is not there`;
      const moved = copyOf(get(source));
      if (op === 'move') remove(source);
      return add(place, moved) ? undefined : `${op} ${path}: the list has no such place`;
    }
    default:
      return `there is no operation "${op}"`;
  }
}

interface Place {
  readonly holder: Writable | unknown[];
  readonly key: string;
}

/** The map or list that holds what a pointer names. */
function find(root: Writable, pointer: string): Place | undefined {
  const keys = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  let holder: unknown = root;
  for (const key of keys) {
    holder = Array.isArray(holder) ? holder[Number(key)] : isMap(holder) && has(holder, key) ? holder[key] : undefined;
  }
  return isMap(holder) || Array.isArray(holder) ? { holder, key: last } : undefined;
}

function exists({ holder, key }: Place): boolean {
  return Array.isArray(holder) ? isIndex(key, holder.length - 1) : has(holder, key);
}

function get({ holder, key }: Place): unknown {
  return Array.isArray(holder) ? holder[Number(key)] : holder[key];
}

function put({ holder, key }: Place, value: unknown): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else set(holder, key, value);
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else drop(holder, key);
}

function add({ holder, key }: Place, value: unknown): boolean {
  if (!Array.isArray(holder)) set(holder, key, value);
  else if (key === '-') holder.push(value);
  else if (isIndex(key, holder.length)) holder.splice(Number(key), 0, value);
  else return false;
  return true;
}

function isIndex(key: string, largest: number): boolean {
  return /^\d+$/.test(key) && Number(key) <= largest;
}
