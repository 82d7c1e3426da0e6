import { jobPlaces, nearMiss, pathFilters } from '../../delivery/workflow-places.ts';
import { jobsOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { triggerOf, workflowNames } from '../../delivery/workflow-triggers.ts';
import { fieldsAt, itemsAt, strings, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const workflowReferencesExist = defineRule({
  id: 'workflow-references-exist',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'The workflows, jobs, steps, outputs, folders and local actions that a workflow names exist.',
  source: 'https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions',
  *check(manifest, world) {
    const jobs = jobsOf(manifest);
    const names = jobs.map(({ name }) => name);
    for (const job of jobs) {
      for (const need of job.needs) {
        if (names.includes(need)) continue;
        yield {
          path: `${job.path}.needs`,
          message: `job ${job.name} needs "${need}", and there is no such job`,
          why: 'GitHub refuses the whole file: no job of it ever runs.',
          fix: nearMiss(need, names) ?? `Name one of ${names.join(', ')}.`,
        };
      }
      yield* expressions(job, jobs);
      yield* jobPlaces(job, jobs, world);
    }
    yield* pathFilters(manifest.object['workflow'], world);
    yield* awaited(manifest, world);
  },
});

/** `on.workflow_run.workflows`: names, not files. */
function* awaited(manifest: WorldObject, world: World): Iterable<Issue> {
  const known = workflowNames(world);
  for (const [index, each] of itemsAt(triggerOf(manifest, 'workflow_run'), 'workflows').entries()) {
    const name = text(each) ?? '';
    if (name === '' || known.has(name)) continue;
    yield {
      path: `workflow.on.workflow_run.workflows[${index}]`,
      message: `it waits for the workflow "${name}", and the workflows here are called ${[...known].map((own) => `"${own}"`).join(', ')}`,
      why: 'It never starts, and nobody says so: what was built is not delivered.',
      fix: nearMiss(name, known) ?? 'Write the name of a workflow as it stands under its key name.',
    };
  }
}

const WHY_EMPTY = 'The expression is empty, and nobody says so: a condition is never true, a tag is missing.';

/** `needs.build.outputs.tag`, `steps.meta.outputs.tags`. */
function* expressions(job: Job, jobs: readonly Job[]): Iterable<Issue> {
  const said = new Set<string>();
  const ids = job.steps.map(({ path }) => path).flatMap((_, index) => textAt(itemsAt(job.fields, 'steps')[index], 'id') ?? []);
  for (const { path, value } of strings(job.fields, job.path)) {
    const isCondition = path.endsWith('.if');
    const inside = isCondition ? [value] : [...value.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, body = '']) => body);
    for (const [whole = '', kind, name = '', output] of inside.flatMap((body) => [
      ...body.matchAll(/(?<![\w.'-])(needs|steps)\.([\w-]+)(?:\.outputs\.([\w-]+))?/g),
    ])) {
      if (said.has(whole)) continue;
      said.add(whole);
      const known = kind === 'needs' ? job.needs : ids;
      if (!known.includes(name)) {
        const exists = kind === 'needs' && jobs.some((each) => each.name === name);
        yield {
          path,
          severity: 'warning',
          message: exists
            ? `job ${job.name} reads ${whole}, and does not need ${name}`
            : `job ${job.name} reads ${whole}, and there is no ${kind === 'needs' ? 'job' : 'step'} "${name}"`,
          why: WHY_EMPTY,
          fix: exists ? `Add ${name} to needs.` : (nearMiss(name, known) ?? 'Name one that exists, or give the step that id.'),
        };
        continue;
      }
      const outputs = kind === 'needs' ? Object.keys(fieldsAt(jobs.find((each) => each.name === name)?.fields, 'outputs')) : [];
      const called = jobs.find((each) => each.name === name)?.fields['uses'] !== undefined;
      if (kind !== 'needs' || output === undefined || called || outputs.includes(output)) continue;
      yield {
        path,
        severity: 'warning',
        message: `job ${job.name} reads ${whole}, and job ${name} has ${outputs.length === 0 ? 'no outputs' : `the outputs ${outputs.join(', ')}`}`,
        why: WHY_EMPTY,
        fix: nearMiss(output, outputs) ?? `Declare ${output} under outputs of ${name}.`,
      };
    }
  }
}
