import { ENGINE_RULES } from '../lib/check/exceptions.ts';
import type { Finding } from '../lib/check/check.ts';
import type { Rule } from '../lib/check/rule.ts';
import { rules } from '../lib/check/rules/index.ts';
import { InputError } from '../lib/errors.ts';
import { nearRule } from './check-near.ts';

/** The rules that somebody wants asked. */
export interface Choice {
  readonly rules: readonly Rule[];
  /** Also for what the engine says by itself. */
  readonly wants: (finding: Finding) => boolean;
}

/** `--only` and `--skip`: repeated, or with commas. Throws an InputError that names every rule that there is not. */
export function chosenRules(only: readonly string[], skip: readonly string[]): Choice {
  const [wanted, unwanted] = [names('--only', only), names('--skip', skip)];
  const wants = (id: string): boolean => (wanted.size === 0 || wanted.has(id)) && !unwanted.has(id);
  return {
    rules: wanted.size === 0 && unwanted.size === 0 ? rules : rules.filter(({ id }) => wants(id)),
    wants: ({ rule }) => wants(rule),
  };
}

function names(option: string, given: readonly string[]): ReadonlySet<string> {
  const asked = new Set(given.flatMap((each) => each.split(',')).map((each) => each.trim()));
  asked.delete('');
  const known = new Set([...rules.map(({ id }) => id), ...Object.keys(ENGINE_RULES)]);
  const unknown = [...asked].filter((each) => !known.has(each));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((each) => ({ where: `slipway check ${option}`, what: `there is no rule "${each}"`, fix: nearRule(each, known) })),
    );
  }
  return asked;
}
