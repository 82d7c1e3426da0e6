import { triggerOf } from '../../delivery/workflow-triggers.ts';
import { jobsOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { at, fields, items, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

const EVENTS =
  'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment fork gollum image_version issue_comment issues label merge_group milestone page_build project project_card project_column public pull_request pull_request_review pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch workflow_call workflow_dispatch workflow_run'.split(
    ' ',
  );
const OF_JOBS =
  'name permissions needs if runs-on environment concurrency outputs env defaults steps timeout-minutes strategy continue-on-error container services uses with secrets snapshot'.split(
    ' ',
  );
const OF_STEPS = 'id if name uses run working-directory shell with env continue-on-error timeout-minutes'.split(' ');

export const workflowFormValid = defineRule({
  id: 'workflow-form-valid',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A workflow has the form that GitHub reads: events and keys that there are, filters that do not exclude each other, steps that do one thing.',
  source: 'https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions',
  *check(manifest) {
    // Other servers know events and keys of their own.
    if (manifest.file !== undefined && !manifest.file.includes('.github/')) return;
    for (const event of triggersOf(manifest)) {
      if (!EVENTS.includes(event)) yield unknown('workflow.on', `event "${event}"`, nearName(event, EVENTS));
      const settings = fields(triggerOf(manifest, event));
      for (const filter of ['branches', 'tags', 'paths']) {
        if (settings[filter] === undefined || settings[`${filter}-ignore`] === undefined) continue;
        yield refused(
          `workflow.on.${event}.${filter}-ignore`,
          `${event} has both ${filter} and ${filter}-ignore`,
          `Keep ${filter}, and except with "!pattern" in it.`,
        );
      }
    }
    for (const [index, each] of items(triggerOf(manifest, 'schedule')).entries()) {
      const cron = textAt(each, 'cron');
      const count = cron?.trim().split(/\s+/).length;
      if (cron === undefined || count === 5) continue;
      const fix = count === 6 ? 'Leave out the field of seconds.' : 'Write minute, hour, day, month and weekday.';
      yield refused(`workflow.on.schedule[${index}].cron`, `"${cron}" has ${count ?? 0} fields, and GitHub reads five`, fix);
    }
    for (const job of jobsOf(manifest)) {
      if (job.fields['uses'] === undefined && job.fields['runs-on'] === undefined && job.steps.length > 0)
        yield refused(job.path, `job ${job.name} does not say where it runs`, 'Add runs-on.');
      for (const key of Object.keys(job.fields)) {
        const near = OF_JOBS.includes(key) ? undefined : nearName(key, OF_JOBS);
        if (near !== undefined) yield unknown(`${job.path}.${key}`, `key "${key}" of job ${job.name}`, near);
      }
      const ids = new Set<string>();
      for (const [index, step] of itemsAt(job.fields, 'steps').entries()) yield* stepFaults(step, `${job.path}.steps[${index}]`, ids);
    }
  },
});

function* stepFaults(step: unknown, path: string, ids: Set<string>): Iterable<Issue> {
  const [uses, run] = [textAt(step, 'uses'), at(step, 'run')];
  const name = textAt(step, 'name') ?? uses?.split('@')[0] ?? path.slice(path.lastIndexOf('['));
  if (uses !== undefined && run !== undefined)
    yield refused(path, `step "${name}" uses ${uses.split('@')[0] ?? ''} and runs a command`, 'Make two steps of it.');
  if (uses === undefined && run === undefined && Object.keys(fields(step)).length > 0)
    yield refused(
      path,
      `step "${name}" neither uses an action nor runs a command`,
      'Add uses or run, or put its keys under the step before.',
    );
  for (const key of Object.keys(fields(step))) {
    const near = OF_STEPS.includes(key) ? undefined : nearName(key, OF_STEPS);
    if (near !== undefined) yield unknown(`${path}.${key}`, `key "${key}" of step "${name}"`, near);
  }
  const id = text(fields(step)['id']);
  if (id !== undefined && ids.has(id))
    yield refused(`${path}.id`, `two steps of the job have the id "${id}"`, 'Give each an id of its own.');
  ids.add(id ?? '');
}

function refused(path: string, message: string, fix: string): Issue {
  return { path, message, why: 'GitHub refuses the whole file: no run starts, and the pull request shows no check.', fix };
}

function unknown(path: string, what: string, near: string | undefined): Issue {
  return refused(path, `GitHub knows no ${what}`, near === undefined ? 'Name one that it knows.' : `Did you mean "${near}"?`);
}
