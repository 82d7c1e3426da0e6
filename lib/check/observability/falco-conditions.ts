import { fields, fieldsAt, items, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

type Fault = Omit<Issue, 'path'>;

/** Words that compare in a condition. @see https://falco.org/docs/concepts/rules/conditions/#operators */
const OPERATORS = 'in intersects pmatch contains icontains bcontains startswith bstartswith endswith glob iglob regex exists'.split(' ');
const BETWEEN = new Set([...OPERATORS, 'and', 'or', 'not']);

const FIELD = '(?:[a-z]\\w*(?:\\.[a-z]\\w*)+(?:\\[[^\\]]*\\])?)';

/** What no parser of Falco reads in a condition. */
export function* formFaults(name: string, condition: string, why: string): Iterable<Fault> {
  const plain = condition.replace(/"[^"]*"|'[^']*'/g, '""');
  const joined = /&&|\|\|/.exec(plain)?.[0];
  if (joined !== undefined)
    yield {
      message: `the condition of "${name}" joins with ${joined}`,
      why,
      fix: `Write ${joined === '&&' ? 'and' : 'or'}.`,
    };
  const list = new RegExp(`(${FIELD})\\s*(=|==|!=)\\s*\\(`).exec(plain);
  if (list !== null)
    yield {
      message: `the condition of "${name}" compares ${list[1] ?? ''} with a list by ${list[2] ?? ''}`,
      why,
      fix: list[2] === '!=' ? `Write not ${list[1] ?? ''} in (…).` : `Write ${list[1] ?? ''} in (…).`,
    };
  const single = new RegExp(`(${FIELD})\\s+(in|intersects|pmatch)\\s+([^\\s(]+)`).exec(plain);
  if (single !== null)
    yield {
      message: `the condition of "${name}" asks for ${single[1] ?? ''} ${single[2] ?? ''} ${single[3] ?? ''} without brackets`,
      why,
      fix: `Write ${single[2] ?? ''} (${single[3] ?? ''}).`,
    };
  for (const [, before = '', field = '', word = ''] of plain.matchAll(
    new RegExp(`(\\S+\\s+)?(?<![\\w./-])(${FIELD})\\s+([a-z_]+)\\b`, 'g'),
  )) {
    // A value of several parts stands behind an operator.
    if (BETWEEN.has(word) || /^(?:[=<>!]+|(?:i|b)?contains|b?startswith|endswith|i?glob|regex)\s+$/.test(before) || before.endsWith(', '))
      continue;
    const near = OPERATORS.find((each) => each.startsWith(word.slice(0, 4)) || each === word.replace(/_/g, ''));
    if (near === undefined) continue;
    yield {
      message: `the condition of "${name}" compares ${field} by ${word}, which Falco does not know`,
      why,
      fix: `Did you mean "${near}"?`,
    };
  }
}

/** A list that brings nothing, or a macro without a condition. */
export function* emptyFaults(entry: unknown, why: string): Iterable<Fault> {
  const list = textAt(entry, 'list');
  if (list !== undefined && !Array.isArray(fields(entry)['items']))
    yield { message: `list ${list} has no items`, why, fix: 'Write its values as a list under items.' };
  const macro = textAt(entry, 'macro');
  if (macro !== undefined && textAt(entry, 'condition') === undefined)
    yield { message: `macro ${macro} has no condition`, why, fix: 'Write its condition.' };
  if (macro !== undefined && /^\(\s*[\w.-]+(?:\s*,\s*[\w.-]+)+\s*\)$/.test(textAt(entry, 'condition')?.trim() ?? ''))
    yield { message: `macro ${macro} is a list of values, not a condition`, why, fix: `Write it as list: ${macro} with items.` };
}

/** What is put behind the condition of a rule that stands elsewhere. */
export function* addedFaults(entry: unknown, name: string, why: string): Iterable<Fault> {
  const condition = textAt(entry, 'condition')?.trim();
  const appends = fields(entry)['append'] === true || textAt(entry, 'override.condition') === 'append';
  if (!appends || condition === undefined || condition === '' || /^(?:and|or)\b/i.test(condition)) return;
  yield {
    message: `the words that are put behind the condition of "${name}" do not begin with and or or: ${condition.split(/\s+/).slice(0, 4).join(' ')}`,
    why,
    fix: 'Begin them with and or or: both texts are read as one.',
  };
}

/** Exceptions whose lists do not fit together. @see https://falco.org/docs/concepts/rules/exceptions/ */
export function* exceptionFaults(entry: unknown, name: string, why: string): Iterable<Fault> {
  for (const each of items(fields(entry)['exceptions'])) {
    const { fields: named, comps, values } = fieldsAt({ each }, 'each');
    const count = items(named).length;
    const who = `exception ${textAt(each, 'name') ?? ''} of "${name}"`;
    if (count === 0) continue;
    if (Array.isArray(comps) && comps.length !== count)
      yield { message: `${who} has ${count} fields and ${comps.length} comps`, why, fix: 'Give each field one comp.' };
    for (const value of items(values)) {
      if (Array.isArray(value) && value.length === count) continue;
      const shown = Array.isArray(value) ? `${value.length}: ${value.map((one) => text(one) ?? '…').join(', ')}` : (text(value) ?? '');
      yield {
        message: `${who} has ${count} fields, and values of ${shown}`,
        why,
        fix: `Write each value as a list of ${count}, one for each field.`,
      };
    }
  }
}
