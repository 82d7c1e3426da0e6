import { jobsOf, textOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { defineRule } from '../../rule.ts';

export const workflowSkippedIsNoFailure = defineRule({
  id: 'workflow-skipped-is-no-failure',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A job that runs always and judges other jobs knows that one of them may have been skipped.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context; https://docs.github.com/en/actions/writing-workflows/choosing-when-your-workflow-runs/using-conditions-to-control-job-execution',
  *check(manifest) {
    const jobs = jobsOf(manifest);
    const byName = new Map(jobs.map((job) => [job.name, job]));
    for (const job of jobs) {
      if (job.condition === undefined || !/always\(\)|!\s*cancelled\(\)/.test(job.condition)) continue;
      const texts = job.steps.map(textOf).join('\n');
      for (const name of job.needs) {
        const result = `needs.${name}.result`;
        // Only what a mention of success decides: success or nothing.
        if (!texts.includes(result) || !/\bsuccess\b/.test(texts) || /\bskipped\b/.test(texts) || !/exit 1|setFailed/.test(texts)) continue;
        const reason = skippable(name, byName, new Set());
        if (reason === undefined) continue;
        yield {
          path: `${job.path}.steps`,
          message: `job ${job.name} takes every result of ${name} but success for a failure, and ${name} is skipped when ${reason}`,
          why: 'A run in which nothing had to be done is reported as failed: people learn to pass over red runs.',
          fix: `Accept ${result} == 'skipped' too.`,
        };
      }
    }
  },
});

/** Why a job may be skipped: its own condition, or one of a job that it waits for. */
function skippable(name: string, jobs: ReadonlyMap<string, Job>, seen: Set<string>): string | undefined {
  const job = jobs.get(name);
  if (job === undefined || seen.has(name)) return undefined;
  seen.add(name);
  if (job.condition !== undefined && !job.condition.includes('always()'))
    return `"${job.condition.replace(/\s+/g, ' ').trim()}" does not hold`;
  for (const need of job.needs) {
    const reason = job.condition === undefined ? skippable(need, jobs, seen) : undefined;
    if (reason !== undefined) return reason;
  }
  return undefined;
}
