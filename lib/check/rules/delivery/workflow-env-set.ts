import { jobsOf, WORKFLOW, type Step } from '../../delivery/workflows.ts';
import { fieldsAt, items, strings } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** Actions of which it is known that they set no variables. */
const QUIET =
  /^(?:actions\/(?:checkout|cache|upload-artifact|download-artifact|github-script)|docker\/[\w-]+|dorny\/paths-filter|github\/codeql-action\/[\w-]+|aquasecurity\/trivy-action|peter-evans\/[\w-]+|azure\/setup-(?:helm|kubectl)|softprops\/[\w-]+)$/;

export const workflowEnvSet = defineRule({
  id: 'workflow-env-set',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'Variables that expressions of a workflow read as env.NAME are set in it.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#env-context',
  *check(manifest) {
    const whole = Object.keys(fieldsAt(manifest.object, 'workflow.env'));
    for (const job of jobsOf(manifest)) {
      const known = new Set([...whole, ...Object.keys(fieldsAt(job.fields, 'env'))]);
      const said = new Set<string>();
      let open = false;
      for (const [index, step] of job.steps.entries()) {
        if (open) break;
        const own = new Set([...known, ...Object.keys(step.env)]);
        for (const { path, value } of strings(items(job.fields['steps'])[index], step.path)) {
          if (!value.includes('env.')) continue;
          const inside = path.endsWith('.if') ? [value] : [...value.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, body = '']) => body);
          for (const name of inside.flatMap((body) =>
            [...body.replace(/'[^']*'/g, '').matchAll(/(?<![\w.])env\.([A-Za-z_]\w*)/g)].map(([, each = '']) => each),
          )) {
            if (own.has(name) || said.has(name)) continue;
            said.add(name);
            const near = nearName(name, own);
            yield {
              path,
              message: `job ${job.name} reads env.${name}, which nothing sets${own.size === 0 ? '' : `; set are ${[...own].slice(0, 6).join(', ')}`}`,
              why: 'The expression is empty, and nobody says so: an address begins with a slash, a tag is missing.',
              fix: near === undefined ? `Set ${name} under env.` : `Did you mean env.${near}?`,
            };
          }
        }
        const added = addedBy(step);
        open = added === undefined;
        for (const name of added ?? []) known.add(name);
      }
    }
  },
});

/** Names that a step sets for those behind it; `undefined` where nobody can tell. */
function addedBy({ action, run }: Step): readonly string[] | undefined {
  if (action !== undefined) return QUIET.test(action) ? [] : undefined;
  if (run?.includes('GITHUB_ENV') !== true) return /(?:^|\s)(?:source|\.)\s|\.sh\b|\.py\b/.test(run ?? '') ? undefined : [];
  const names = run
    .split('\n')
    .flatMap((line) => (line.includes('GITHUB_ENV') ? [/echo\s+(?:-\w+\s+)?["']?([A-Za-z_]\w*)(?:=|<<)/.exec(line)?.[1]] : []));
  return names.includes(undefined) ? undefined : names.flatMap((name) => name ?? []);
}
