import { fields, itemsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

/** What is wrong with a step of relabelling: an expression that the joined labels cannot fit, or groups that it does not have. */
export function* relabelFaults(step: unknown, what: string): Iterable<Omit<Issue, 'path'>> {
  const regex = textAt(step, 'regex');
  const action = textAt(step, 'action')?.toLowerCase() ?? 'replace';
  const key = 'sourceLabels' in fields(step) ? 'sourceLabels' : 'source_labels';
  const labels = itemsAt(step, key);
  if (regex !== undefined && labels.length > 0 && ['replace', 'keep', 'drop'].includes(action) && textAt(step, 'separator') === undefined) {
    const parts = separators(regex) + 1;
    if (parts > labels.length) {
      yield {
        message: `${what} compares ${labels.length === 1 ? `one label (${textAt({ at: labels[0] }, 'at') ?? ''})` : `${labels.length} labels`} with "${regex}", an expression of ${parts}`,
        why: 'Labels are joined by ";": an expression with more of them than there are labels never fits, and the step does nothing.',
        fix: `Add the label that is missing to ${key}.`,
      };
      return;
    }
  }
  const replacement = textAt(step, 'replacement') ?? '';
  if (action !== 'replace' && action !== 'labelmap') return;
  const groups = regex === undefined ? 1 : groupsOf(regex);
  for (const [whole, braced, plain, tail = ''] of replacement.matchAll(/(?<!\$)\$(?:\{(\d+)\}|(\d+)(\w*))/g)) {
    const number = Number(braced ?? plain ?? '0');
    if (tail !== '') {
      yield {
        message: `${what} puts in ${whole}, which is the group "${plain ?? ''}${tail}"`,
        why: 'There is no group of that name: nothing is put in its place.',
        fix: `Write \${${plain ?? ''}}${tail}.`,
      };
      return;
    }
    if (groups === undefined || number <= groups) continue;
    yield {
      message: `${what} puts in ${whole}, and "${regex ?? '(.*)'}" has ${groups === 0 ? 'no group' : groups === 1 ? 'one group' : `${groups} groups`}`,
      why: 'Nothing is put in its place: an address loses its port, a label its value.',
      fix: 'Put brackets around the part that is meant, or count the groups anew.',
    };
    return;
  }
}

/** Semicolons that must be there for the expression to fit; in sets, groups and before `?` they need not. */
function separators(regex: string): number {
  const sure = regex
    .replace(/\\./g, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/;[?*]/g, '');
  // What stands in a choice or a group that may be left out is not sure.
  if (sure.includes('|') || /\([^()]*;[^()]*\)/.test(sure)) return 0;
  return sure.split(';').length - 1;
}

/** Groups that take something; `undefined` where names or nested oddities make counting unsure. */
function groupsOf(regex: string): number | undefined {
  const plain = regex.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  if (plain.includes('(?P<')) return undefined;
  return plain.split('(').length - 1 - (plain.match(/\(\?/g) ?? []).length;
}
