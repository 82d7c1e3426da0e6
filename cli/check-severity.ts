import type { Severity } from '../lib/check/rule.ts';
import { InputError } from '../lib/errors.ts';
import { didYouMean } from '../lib/values/nearest.ts';

/** From bad to harmless. */
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** From which severity on a check has failed. */
export function severityOf(word: string): Severity | 'never' {
  const known = [...ORDER, 'never'] as const;
  const found = known.find((each) => each === word);
  if (found === undefined) throw new InputError('slipway check --fail-on', `there is no severity "${word}"`, didYouMean(word, known));
  return found;
}

export function isBadEnough(severity: Severity, worst: Severity | 'never'): boolean {
  return worst !== 'never' && ORDER.indexOf(severity) <= ORDER.indexOf(worst);
}
