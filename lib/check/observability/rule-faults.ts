import type { Issue } from '../rule.ts';
import type { AlertRule } from './alert-rules.ts';
import { durationSeconds } from './expression.ts';

/** What Prometheus does with a file of rules in which one thing is wrong. */
export const RULES_REFUSED = 'Prometheus refuses the whole file of rules: none of its alerts exists.';

/**
 * What is wrong with a rule of Prometheus by itself.
 * @param evaluated - How often rules are looked at whose group does not say. Unit: seconds; infinite where nobody says.
 */
export function* ruleFaults(rule: AlertRule, evaluated: number): Iterable<Issue> {
  const { path, name, kind } = rule;
  if (kind === 'record' && !/^[a-zA-Z_:][\w:]*$/.test(name))
    yield {
      path,
      severity: 'error',
      message: `rule ${name}: its name is no name of a metric`,
      why: RULES_REFUSED,
      fix: 'Write letters, digits, _ and :.',
    };
  const held = rule.for === undefined ? 0 : durationSeconds(rule.for);
  if ((held === undefined && !(rule.for ?? '').includes('{{')) || /^[1-9]\d*$/.test(rule.for ?? '')) {
    yield {
      path,
      severity: 'error',
      message: `alert ${name}: its "for" is "${rule.for ?? ''}", which ${held === undefined ? 'is no duration' : 'has no unit'}`,
      why: RULES_REFUSED,
      fix: 'Write a number with ms, s, m, h, d or w.',
    };
    return;
  }
  if (kind === 'record' && rule.for !== undefined)
    yield { path, severity: 'error', message: `rule ${name} records and has "for"`, why: RULES_REFUSED, fix: 'Leave "for" out.' };
  const interval = durationSeconds(rule.interval) ?? (Number.isFinite(evaluated) ? evaluated : undefined);
  if (held !== undefined && held > 0 && interval !== undefined && held < interval) {
    yield {
      path,
      severity: rule.interval === undefined ? 'info' : 'warning',
      message: `alert ${name} must hold for ${rule.for ?? ''}, and is looked at every ${interval} s`,
      why: 'It fires at the second look at the earliest: later than written.',
      fix: 'Let "for" be a multiple of the interval.',
    };
  }
  const open = Object.entries({ ...rule.labels, ...rule.annotations }).find(
    ([, said]) => said.split('{{').length !== said.split('}}').length,
  );
  // Where Helm fills in the file, Prometheus' own braces are written in other ways.
  if (open !== undefined && !/\{\{`|\{\{ ?"|\$\{/.test(open[1]))
    yield {
      path,
      severity: 'error',
      message: `alert ${name}: its ${open[0]} opens {{ and closes it otherwise: ${open[1].slice(0, 80)}`,
      why: RULES_REFUSED,
      fix: 'Close each {{ with }}.',
    };
  if (kind === 'alert' && Object.keys(rule.annotations).length === 0)
    yield {
      path,
      severity: 'info',
      message: `alert ${name} has no annotations`,
      why: 'The message names nothing but the alert: whoever is woken starts from zero.',
      fix: 'Add a summary and what to do.',
    };
}
