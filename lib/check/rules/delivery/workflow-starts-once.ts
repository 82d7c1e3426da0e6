import { ownPush } from '../../delivery/workflow-pushes.ts';
import { triggerOf } from '../../delivery/workflow-triggers.ts';
import { filesWritten, lastWord, passesPaths, skipsRuns } from '../../delivery/workflow-writes.ts';
import { jobsOf, triggersOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const workflowStartsOnce = defineRule({
  id: 'workflow-starts-once',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A workflow that pushes a commit does not start itself by it.',
  source:
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow; https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs',
  *check(manifest) {
    if (!triggersOf(manifest).includes('push')) return;
    const trigger = triggerOf(manifest, 'push');
    const list = (key: string): readonly string[] => itemsAt(trigger, key).flatMap((each) => text(each) ?? []);
    // With tags alone, pushes of branches start nothing.
    if ((list('tags').length > 0 || list('tags-ignore').length > 0) && list('branches').length + list('branches-ignore').length === 0)
      return;
    const filtered = list('paths').length > 0 || list('paths-ignore').length > 0;
    const jobs = jobsOf(manifest);
    for (const job of jobs) {
      const push = ownPush(manifest, job);
      if (push === undefined || isAsked(job, jobs, push.step.path)) continue;
      const { branch } = push;
      if (branch !== undefined && list('branches').length > 0 && !lastWord(list('branches'), branch)) continue;
      if (branch !== undefined && lastWord(list('branches-ignore'), branch)) continue;
      const steps = job.steps.slice(0, job.steps.indexOf(push.step) + 1);
      const files = filtered ? filesWritten(steps) : [];
      if (files === undefined || (filtered && !passesPaths(trigger, files)) || skipsRuns(steps)) continue;
      // Nothing is committed a second time where nothing has changed, unless each run writes something of its own.
      const all = steps.map(({ run = '' }) => run).join('\n');
      const looks = /\bgit\s+(?:diff|status|commit\b[^\n]*\|\|)/.test(all) || push.step.run === undefined;
      if (looks && !/github\.(?:sha|run_\w+)|GITHUB_(?:SHA|RUN_\w+)|\bdate\b|git\s+(?:rev-parse|describe)/.test(all)) continue;
      yield {
        path: push.path,
        message: `the job ${job.name} pushes to ${branch ?? 'the branch of the run'}${filtered ? ` (${files.slice(0, 3).join(', ')})` : ''}, and a push to it starts the workflow again`,
        why: 'Its token is not that of the run, whose pushes start nothing: each run ends with the start of the next, until the minutes are used up.',
        fix: 'Write [skip ci] into the message of the commit, leave out what it writes by paths-ignore, or push with GITHUB_TOKEN.',
      };
    }
  },
});

/** Conditions that every push of a branch fulfils; another may be there to end the circle. */
const PLAIN =
  /^\s*(?:\$\{\{)?\s*(?:github\.event_name\s*==\s*'push'|github\.ref(?:_name)?\s*==\s*'[\w./-]+'|success\(\)|always\(\))\s*(?:\}\})?\s*$/;

/** Whether the job, one that it needs, or a step up to this one asks before it runs. */
function isAsked(job: Job, jobs: readonly Job[], path: string): boolean {
  const before = new Set([job]);
  for (const each of before) for (const other of jobs) if (each.needs.includes(other.name)) before.add(other);
  const last = job.steps.findIndex((each) => each.path === path);
  const steps = itemsAt(job.fields, 'steps').slice(0, last + 1);
  const conditions = [...[...before].map(({ condition }) => condition), ...steps.map((step) => textAt(step, 'if'))];
  return conditions.some((each) => each?.split('&&').some((part) => !PLAIN.test(part)) === true);
}
