import { jobsOf, triggersOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { fields, items, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { literal } from '../../../values/literal.ts';

export const workflowArtifactsAgree = defineRule({
  id: 'workflow-artifacts-agree',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'Files that jobs hand on have a name of their own for each job of a matrix, and are asked for by a name under which they were handed on.',
  source: 'https://github.com/actions/upload-artifact#breaking-changes; https://github.com/actions/download-artifact#inputs',
  *check(manifest) {
    const jobs = jobsOf(manifest);
    const uploads = jobs.flatMap((job) =>
      job.steps
        .filter(({ action }) => action === 'actions/upload-artifact')
        .map((step) => ({ job, step, name: text(step.inputs['name']) ?? 'artifact' })),
    );
    for (const { job, step, name } of uploads) {
      const condition = textAt(items(job.fields['steps'])[job.steps.indexOf(step)], 'if') ?? '';
      const single = !repeats(job) || name.includes('${{') || condition.includes('matrix.');
      if (single || text(step.inputs['overwrite']) === 'true' || /^v[1-3](?:\.|$)/.test(step.version ?? '')) continue;
      yield {
        path: `${step.path}.with.name`,
        // Two of them must fail before they meet.
        ...(/failure\(|cancelled\(/.test(condition) ? { severity: 'warning' as const } : {}),
        message: `each job of the matrix of ${job.name} hands on files under the name ${name}`,
        why: 'The second upload ends with "an artifact with this name already exists", and with it the job.',
        fix: `Write ${name}-\${{ matrix.… }}, and download by pattern: ${name}-*.`,
      };
    }
    // What another action hands on is not seen.
    const others = jobs.some(
      (job) =>
        job.fields['uses'] !== undefined ||
        job.steps.some(
          ({ action = '' }) => /artifact|upload/.test(action) && !/^actions\/(?:upload|download)-artifact$|upload-sarif/.test(action),
        ),
    );
    // A workflow that is called reads what its caller's jobs handed on.
    if (others || triggersOf(manifest).includes('workflow_call')) return;
    const known = uploads.map(({ name }) => name);
    for (const job of jobs) {
      for (const step of job.steps) {
        const wanted = text(step.inputs['name']);
        const elsewhere = ['run-id', 'github-token', 'repository', 'pattern', 'artifact-ids'].some((key) => step.inputs[key] !== undefined);
        if (step.action !== 'actions/download-artifact' || wanted === undefined || wanted.includes('${{') || elsewhere) continue;
        if (known.some((name) => fits(name, wanted))) continue;
        const near = nearName(wanted, known);
        yield {
          path: `${step.path}.with.name`,
          message: `job ${job.name} asks for the files ${wanted}, and ${known.length === 0 ? 'no job hands any on' : `handed on are ${[...new Set(known)].join(', ')}`}`,
          why: 'The step ends with "Artifact not found", and with it the job.',
          fix: near === undefined ? 'Ask for a name that is handed on.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** More than one job: a matrix that is worked out may have several. */
function repeats(job: Job): boolean {
  const matrix = fields(job.fields['strategy'])['matrix'];
  return (
    Object.values(fields(matrix)).some((list) => text(list)?.includes('${{') === true || items(list).length > 1) ||
    text(matrix) !== undefined
  );
}

/** Whether a name with expressions may be the one that is asked for. */
function fits(name: string, wanted: string): boolean {
  const parts = name.split(/\$\{\{[^}]*\}\}/).map(literal);
  return new RegExp(`^${parts.join('.*')}$`).test(wanted);
}
