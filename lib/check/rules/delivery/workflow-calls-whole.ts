import { unheardSecrets } from '../../delivery/workflow-secrets.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { triggerOf } from '../../delivery/workflow-triggers.ts';
import { at, fieldsAt, text, type Fields } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const workflowCallsWhole = defineRule({
  id: 'workflow-calls-whole',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'Workflows and actions of the repository are called with the inputs and secrets that they demand, under names that they know.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_callinputs; https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs',
  *check(manifest, world) {
    for (const job of jobsOf(manifest)) {
      const called = text(job.fields['uses']);
      const target = called === undefined ? undefined : world.ofKind(WORKFLOW).find(({ file }) => file === called.replace(/^\.\//, ''));
      const trigger = target === undefined ? undefined : triggerOf(target, 'workflow_call');
      if (called !== undefined && trigger !== undefined) {
        yield* compare(fieldsAt(trigger, 'inputs'), fieldsAt(job.fields, 'with'), `${job.path}.with`, `job ${job.name}`, called, 'input');
        if (job.fields['secrets'] !== 'inherit') {
          yield* unheardSecrets(target, fieldsAt(trigger, 'secrets'), job, called);
          yield* compare(
            fieldsAt(trigger, 'secrets'),
            fieldsAt(job.fields, 'secrets'),
            `${job.path}.secrets`,
            `job ${job.name}`,
            called,
            'secret',
          );
        }
      }
      for (const step of job.steps) {
        const action = step.action?.startsWith('./') === true ? actionAt(step.action.slice(2).replace(/\/$/, ''), world) : undefined;
        if (action !== undefined)
          yield* compare(
            fieldsAt(action, 'inputs'),
            step.inputs,
            `${step.path}.with`,
            `a step of job ${job.name}`,
            step.action ?? '',
            'input',
          );
      }
    }
  },
});

/** What the file of an action says. */
function actionAt(folder: string, world: World): unknown {
  const actions = world.once('actions of the repository', () => {
    const files = world.ofKind(documentKind('Config')).filter(({ file = '' }) => /(?:^|\/)action\.ya?ml$/.test(file));
    return new Map(files.map(({ file = '', object }) => [file.replace(/\/?action\.ya?ml$/, ''), object['content']]));
  });
  return actions.get(folder);
}

function* compare(declared: Fields, given: Fields, path: string, who: string, called: string, what: 'input' | 'secret'): Iterable<Issue> {
  for (const [name, each] of Object.entries(declared)) {
    // An input with a default is given by itself.
    if (at(each, 'required') !== true || at(each, 'default') !== undefined || given[name] !== undefined) continue;
    yield {
      path,
      message: `${who} calls ${called} without the ${what} ${name}, which it demands`,
      why: path.includes('.steps[') ? 'The action goes on with an empty value.' : 'GitHub refuses the whole file: no job of it ever runs.',
      fix: what === 'secret' ? `Hand ${name} over, or write secrets: inherit.` : `Add ${name} under with.`,
    };
  }
  for (const name of Object.keys(given)) {
    if (declared[name] !== undefined || Object.keys(declared).some((each) => each.toLowerCase() === name.toLowerCase())) continue;
    const near = nearName(name, Object.keys(declared));
    yield {
      path,
      message: `${who} gives ${called} the ${what} ${name}, which it does not know`,
      why: path.includes('.steps[') ? 'The value reaches nobody.' : 'GitHub refuses the whole file: no job of it ever runs.',
      fix: near === undefined ? `Declare it there, or leave it out.` : `Did you mean "${near}"?`,
    };
  }
}
