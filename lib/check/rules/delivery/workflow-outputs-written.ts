import { jobsOf, WORKFLOW, type Step } from '../../delivery/workflows.ts';
import { fields, itemsAt, strings, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

/** Outputs of well-known actions. */
const OF_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'actions/cache': ['cache-hit', 'cache-primary-key', 'cache-matched-key'],
  'actions/checkout': ['ref', 'commit'],
  'docker/build-push-action': ['imageid', 'digest', 'metadata'],
  'docker/metadata-action': [
    'version',
    'tags',
    'tag-names',
    'labels',
    'annotations',
    'json',
    'bake-file',
    'bake-file-tags',
    'bake-file-labels',
    'bake-file-annotations',
  ],
};

export const workflowOutputsWritten = defineRule({
  id: 'workflow-outputs-written',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'An output of a step that something reads is one that the step writes.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter; https://github.com/docker/metadata-action#outputs',
  *check(manifest) {
    const jobs = jobsOf(manifest);
    for (const job of jobs) {
      const written = new Map<string, ReadonlySet<string> | undefined>();
      for (const [index, step] of job.steps.entries()) {
        const id = textAt(itemsAt(job.fields, 'steps')[index], 'id');
        if (id !== undefined) written.set(id, outputsOf(step));
      }
      const said = new Set<string>();
      for (const { path, value } of strings(job.fields, job.path)) {
        if (!value.includes('steps.')) continue;
        for (const [whole = '', id = '', output = ''] of value.matchAll(/(?<![\w.'-])steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
          const known = written.get(id);
          if (known === undefined || known.size === 0 || known.has(output) || said.has(whole)) continue;
          said.add(whole);
          const near = nearName(output, known);
          // What a job hands on, and nobody takes.
          const [, handed] = /\.outputs\.([\w-]+)$/.exec(path) ?? [];
          const isOutput = handed !== undefined && path.startsWith(`${job.path}.outputs.`);
          const unread = isOutput && !JSON.stringify(jobs.map((each) => each.fields)).includes(`needs.${job.name}.outputs.${handed}`);
          yield {
            path,
            ...(unread ? { severity: 'info' as const } : {}),
            message: `job ${job.name} reads ${whole}, and the step writes ${[...known].slice(0, 6).join(', ')}`,
            why: 'The expression is empty, and nobody says so: a tag ends with a colon, a list is empty, a condition is never true.',
            fix:
              near === undefined
                ? `Read ${[...known][0] ?? ''}, or let the step write ${output}.`
                : `Did you mean steps.${id}.outputs.${near}?`,
          };
        }
      }
    }
  },
});

/** What a step writes; `undefined` where nobody can tell. */
function outputsOf({ action, run, inputs }: Step): ReadonlySet<string> | undefined {
  if (action === 'dorny/paths-filter') {
    const filters = fields(yamlIn(text(inputs['filters']) ?? ''));
    const names = Object.keys(filters);
    return names.length === 0 ? undefined : new Set(['changes', ...names.flatMap((name) => [name, `${name}_count`, `${name}_files`])]);
  }
  if (action !== undefined) return OF_ACTIONS[action] === undefined ? undefined : new Set(OF_ACTIONS[action]);
  if (run?.includes('GITHUB_OUTPUT') !== true) return undefined;
  const found = new Set<string>();
  for (const line of run.split('\n')) {
    if (!line.includes('GITHUB_OUTPUT')) continue;
    const [, quoted, plain] = /^\s*(?:[^#]*?(?:&&|;|then)\s+)?echo\s+(?:-\w+\s+)?(?:["']([\w-]+)(?:=|<<)|([\w-]+)=)/.exec(line) ?? [];
    // A block, a loop or another program writes names that are not seen here.
    if ((quoted ?? plain) === undefined) return undefined;
    found.add(quoted ?? plain ?? '');
  }
  return found;
}
