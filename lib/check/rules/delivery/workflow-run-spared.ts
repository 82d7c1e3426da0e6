import { jobsOf, triggersOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { at, fields, items, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

/** Commands that leave something half done where they are stopped. */
const CHANGES =
  /\b(?:terraform|tofu|terragrunt)\b[^\n]*\s(?:apply|destroy)\b|\bhelm\b[^\n]*\s(?:upgrade|install)\b|\bhelmfile\s+(?:apply|sync)\b|\bkubectl\b[^\n]*\s(?:apply|replace|rollout)\b|\b(?:alembic\s+upgrade|flyway\s+migrate|liquibase\s+update|pulumi\s+up)\b/;

export const workflowRunSpared = defineRule({
  id: 'workflow-run-spared',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A run that changes a cluster or builds what one push has changed is not stopped by the next push, and jobs of a matrix do not push over each other.',
  source:
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency; https://developer.hashicorp.com/terraform/language/state/locking',
  *check(manifest) {
    const jobs = jobsOf(manifest);
    const pushed = triggersOf(manifest).includes('push');
    for (const { path, raw, within } of groupsOf(manifest, jobs)) {
      if (at(raw, 'cancel-in-progress') !== true || !pushed || /github\.(?:sha|run_)/.test(textAt(raw, 'group') ?? '')) continue;
      yield* stopped(within, path);
    }
    for (const job of jobs) yield* together(job);
  },
});

/** `concurrency` of the workflow and of its jobs. */
function groupsOf({ object }: WorldObject, jobs: readonly Job[]) {
  const whole = at(object, 'workflow.concurrency');
  return [
    ...(whole === undefined ? [] : [{ path: 'workflow.concurrency', raw: whole, within: jobs }]),
    ...jobs.flatMap((job) => {
      const raw = job.fields['concurrency'];
      return raw === undefined ? [] : [{ path: `${job.path}.concurrency`, raw, within: [job] }];
    }),
  ];
}

function* stopped(jobs: readonly Job[], path: string): Iterable<Issue> {
  for (const { steps, name, condition = '' } of jobs) {
    if (/event_name\s*==\s*'pull_request/.test(condition)) continue;
    const found = steps.map(({ run = '' }) => CHANGES.exec(run.replace(/^.*--dry-run.*$/gm, ''))?.[0]).find((each) => each !== undefined);
    if (found === undefined) continue;
    yield {
      path: `${path}.cancel-in-progress`,
      message: `the next push stops job ${name} in the middle of "${found.trim()}"`,
      why: 'What it had begun stays half done: the state of Terraform stays locked, a release of Helm stays "pending-upgrade".',
      fix: "Write cancel-in-progress: ${{ github.event_name == 'pull_request' }}.",
    };
    return;
  }
  const detects = jobs.some(({ steps }) =>
    steps.some(({ action = '', run = '' }) => /paths-filter|changed-files/.test(action) || /\bgit\s+diff\b[^\n]*--name-only/.test(run)),
  );
  const builds = jobs.some(({ steps }) =>
    steps.some(({ action = '', run = '' }) => action === 'docker/build-push-action' || /\bdocker\s+push\b/.test(run)),
  );
  if (!detects || !builds) return;
  yield {
    path: `${path}.cancel-in-progress`,
    severity: 'info',
    message: 'the next push stops the build, and builds only what it has changed itself',
    why: 'What the stopped run was to build is built by nobody: its service keeps running the image before.',
    fix: "Write cancel-in-progress: ${{ github.event_name == 'pull_request' }}.",
  };
}

/** Jobs of a matrix that all push to one branch. */
function* together(job: Job): Iterable<Issue> {
  const { matrix, 'max-parallel': most } = fields(job.fields['strategy']);
  const group = textAt(job.fields, 'concurrency.group') ?? text(job.fields['concurrency']);
  const single = Object.entries(fields(matrix)).every(([, list]) => Array.isArray(list) && items(list).length < 2);
  if (matrix === undefined || single || most === 1 || (group !== undefined && !group.includes('matrix.'))) return;
  for (const { run = '', path } of job.steps) {
    const push = /\bgit\s+(?:-\S+\s+\S+\s+)*push\b(?![^\n]*(?:--tags|--delete|matrix\.))[^\n]*/.exec(run)?.[0];
    if (push === undefined || /\b(?:pull|rebase|fetch|until|while|for|retry)\b/.test(run)) continue;
    yield {
      path: `${path}.run`,
      message: `each job of the matrix of ${job.name} runs "${push.trim()}"`,
      why: 'They run at the same time, and only the first push goes through: the others end with "rejected (fetch first)", and their change is lost.',
      fix: 'Write max-parallel: 1 and pull before the push, or commit once in a job behind the matrix.',
    };
  }
}
