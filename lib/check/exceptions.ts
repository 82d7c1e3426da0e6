import { didYouMean } from '../values/nearest.ts';
import { at, join, textsAt } from './read.ts';
import type { Rule, WorldObject } from './rule.ts';

/** An annotation with this prefix, followed by a rule's id, excuses that rule's findings on the object; its value is the reason. */
export const ALLOW = 'slipway.dev/allow.';

/** The engine's own two rules: about exceptions, so they cannot be excused themselves. */
export const WITHOUT_REASON = 'exception-without-reason';
export const UNUSED = 'exception-unused';

export interface Exception {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

export function exceptionsOf({ object }: WorldObject): readonly Exception[] {
  if (at(object, 'metadata.annotations') === undefined) return [];
  return Object.entries(textsAt(object, 'metadata.annotations'))
    .filter(([key]) => key.startsWith(ALLOW))
    .map(([key, value]) => ({ rule: key.slice(ALLOW.length), path: join('metadata.annotations', key), reason: value.trim() }));
}

/** What is wrong with the exceptions of one object, given the rules that found something on it. */
export function judgeExceptions(
  exceptions: readonly Exception[],
  found: ReadonlySet<string>,
  asked: readonly Rule[],
  known: readonly Rule[],
): { readonly rule: string; readonly path: string; readonly message: string; readonly why: string; readonly fix: string }[] {
  const problems = [];
  for (const { rule, path, reason } of exceptions) {
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
