import { didYouMean } from '../values/nearest.ts';
import { at, join, textsAt } from './read.ts';
import type { Rule, WorldObject } from './rule.ts';

/** An annotation with this prefix, followed by a rule's id, excuses that rule's findings on the object; its value is the reason. */
export const ALLOW = 'slipway.dev/allow.';

/** The engine's own rules about exceptions, which cannot be excused themselves. */
export const WITHOUT_REASON = 'exception-without-reason';
export const UNUSED = 'exception-unused';
export const EXPIRED = 'exception-expired';
/** The rule that speaks where another one fell over. */
export const RULE_FAILED = 'rule-failed';

/** What the engine itself asks, beside the rules of the families; all of it is a warning. */
export const ENGINE_RULES: Readonly<Record<string, string>> = {
  [EXPIRED]: 'An exception with an end date, "reason (until 2027-01-31)", has not reached it.',
  [UNUSED]: 'An exception excuses something, and names a rule that there is.',
  [WITHOUT_REASON]: 'An exception gives its reason.',
  [RULE_FAILED]: 'Every rule can read every object; where one cannot, that is a mistake in slipway.',
};

/** `reads the node's logs (until 2027-01-31)`: the reason, and the last day on which it counts. */
const UNTIL = /\(until (\d{4}-\d{2}-\d{2})\)$/;

export interface Exception {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
  /** Last day on which it counts, `2027-01-31`. */
  readonly until?: string | undefined;
}

export function exceptionsOf({ object }: WorldObject): readonly Exception[] {
  if (at(object, 'metadata.annotations') === undefined) return [];
  return Object.entries(textsAt(object, 'metadata.annotations'))
    .filter(([key]) => key.startsWith(ALLOW))
    .map(([key, value]) => {
      const until = UNTIL.exec(value.trim())?.[1];
      const reason = value.trim().replace(UNTIL, '').trim();
      return { rule: key.slice(ALLOW.length), path: join('metadata.annotations', key), reason, ...(until === undefined ? {} : { until }) };
    });
}

/** What is wrong with the exceptions of one object, given the rules that found something on it. */
export function judgeExceptions(
  exceptions: readonly Exception[],
  found: ReadonlySet<string>,
  asked: readonly Rule[],
  known: readonly Rule[],
  today?: string,
): { readonly rule: string; readonly path: string; readonly message: string; readonly why: string; readonly fix: string }[] {
  const problems = [];
  for (const { rule, path, reason, until } of exceptions) {
    if (!known.some(({ id }) => id === rule)) {
      const fix = didYouMean(
        rule,
        known.map(({ id }) => id),
      );
      problems.push({ rule: UNUSED, path, message: `there is no rule "${rule}"`, why: 'The finding that it was meant for stays.', fix });
    } else if (reason === '') {
      const why = 'Nobody will know whether the exception still holds, so it excuses nothing.';
      problems.push({
        rule: WITHOUT_REASON,
        path,
        message: `the exception from "${rule}" gives no reason`,
        why,
        fix: 'Write the reason as the value of the annotation.',
      });
    } else if (until !== undefined && today !== undefined && until < today) {
      const why = 'Whoever wrote it wanted the matter settled by then; it still excuses the finding, so nobody is reminded otherwise.';
      const fix = 'Settle it and remove the annotation, or write a later date with a reason that still holds.';
      problems.push({ rule: EXPIRED, path, message: `the exception from "${rule}" ended on ${until}, today is ${today}`, why, fix });
    } else if (asked.some(({ id }) => id === rule) && !found.has(rule)) {
      const why = 'It would hide the next mistake of this kind.';
      problems.push({
        rule: UNUSED,
        path,
        message: `the exception from "${rule}" excuses nothing: the rule finds no fault here`,
        why,
        fix: 'Remove the annotation.',
      });
    }
  }
  return problems;
}
