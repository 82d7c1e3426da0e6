import { createHash } from 'node:crypto';
import { InputError } from '../errors.ts';
import { conflictProblem } from './conflicts.ts';
import { risksOf } from './forecast.ts';
import type { ObjectForecast } from './forecast.ts';
import { guardProblem, guardsOf } from './guards.ts';
import type { GuardOptions } from './guards.ts';
import type { Forced } from './message.ts';
import type { DryCommit } from './hydrator.ts';
import { isMap } from './object-diff.ts';
import type { Plan } from './plan.ts';
import type { Preview } from './preview.ts';
import { placeOf } from './plan-place.ts';
import type { PlanPlace } from './plan-place.ts';
import { shapedFile } from './plan-shape.ts';
import type { Target } from './target.ts';

const VERSION = 1;

const AGAIN = 'Run slipway plan again, and deliver the new file.';

/** A plan as it is kept in a file: everything that a delivery needs, and what a person or a program reads about it. */
export interface PlanFile extends PlanPlace {
  readonly plan: Plan;
  readonly clusters: readonly string[];
  /** Commit of the sources; `uncommitted` where they have none. */
  readonly source: string;
  /** Version of slipway that made it. */
  readonly madeBy: string;
  readonly forced?: Forced | undefined;
  /** What a hydrator says beside the manifests. @default nothing */
  readonly hydrator?: Hydrated | undefined;
  /** As they were when the plan was made: with everything that was synthesized at hand. */
  readonly forecasts: readonly ObjectForecast[];
}

/** The commit of the sources, and the clusters that were synthesized from it. */
export interface Hydrated {
  readonly dry: DryCommit;
  readonly clusters: readonly string[];
}

export type PlanWords = Pick<PlanFile, 'source' | 'madeBy' | 'forced' | 'hydrator'>;

/** The text of a plan file: the same for the same plan, with no secret and no path of this machine in it. */
export function printPlanFile(target: Target, found: Preview, words: PlanWords, guards: GuardOptions): string {
  return sealed(planBody(placeOf(target), found, words, guards));
}

/** What a plan file holds about one branch. */
export function planBody(place: PlanPlace, found: Preview, words: PlanWords, guards: GuardOptions): object {
  const { plan, changes, forecasts, clusters } = found;
  return {
    ...place,
    ...words,
    clusters,
    plan,
    forecasts,
    // From here on nothing is read back: it is what the plan means.
    objects: changes.map(({ action, path, cluster, app, object, fields }) => ({ action, path, cluster, app, object, fields })),
    risks: risksOf(forecasts),
    guards: guardsOf(found, guards).map((guard) => ({ ...guard, ...guardProblem(guard) })),
    conflicts: plan.conflicts.map((conflict) => conflictProblem(conflict)),
  };
}

/** The text of a file whose slips are found. */
export function sealed(content: object): string {
  const body = { version: VERSION, ...content };
  return `${JSON.stringify({ ...body, digest: digestOf(body) }, null, 2)}\n`;
}

/** Reads the plan file of one branch. Throws an InputError for one that was edited, cut off, or made by another version. */
export function parsePlanFile(name: string, text: string): PlanFile {
  return shapedPlanFile(name, unsealed(name, text));
}

/** A plan file's content, if it has the shape of one, with nothing in it that a plan could not say. Throws an InputError else. */
export function shapedPlanFile(name: string, body: unknown): PlanFile {
  const file = isMap(body) ? shapedFile(body) : undefined;
  if (file === undefined) throw notOurs(name);
  return file;
}

/** A file that is something else. */
export function notOurs(name: string): InputError {
  return new InputError(name, 'this is not a plan that slipway wrote', AGAIN);
}

/** The content of a sealed file. Throws an InputError for one that was edited, cut off, or made by another version. */
export function unsealed(name: string, text: string): Readonly<Record<string, unknown>> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new InputError(name, 'the plan is not JSON, or was cut off', AGAIN);
  }
  if (!isMap(data) || !('digest' in data)) throw notOurs(name);
  if (data['version'] !== VERSION) {
    const found = JSON.stringify(data['version'] ?? null);
    throw new InputError(name, `the plan has version ${found}, this program knows version ${VERSION}`, AGAIN);
  }
  const { digest, ...body } = data;
  if (digest !== digestOf(body)) throw new InputError(name, 'the plan was changed after it was made: its digest does not fit', AGAIN);
  return body;
}

/** It finds slips and half-written files. Who means harm can make a new one, and meets `verifyPlan`. */
function digestOf(body: object): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`;
}
