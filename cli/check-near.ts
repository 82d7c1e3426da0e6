import { nearest } from '../lib/values/nearest.ts';

/** The rule that was meant, or where they are listed. */
export function nearRule(word: string, known: Iterable<string>): string {
  const near = nearest(word, known);
  return near === undefined ? 'Run "slipway rules" for all rules.' : `Did you mean "${near}"?`;
}
