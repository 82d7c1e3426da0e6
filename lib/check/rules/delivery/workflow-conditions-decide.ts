import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** What the condition of a job may read; that of a step reads all but secrets. */
const OF_JOBS = new Set(['github', 'needs', 'vars', 'inputs']);
const CONTEXTS = ['github', 'needs', 'vars', 'inputs', 'env', 'secrets', 'matrix', 'strategy', 'steps', 'job', 'runner'];
const READ = new RegExp(`(?<![\\w.'-])(${CONTEXTS.join('|')})\\s*[.[]`, 'g');

export const workflowConditionsDecide = defineRule({
  id: 'workflow-conditions-decide',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'The condition of a job or step is one expression, and reads what can be read there.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability; https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/evaluate-expressions-in-workflows-and-actions#literals',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      if (job.condition !== undefined) yield* faults(job.condition, `${job.path}.if`, `job ${job.name}`, OF_JOBS);
      for (const [index, step] of itemsAt(job.fields, 'steps').entries()) {
        const condition = textAt(step, 'if');
        const name = textAt(step, 'name') ?? textAt(step, 'uses') ?? String(index);
        if (condition !== undefined && at(step, 'if') !== true)
          yield* faults(condition, `${job.path}.steps[${index}].if`, `step "${name}"`, undefined);
      }
    }
  },
});

function* faults(condition: string, path: string, whose: string, allowed: ReadonlySet<string> | undefined): Iterable<Issue> {
  const around = condition.replace(/\$\{\{[\s\S]*?\}\}/g, '').trim();
  if (condition.includes('${{') && around !== '') {
    yield {
      path,
      message: `the condition of ${whose} is text around an expression: ${condition.trim()}`,
      why: 'What stands outside of ${{ }} makes a text of the whole, and a text that is not empty is true: it runs each time.',
      fix: 'Put the whole condition inside one ${{ }}, or leave the braces out.',
    };
    return;
  }
  const bare = condition.replace(/'(?:[^']|'')*'/g, "''");
  const denied = [...bare.matchAll(READ)].map(([, context = '']) => context);
  const wrong = denied.find((context) => context === 'secrets' || (allowed !== undefined && !allowed.has(context)));
  if (wrong !== undefined) {
    yield {
      path,
      message: `the condition of ${whose} reads ${wrong}, which cannot be read there`,
      why: `GitHub refuses the whole file: "Unrecognized named-value: '${wrong}'".`,
      fix:
        wrong === 'secrets'
          ? 'Hand the secret over as a variable of the job (env), and ask the variable in a step.'
          : 'Ask it in a step, or hand it over as the output of a job that this one needs.',
    };
  }
  const sign = bare.includes('"') ? '"' : /(?<![=!<>])=(?!=)/.test(bare) ? '=' : undefined;
  if (sign === undefined) return;
  yield {
    path,
    message: `the condition of ${whose} holds ${sign === '"' ? 'double quotes' : 'a single ='}: ${condition.trim()}`,
    why: 'Expressions know neither: GitHub refuses the whole file.',
    fix: sign === '"' ? "Write texts in single quotes: 'main'." : 'Compare with ==.',
  };
}
