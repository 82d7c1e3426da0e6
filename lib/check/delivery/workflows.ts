import { documentKind } from '../document.ts';
import { at, fields, fieldsAt, items, text, textAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';

export const WORKFLOW = documentKind('Workflow');

/** A step of a GitHub Actions job. */
export interface Step {
  /** `workflow.jobs.build.steps[0]` */
  readonly path: string;
  /** `actions/checkout`, without its version. */
  readonly action: string | undefined;
  readonly version: string | undefined;
  readonly run: string | undefined;
  readonly inputs: Fields;
  readonly env: Fields;
}

export interface Job {
  readonly name: string;
  readonly path: string;
  readonly fields: Fields;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  readonly steps: readonly Step[];
}

export function jobsOf({ object }: WorldObject): readonly Job[] {
  return Object.entries(fieldsAt(object, 'workflow.jobs')).map(([name, raw]) => {
    const job = fields(raw);
    const path = `workflow.jobs.${name}`;
    const needs = typeof job['needs'] === 'string' ? [job['needs']] : items(job['needs']).flatMap((each) => text(each) ?? []);
    return {
      name,
      path,
      fields: job,
      needs,
      condition: textAt(job, 'if'),
      steps: items(job['steps']).map((step, index) => stepOf(step, `${path}.steps[${index}]`)),
    };
  });
}

function stepOf(step: unknown, path: string): Step {
  const [action, version] = (textAt(step, 'uses') ?? '').split('@');
  return {
    path,
    action: action === '' ? undefined : action,
    version,
    run: textAt(step, 'run'),
    inputs: fieldsAt(step, 'with'),
    env: fieldsAt(step, 'env'),
  };
}

/** Names of the events that start the workflow. YAML 1.1 reads the key `on` as a boolean. */
export function triggersOf({ object }: WorldObject): readonly string[] {
  const on = at(object, 'workflow.on') ?? at(object, 'workflow.true');
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on.flatMap((each) => text(each) ?? []) : Object.keys(fields(on));
}

/** Permissions of the token in a job: `undefined` where neither the job nor the workflow states any. */
export function permissionsOf(manifest: WorldObject, job: Job): unknown {
  return job.fields['permissions'] ?? at(manifest.object, 'workflow.permissions');
}

/** Whether a scope may be written with these permissions. */
export function mayWrite(permissions: unknown, scope: string): boolean {
  return permissions === 'write-all' || textAt(permissions, scope) === 'write';
}

/** What every step of a job says, as one text: its commands and its inputs. */
export function textOf(step: Step): string {
  return [
    step.run ?? '',
    ...Object.values(step.inputs).map((each) => text(each) ?? ''),
    ...Object.values(step.env).map((each) => text(each) ?? ''),
  ].join('\n');
}

/** Steps of a workflow whose commands or actions pass a test. */
export function someStep(manifest: WorldObject, test: (step: Step) => boolean): boolean {
  return jobsOf(manifest).some((job) => job.steps.some(test));
}
