import { fields } from './read.ts';

/** Values laid over others: maps are merged, everything else is replaced, `null` takes away. */
export function merged(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (typeof above !== 'object' || above === null || Array.isArray(above)) return above;
  const result = new Map(Object.entries(fields(below)));
  for (const [name, value] of Object.entries(above)) {
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
}
