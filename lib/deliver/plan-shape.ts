import { blobId, isObjectId } from './blob-id.ts';
import type { ObjectForecast } from './forecast.ts';
import { isMap } from './object-diff.ts';
import type { Hydrated, PlanFile } from './plan-file.ts';
import type { Change, Conflict, Plan } from './plan.ts';
import { pathFault } from './safe-path.ts';

/** The plan file that data is, if it has the shape of one, with nothing in it that a plan could not say. */
export function shapedFile(body: Readonly<Record<string, unknown>>): PlanFile | undefined {
  const { target, branch, folder, clusters, source, madeBy, forced } = body;
  const plan = shapedPlan(body['plan']);
  const strings = [target, branch, folder, source, madeBy];
  if (plan === undefined || !strings.every(isString) || !isStrings(clusters)) return undefined;
  if (forced !== undefined && (!isMap(forced) || !isString(forced['reason']) || !Number.isSafeInteger(forced['errors']))) return undefined;
  if (body['hydrator'] !== undefined && !isHydrated(body['hydrator'])) return undefined;
  const forecasts: unknown = body['forecasts'];
  if (!Array.isArray(forecasts) || forecasts.length !== plan.changes.length || !forecasts.every(isForecast)) return undefined;
  return { ...(body as unknown as PlanFile), plan };
}

function isHydrated(value: unknown): value is Hydrated {
  if (!isMap(value) || !isMap(value['dry']) || !isStrings(value['clusters'])) return false;
  const { sha, repoUrl, author, date, subject, body } = value['dry'];
  return [sha, author, date, subject, body].every(isString) && (repoUrl === undefined || isString(repoUrl));
}

function isForecast(value: unknown): value is ObjectForecast {
  if (!isMap(value) || ![value['path'], value['cluster'], value['object']].every(isString)) return false;
  const { effects } = value;
  return Array.isArray(effects) && effects.every((effect) => isMap(effect) && isString(effect['does']) && isString(effect['says']));
}

function shapedPlan(plan: unknown): Plan | undefined {
  if (!isMap(plan)) return undefined;
  const { base, objectFormat, changes, records, adopted, taken, conflicts } = plan;
  if (objectFormat !== 'sha1' && objectFormat !== 'sha256') return undefined;
  if (base !== undefined && !(isString(base) && isObjectId(base, objectFormat))) return undefined;
  const isChange = (value: unknown): value is Change => {
    if (!isMap(value) || !isString(value['path']) || pathFault(value['path']) !== undefined) return false;
    const { action, blob, text, was } = value;
    const had = isString(was) && isObjectId(was, objectFormat);
    const has = isString(text) && blob === blobId(text, objectFormat);
    return action === 'add' ? has : action === 'change' ? has && had : action === 'remove' && had;
  };
  if (!Array.isArray(changes) || !Array.isArray(records) || !Array.isArray(conflicts) || !conflicts.every(isConflict)) return undefined;
  if (![...(changes as unknown[]), ...(records as unknown[])].every(isChange) || !isStrings(adopted) || !isStrings(taken)) return undefined;
  return {
    base,
    objectFormat,
    changes: changes as Change[],
    records: records as Change[],
    adopted,
    taken,
    conflicts,
  };
}

function isConflict(value: unknown): value is Conflict {
  return isMap(value) && isString(value['path']) && isString(value['reason']) && /^(foreign|edited|deleted|blocked)$/.test(value['reason']);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isString);
}
