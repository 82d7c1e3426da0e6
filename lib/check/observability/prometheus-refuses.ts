import { nearest } from '../../values/nearest.ts';
import { fields } from '../read.ts';
import type { Issue } from '../rule.ts';

/** What Prometheus does with a file in which one thing is wrong. */
export const REFUSED = 'Prometheus refuses the configuration: it keeps the old one, or does not start.';

/** Keys that are off by a letter; Prometheus reads strictly. */
export function* unknownKeys(value: unknown, known: readonly string[], what: string): Iterable<Omit<Issue, 'path'>> {
  for (const key of Object.keys(fields(value))) {
    const near = known.includes(key) ? undefined : nearest(key, known);
    if (near !== undefined) yield { message: `${what} has the unknown key "${key}"`, why: REFUSED, fix: `Did you mean "${near}"?` };
  }
}
