import { addedFaults, emptyFaults, exceptionFaults, formFaults } from '../../observability/falco-conditions.ts';
import { imageFaults } from '../../observability/falco-images.ts';
import { FALCO_LISTS, FALCO_MACROS, isTuned } from '../../observability/falco-names.ts';
import {
  FALCO_PRIORITIES,
  falcoEntries,
  falcoNames,
  listsIn,
  macrosIn,
  openBrackets,
  type FalcoEntry,
} from '../../observability/falco-rules.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const REFUSED = 'Falco refuses the whole file and does not start: nothing is watched.';

export const falcoRulesValid = defineRule({
  id: 'falco-rules-valid',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Rules of Falco are complete and can be read, their priorities exist, and the macros that they use are defined.',
  source: 'https://falco.org/docs/reference/rules/rule-fields/; https://falco.org/docs/concepts/rules/overriding/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, rule, lacks, misspelt, priority, ...entry } of falcoEntries(world, manifest)) {
      const who = `Falco rule "${rule ?? ''}"`;
      if (lacks.length > 0)
        yield { path, message: `${who} has no ${lacks.join(' and no ')}`, why: REFUSED, fix: `Add ${lacks.join(', ')}.` };
      if (misspelt !== undefined) {
        const why = 'Falco refuses the whole file of rules: at its start it ends with an error, later it keeps the rules of before.';
        const fix = misspelt.near === undefined ? 'Name a field that "falco --list" shows.' : `Did you mean "${misspelt.near}"?`;
        yield { path, message: `${who} reads ${misspelt.name}, which is no field of Falco`, why, fix };
      }
      if (priority !== undefined && !FALCO_PRIORITIES.includes(priority.toUpperCase())) {
        const written = priority.toUpperCase();
        const near = FALCO_PRIORITIES.find((each) => each.startsWith(written)) ?? nearName(written, FALCO_PRIORITIES);
        const fix = near === undefined ? `Write one of ${FALCO_PRIORITIES.join(', ')}.` : `Did you mean ${near}?`;
        yield { path, message: `${who} has the priority ${priority}, which does not exist`, why: REFUSED, fix };
      }
      const { name, condition, written } = entry;
      if (condition !== undefined) for (const issue of formFaults(name, condition, REFUSED)) yield { path, ...issue };
      for (const issue of emptyFaults(written, REFUSED)) yield { path, ...issue };
      for (const issue of addedFaults(written, name, REFUSED)) yield { path, ...issue };
      for (const issue of exceptionFaults(written, name, REFUSED)) yield { path, ...issue };
      for (const issue of conditions(entry, world, said)) yield { path, ...issue };
      if (condition !== undefined) for (const issue of imageFaults(condition, name, world, said)) yield { path, ...issue };
    }
  },
});

function* conditions(
  { name, condition, plugged }: Pick<FalcoEntry, 'name' | 'condition' | 'plugged'>,
  world: World,
  said: Set<string>,
): Iterable<Omit<Issue, 'path'>> {
  if (condition === undefined) return;
  const open = openBrackets(condition);
  if (open !== 0) {
    const message = `the condition of "${name}" has ${open > 0 ? `${open} bracket(s) not closed` : `${-open} bracket(s) too many`}`;
    yield { message, why: REFUSED, fix: 'Correct the brackets.' };
  }
  // Plugins have macros of their own.
  if (plugged) return;
  const { defined, lists, plugged: hasPlugins } = falcoNames(world);
  for (const list of listsIn(condition)) {
    if (defined.includes(list) && !lists.has(list) && !FALCO_LISTS.includes(list)) {
      if (said.has(list)) continue;
      said.add(list);
      yield {
        severity: 'warning',
        message: `"${name}" compares with ${list} in brackets, which is a macro and not a list`,
        why: `Falco takes the word for a value: it compares with the text "${list}", which nothing is called, and what the macro says counts for nothing.`,
        fix: `Define list: ${list} with items, or write the macro by itself, without "in".`,
      };
      continue;
    }
    const near = defined.includes(list) || FALCO_LISTS.includes(list) ? undefined : nearName(list, [...defined, ...FALCO_LISTS]);
    if (near === undefined) continue;
    yield {
      severity: 'warning',
      message: `"${name}" compares with the list ${list}, which neither this tree nor Falco defines`,
      why: 'Falco takes the word for a value: the rule asks for a program of that name, and never speaks.',
      fix: `Did you mean "${near}"?`,
    };
  }
  for (const macro of macrosIn(condition)) {
    if (defined.includes(macro) || FALCO_MACROS.has(macro)) continue;
    const near = nearName(macro, [...defined, ...FALCO_MACROS]);
    // Names for tuning come and go with the releases: only a slip for another one is told.
    if (near === undefined && (isTuned(macro) || hasPlugins)) continue;
    yield {
      severity: 'warning',
      message: `"${name}" uses the macro ${macro}, which neither this tree nor Falco defines`,
      why: REFUSED,
      fix: near === undefined ? `Add the macro ${macro}, or write its condition out.` : `Did you mean "${near}"?`,
    };
  }
}
