import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { fields, fieldsAt, itemsAt, strings, text, textAt, type Fields } from '../../read.ts';
import { pathsOf } from '../../paths.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const workflowReferencesExist = defineRule({
  id: 'workflow-references-exist',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'The jobs, steps, outputs, folders and local actions that a workflow names exist.',
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
          fix: did(need, names) ?? `Name one of ${names.join(', ')}.`,
        };
      }
      yield* expressions(job, jobs);
      yield* places(job, world);
    }
    yield* filters(manifest.object['workflow'], world);
  },
});

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
          fix: exists ? `Add ${name} to needs.` : (did(name, known) ?? 'Name one that exists, or give the step that id.'),
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
        fix: did(output, outputs) ?? `Declare ${output} under outputs of ${name}.`,
      };
    }
  }
}

/** Folders in which steps run and actions that stand in the repository itself. */
function* places(job: Job, world: World): Iterable<Issue> {
  if (world.everywhere.files === undefined) return;
  const checkouts = job.steps.filter(({ action }) => action === 'actions/checkout');
  // What is fetched beside the repository, or made on the way, is not in this tree.
  const moved = checkouts.some(({ inputs }) => inputs['repository'] !== undefined || inputs['path'] !== undefined);
  const reused = text(job.fields['uses']);
  if (reused?.startsWith('./') === true && !pathsOf(world).has(reused.slice(2))) {
    yield {
      path: `${job.path}.uses`,
      message: `uses is ${reused}, which is not in the tree`,
      why: 'GitHub refuses the whole file: no job of it ever runs.',
      fix:
        did(
          reused.slice(2),
          [...pathsOf(world)].filter((each) => each.startsWith('.github/workflows/')),
        ) ?? 'Name one that exists.',
    };
  }
  for (const step of job.steps) {
    const local = step.action?.startsWith('./') === true ? [{ key: 'uses', value: step.action }] : [];
    for (const { key, value } of [
      ...local,
      ...(moved || checkouts.length === 0 ? [] : foldersOf(step, job, itemsAt(job.fields, 'steps'))),
    ]) {
      const target = value.replace(/^\.\//, '').replace(/\/$/, '');
      if (target === '' || target === '.' || !/^[\w][\w./-]*$/.test(target) || pathsOf(world).has(target) || isMade(job, target)) continue;
      yield {
        path: `${step.path}.${key}`,
        message: `${key} is ${value}, which is not in the tree`,
        why: 'The step ends with "No such file or directory", and with it the job.',
        fix:
          did(target, [...pathsOf(world)].filter((each) => each.split('/').length === target.split('/').length).slice(0, 500)) ??
          'Name one that exists.',
      };
    }
  }
}

function foldersOf(step: Step, job: Job, raw: readonly unknown[]): readonly { readonly key: string; readonly value: string }[] {
  const own = fields(raw[job.steps.indexOf(step)]);
  const found: { key: string; value: string }[] = [];
  const folder = text(own['working-directory']);
  if (folder !== undefined) found.push({ key: 'working-directory', value: folder });
  if (step.action === 'docker/build-push-action') {
    for (const key of ['context', 'file']) {
      const value = text(step.inputs[key]);
      if (value !== undefined) found.push({ key: `with.${key}`, value });
    }
  }
  return found;
}

/** A step before may have made it: a clone, a download, a build. */
function isMade(job: Job, target: string): boolean {
  const [first = ''] = target.split('/');
  return job.steps.some(
    ({ run = '', action = '' }) =>
      /download-artifact|cache/.test(action) || new RegExp(`(mkdir|clone|cp|mv|>|-o|init|create)[^\\n]*${first}`).test(run),
  );
}

/** `on.push.paths`: a workflow of which no filter names a file that exists never starts. */
function* filters(workflow: unknown, world: World): Iterable<Issue> {
  const on: Fields = { ...fieldsAt(workflow, 'true'), ...fieldsAt(workflow, 'on') };
  for (const event of ['push', 'pull_request']) {
    const globs = itemsAt(on[event], 'paths').flatMap((each) => text(each) ?? []);
    for (const glob of globs) {
      const [folder = ''] = /^[\w][\w./-]*(?=\/)/.exec(glob) ?? [];
      if (
        world.everywhere.files === undefined ||
        glob.startsWith('!') ||
        folder === '' ||
        /[*?[]/.test(folder) ||
        pathsOf(world).has(folder)
      )
        continue;
      const near = did(folder, [...pathsOf(world)].filter((each) => each.split('/').length === folder.split('/').length).slice(0, 500));
      yield {
        path: `workflow.on.${event}.paths`,
        severity: near === undefined ? 'info' : 'warning',
        message: `${event} waits for changes of ${glob}, and there is no folder ${folder}`,
        why: 'Changes that were meant do not start the workflow: what it builds and tests is old.',
        fix: near ?? 'Name folders that exist.',
      };
    }
  }
}

function did(name: string, known: Iterable<string>): string | undefined {
  const near = nearName(name, known);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}
