import { pathsOf } from '../paths.ts';
import { at, fields, fieldsAt, items, itemsAt, text, type Fields } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';
import type { Job, Step } from './workflows.ts';

/** Folders in which steps run and actions that stand in the repository itself. */
export function* jobPlaces(job: Job, jobs: readonly Job[], world: World): Iterable<Issue> {
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
        nearMiss(
          reused.slice(2),
          [...pathsOf(world)].filter((each) => each.startsWith('.github/workflows/')),
        ) ?? 'Name one that exists.',
    };
  }
  if (!moved) yield* filtersOf(job, world);
  for (const step of job.steps) {
    const local = !moved && step.action?.startsWith('./') === true ? [{ key: 'uses', value: step.action }] : [];
    for (const { key, value } of [
      ...local,
      ...(moved || checkouts.length === 0 ? [] : foldersOf(step, job, itemsAt(job.fields, 'steps'))),
    ]) {
      const folders = ofMatrix(value.replace(/^\.\//, '').replace(/\/$/, ''), job, jobs);
      const missing = folders.filter(
        (each) =>
          each !== '' &&
          each !== '.' &&
          /^(?:\.(?=\w))?\w[\w./-]*$/.test(each) &&
          !pathsOf(world).has(each) &&
          !(key !== 'uses' && isMade(job, each)),
      );
      const [target] = missing;
      if (target === undefined) continue;
      yield {
        path: `${step.path}.${key}`,
        message: `${key} is ${value.includes('{{') ? missing.join(', ') : value}, which ${missing.length === 1 ? 'is' : 'are'} not in the tree`,
        why: 'The step ends with "No such file or directory", and with it the job.',
        fix:
          nearMiss(target, [...pathsOf(world)].filter((each) => each.split('/').length === target.split('/').length).slice(0, 500)) ??
          'Name one that exists.',
      };
    }
  }
}

/** What `${{ matrix.service }}` stands for, one by one. */
function ofMatrix(written: string, job: Job, jobs: readonly Job[]): readonly string[] {
  const [whole = '', key = ''] = /\$\{\{\s*matrix\.([\w-]+)\s*\}\}/.exec(written) ?? [];
  if (whole === '') return [written];
  const values = at(job.fields, `strategy.matrix.${key}`);
  // A job before lists the names of the filters whose folders changed.
  const [, from] = /fromJSON\(\s*needs\.([\w-]+)\.outputs\./i.exec(text(values) ?? '') ?? [];
  const named = from === undefined ? items(values) : jobs.filter(({ name }) => name === from).flatMap(changesOf);
  return named.flatMap((each) => {
    const value = text(each);
    return value === undefined ? [] : written.replaceAll(whole, value);
  });
}

const FILTER = 'dorny/paths-filter';

/** Names of the filters of a job that hands them on as one list (`outputs.changes`). */
function changesOf(job: Job): readonly string[] {
  const lists = Object.values(fieldsAt(job.fields, 'outputs')).some((each) => /\.outputs\.changes\b/.test(text(each) ?? ''));
  return lists
    ? job.steps.filter(({ action }) => action === FILTER).flatMap(({ inputs }) => Object.keys(yamlFields(inputs['filters'])))
    : [];
}

/** Folders that a filter of changes looks at. */
function* filtersOf(job: Job, world: World): Iterable<Issue> {
  for (const step of job.steps) {
    if (step.action !== FILTER) continue;
    for (const [name, raw] of Object.entries(yamlFields(step.inputs['filters']))) {
      for (const glob of [raw, ...items(raw)].flatMap((each) => text(each) ?? [])) {
        const [folder = ''] = /^[\w][\w./-]*(?=\/)/.exec(glob) ?? [];
        if (folder === '' || pathsOf(world).has(folder)) continue;
        yield {
          path: `${step.path}.with.filters`,
          severity: 'warning',
          message: `the filter "${name}" looks at ${glob}, and there is no folder ${folder}`,
          why: 'It never sees a change, so what it stands for is never built; where all are built at once, the step that enters the folder fails.',
          fix:
            nearMiss(folder, [...pathsOf(world)].filter((each) => each.split('/').length === folder.split('/').length).slice(0, 500)) ??
            'Take the filter out, or name a folder that exists.',
        };
      }
    }
  }
}

/** The map that an input holds as YAML. */
function yamlFields(input: unknown): Fields {
  return fields(yamlIn(text(input) ?? ''));
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
export function* pathFilters(workflow: unknown, world: World): Iterable<Issue> {
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
      const near = nearMiss(
        folder,
        [...pathsOf(world)].filter((each) => each.split('/').length === folder.split('/').length).slice(0, 500),
      );
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

/** The near miss as a question. */
export function nearMiss(name: string, known: Iterable<string>): string | undefined {
  const near = nearName(name, known);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}
