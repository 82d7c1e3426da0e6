import { jobsOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { itemsAt, strings, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Values that only runs of some events have; elsewhere they are empty. */
const OF_EVENTS: readonly (readonly [value: RegExp, events: RegExp])[] = [
  [/\bgithub\.event\.pull_request\.\w+(?:\.\w+)*/, /^pull_request/],
  [/\bgithub\.(?:head_ref|base_ref)\b/, /^pull_request/],
  [/\bgithub\.event\.workflow_run\.\w+/, /^workflow_run$/],
  [/\bgithub\.event\.release\.\w+/, /^release$/],
  [/\bgithub\.event\.inputs\.\w+/, /^workflow_dispatch$/],
  [/\bgithub\.event\.comment\.\w+/, /comment$/],
];
/** A condition, or a value for the other events. */
const GUARDED = /\|\||&&|github\.event_name|\?\?/;

export const workflowEventKnown = defineRule({
  id: 'workflow-event-known',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'What a workflow reads of the event that started it is something that its events have.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows',
  *check(manifest) {
    const triggers = triggersOf(manifest);
    // A called workflow has the event of its caller.
    if (triggers.length === 0 || triggers.includes('workflow_call')) return;
    const conditions = new Map(jobsOf(manifest).map(({ name, condition = '' }) => [name, condition]));
    for (const job of jobsOf(manifest)) {
      const asked = [job.condition ?? '', ...job.needs.map((name) => conditions.get(name) ?? '')].join(' ');
      for (const [index, step] of itemsAt(job.fields, 'steps').entries()) {
        for (const { path, value } of strings(step, `${job.path}.steps[${index}]`)) {
          // Without a ref, the action checks out what started the run.
          if (/\.(if|with\.ref)$/.test(path)) continue;
          for (const [, expression = ''] of value.matchAll(/\$\{\{([\s\S]*?)\}\}/g)) {
            const found = OF_EVENTS.find(([read]) => read.test(expression));
            const read = found?.[0].exec(expression)?.[0] ?? '';
            if (found === undefined || GUARDED.test(expression)) continue;
            const without = triggers.filter((event) => !found[1].test(event));
            const never = without.length === triggers.length;
            // A value that is empty as a whole may be asked for; a text with a hole in it is asked by nobody.
            if (!never && value.replace(/\$\{\{[\s\S]*?\}\}/g, '').trim() === '') continue;
            const around = `${asked} ${textAt(step, 'if') ?? ''}`;
            // Who asks for the event, or for what an earlier job found out, knows. What is asked for another event never runs.
            if (without.length === 0 || /GITHUB_EVENT_NAME|github\.event_name/.test(`${around} ${value}`)) continue;
            if (!never && (/event|ref/.test(around) || asksItself(value))) continue;
            yield {
              path,
              severity: never ? 'error' : 'warning',
              message: `${read} is empty in runs of ${without.join(', ')}${never ? ', and nothing else starts the workflow' : ''}`,
              why: 'The text is put together without it: a tag ends in a hyphen or a URL has a hole, and the step fails or names something else.',
              fix: 'Limit the step to its event with if, or give a value for the others: ${{ … || github.sha }}.',
            };
          }
        }
      }
    }
  },
});

/** A script that looks at whether the value is empty. */
function asksItself(value: string): boolean {
  return /\bif\s+\[|\bcase\s|:-/.test(value);
}
