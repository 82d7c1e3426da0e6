import { isObjectId } from '../blob-id.ts';

/** The value at a path of an answer, whatever the answer is. */
export function at(data: unknown, ...path: readonly string[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

export function listAt(data: unknown, ...path: readonly string[]): readonly unknown[] | undefined {
  const value = at(data, ...path);
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

export function textAt(data: unknown, ...path: readonly string[]): string | undefined {
  const value = at(data, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The number of an issue or a pull request. */
export function numberAt(data: unknown, ...path: readonly string[]): number | undefined {
  const value = at(data, ...path);
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** A whole object id, in either format. */
export function idAt(data: unknown, ...path: readonly string[]): string | undefined {
  const value = textAt(data, ...path);
  return value !== undefined && (isObjectId(value, 'sha1') || isObjectId(value, 'sha256')) ? value : undefined;
}
