import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { fieldsAt, text, type Fields } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Inputs that an action hands to a shell or to a language of its own. */
const READ_BY_OTHERS =
  /script|run|command|cmd|args|options|query|expression|body|message|template|pattern|regex|filter|jsonpath|inline|code|sql|prompt/i;
const OF_GITHUB = /\$(?:\{(GITHUB_[A-Z_]+)\}|(GITHUB_[A-Z_]+))/;

export const workflowValuesExpand = defineRule({
  id: 'workflow-values-expand',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'Inputs and variables of a workflow are filled in by expressions: no shell reads $NAME there.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/accessing-contextual-information-about-workflow-runs',
  *check(manifest) {
    yield* ofMap(fieldsAt(manifest.object, 'workflow.env'), 'workflow.env', new Set());
    for (const job of jobsOf(manifest)) {
      const known = new Set([...Object.keys(fieldsAt(manifest.object, 'workflow.env')), ...Object.keys(fieldsAt(job.fields, 'env'))]);
      yield* ofMap(fieldsAt(job.fields, 'env'), `${job.path}.env`, new Set());
      for (const step of job.steps) {
        // What a step's own script or an action's script runs is a shell's business.
        if (step.action !== undefined) yield* ofMap(step.inputs, `${step.path}.with`, new Set([...known, ...Object.keys(step.env)]));
        yield* ofMap(step.env, `${step.path}.env`, new Set());
      }
    }
  },
});

function* ofMap(map: Fields, path: string, known: ReadonlySet<string>): Iterable<Issue> {
  for (const [key, raw] of Object.entries(map)) {
    if (typeof raw !== 'string' || !raw.includes('$') || READ_BY_OTHERS.test(key)) continue;
    const [whole = '', braced, plain] = OF_GITHUB.exec(raw) ?? ofEnvironment(raw, known);
    const name = braced ?? plain;
    if (name === undefined) continue;
    const context = name.startsWith('GITHUB_') ? `github.${name.slice('GITHUB_'.length).toLowerCase()}` : `env.${name}`;
    yield {
      path: `${path}.${key}`,
      message: `${key} is "${text(raw)?.trim().split('\n')[0] ?? ''}": ${whole} stays as it stands`,
      why: 'Only shells fill in such variables. The text itself becomes the tag or the name: the step fails, or pushes something that is called so.',
      fix: `Write \${{ ${context} }}.`,
    };
  }
}

/** A variable that the workflow itself defines, written as in a shell. */
function ofEnvironment(raw: string, known: ReadonlySet<string>): readonly (string | undefined)[] {
  for (const match of raw.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) {
    if (known.has(match[1] ?? match[2] ?? '')) return match;
  }
  return [];
}
