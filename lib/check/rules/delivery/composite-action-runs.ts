import { documentKind } from '../../document.ts';
import { fieldsAt, itemsAt, strings, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const compositeActionRuns = defineRule({
  id: 'composite-action-runs',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'A composite action names a shell for each of its commands, and reads only what it is given.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions; https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
  *check({ object, file = '' }) {
    const content = object['content'];
    if (!/(^|\/)action\.ya?ml$/.test(file) || textAt(content, 'runs.using') !== 'composite') return;
    const inputs = new Set(Object.keys(fieldsAt(content, 'inputs')).map((each) => each.toLowerCase()));
    const said = new Set<string>();
    for (const [index, step] of itemsAt(content, 'runs.steps').entries()) {
      const path = `content.runs.steps[${index}]`;
      const name = textAt(step, 'name') ?? textAt(step, 'id') ?? String(index + 1);
      if (textAt(step, 'run') !== undefined && textAt(step, 'shell') === undefined)
        yield {
          path,
          message: `step ${name} of the action runs a command and names no shell`,
          why: 'GitHub refuses the action: "Required property is missing: shell". Every job that uses it fails at its start.',
          fix: 'Add shell: bash.',
        };
      for (const { value } of strings(step)) {
        for (const [, context = '', key = ''] of value.matchAll(/\$\{\{[^}]*?(?<![\w.])(secrets|needs|inputs)\.([\w-]+)/g)) {
          if (said.has(`${context}.${key}`) || (context === 'inputs' && inputs.has(key.toLowerCase()))) continue;
          said.add(`${context}.${key}`);
          const near = context === 'inputs' ? nearName(key, [...inputs]) : undefined;
          yield {
            path,
            ...(context === 'inputs' ? { severity: 'warning' as const } : {}),
            message: `step ${name} of the action reads ${context}.${key}, and ${context === 'inputs' ? 'the action declares no such input' : `an action has no ${context}`}`,
            why:
              context === 'inputs'
                ? 'It is an empty text: the command runs without it.'
                : `GitHub refuses the action: "Unrecognized named-value: '${context}'".`,
            fix: near === undefined ? 'Declare an input for it, and let the workflow hand it over.' : `Did you mean "${near}"?`,
          };
        }
      }
    }
  },
});
