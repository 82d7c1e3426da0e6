import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { cascades } from './argo-applications.ts';
import type { ObjectForecast } from './forecast.ts';
import { goneOf } from './gone.ts';
import type { Gone } from './gone.ts';
import { nameParts } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { parseObject } from './object-diff.ts';
import type { Preview } from './preview.ts';
import { counted } from '../values/counted.ts';
import { byKey } from '../values/order.ts';

/** More than this share of an app's objects is not removed without a word. Unit: percent. */
export const MAX_REMOVAL_SHARE = 30;

/** Kinds whose removal takes with it what no commit brings back, and what. */
const PRECIOUS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Namespace: 'everything in it goes with it',
    PersistentVolumeClaim: 'its data goes with it unless the volume is retained',
    PersistentVolume: 'nothing leads to its data any more',
    CustomResourceDefinition: 'every object of its kind goes with it, on the whole cluster',
    StorageClass: 'claims that name it stay pending from then on',
    Volume: 'its data goes with it',
    BackupTarget: 'its backups are out of reach',
  }),
);

export interface GuardOptions {
  /** What may be removed: `KIND/NAME`, `KIND/NAMESPACE/NAME`, `app:CLUSTER/APP`, `cluster:CLUSTER`. @default nothing */
  readonly allowRemove?: readonly string[] | undefined;
  /** Unit: percent. @default {@link MAX_REMOVAL_SHARE} */
  readonly maxRemovalShare?: number | undefined;
}

/** A removal that a person has to confirm by name. */
export interface Guard {
  /** Path of the object, `cluster/app`, or the cluster. */
  readonly where: string;
  readonly what: string;
  /** What `--allow-remove` has to name. */
  readonly allow: string;
}

type Guarded = Pick<Preview, 'changes' | 'forecasts' | 'standing' | 'plan'>;

/** The removals of a delivery that nobody has confirmed yet. */
export function guardsOf(found: Guarded, { allowRemove = [], maxRemovalShare = MAX_REMOVAL_SHARE }: GuardOptions = {}): readonly Guard[] {
  const gone = goneOf(found).clusters;
  const all = [...clusterGuards(found, gone), ...shareGuards(found, gone, maxRemovalShare), ...objectGuards(found, gone)];
  return all.filter(({ allow }) => !allowRemove.includes(allow));
}

/** Throws an InputError that names every removal that has to be confirmed, and how. */
export function refuseRemovals(found: Guarded, options: GuardOptions): void {
  const guards = guardsOf(found, options);
  if (guards.length > 0) throw new InputError(guards.map(guardProblem));
}

/** A guard in the form of every other mistake. */
export function guardProblem({ where, what, allow }: Guard): Problem {
  return { where, what, fix: `If that is meant, add --allow-remove ${allow}.` };
}

/** The question about a whole cluster; what is precious in it and would be deleted is asked for beside it. */
function* clusterGuards(found: Guarded, gone: Gone['clusters']): Generator<Guard> {
  for (const [cluster, { objects }] of [...gone].sort(byKey)) {
    const what = `all ${counted(objects, 'object')} of this cluster would be removed${fateOf(found, cluster)}`;
    yield { where: cluster, what, allow: `cluster:${cluster}` };
  }
}

/** What becomes of the objects of a cluster that goes; nothing to say without a forecast. */
function fateOf({ changes, forecasts }: Guarded, cluster: string): string {
  let [kept, deleted] = [0, 0];
  const precious = new Map<string, number>();
  for (const [index, { object }] of changes.entries()) {
    const forecast = forecasts[index];
    if (forecast?.cluster !== cluster) continue;
    if (forecast.effects[0]?.does === 'keep') kept += 1;
    else deleted += 1;
    const { kind } = nameParts(object);
    if (forecast.effects[0]?.does !== 'keep' && PRECIOUS.has(kind)) precious.set(kind, (precious.get(kind) ?? 0) + 1);
  }
  if (kept + deleted === 0) return '';
  if (deleted === 0) return '; Argo CD would leave them in the cluster, and nobody looks after them';
  const among = [...precious].sort(byKey).map(([kind, amount]) => `${kind} (${amount})`);
  const left = kept === 0 ? '' : ` and leave ${kept} in the cluster`;
  return `; Argo CD would delete ${kept === 0 ? 'them' : `${deleted} of them`}${left}${among.length === 0 ? '' : `, among them ${among.join(', ')}`}`;
}

function* shareGuards({ changes, standing }: Guarded, gone: Gone['clusters'], most: number): Generator<Guard> {
  // An object that only gets another file is not gone.
  const added = new Set(changes.filter(({ action }) => action === 'add').map(homeOf));
  const removals = new Map<string, number>();
  for (const change of changes) {
    if (change.action !== 'remove' || gone.has(change.cluster) || added.has(homeOf(change))) continue;
    const app = `${change.cluster}/${change.app}`;
    removals.set(app, (removals.get(app) ?? 0) + 1);
  }
  for (const [app, removed] of [...removals].sort(byKey)) {
    const all = standing.get(app) ?? removed;
    if (removed * 100 <= all * most) continue;
    const share = Math.round((removed * 100) / all);
    yield {
      where: app,
      what: `${removed} of its ${all} objects would be removed (${share} %, up to ${most} % go unasked)`,
      allow: `app:${app}`,
    };
  }
}

function* objectGuards(found: Guarded, gone: Gone['clusters']): Generator<Guard> {
  const { changes } = found;
  const added = new Set(changes.filter(({ action }) => action === 'add').map(homeOf));
  for (const [index, change] of changes.entries()) {
    if (change.action !== 'remove' || added.has(homeOf(change))) continue;
    // Asked for only here: the forecast of many changes takes its time.
    const { forecasts } = found;
    // Nothing is lost with it that the question about its cluster does not say.
    if (gone.has(change.cluster) && forecasts[index]?.effects[0]?.does === 'keep') continue;
    const { kind } = nameParts(change.object);
    const loss = kind === 'Application' ? applicationLoss(change.before) : PRECIOUS.get(kind);
    if (loss === undefined) continue;
    const what = `${change.object} would be removed, and ${foreseen(change.object, forecasts[index]) ?? loss}`;
    yield { where: change.path, what, allow: change.object.replace(' ', '/') };
  }
}

/** What the forecast says of an object that goes, in its words; undefined where it says no more than that. */
function foreseen(object: string, forecast: ObjectForecast | undefined): string | undefined {
  const [fate, ...more] = forecast?.effects ?? [];
  const note = more.find(({ does }) => does === 'note');
  const says = fate?.does === 'keep' ? `Argo CD would ${fate.says}` : note?.says;
  return says?.replaceAll(` of ${object}`, '').replaceAll(object, 'it');
}

function applicationLoss(text: string | undefined): string | undefined {
  const application = parseObject(text ?? '');
  return application !== undefined && cascades(application) ? 'everything that it installed goes with it' : undefined;
}

/** Object and app: one that moves to another app may be pruned there before it is adopted here. */
function homeOf({ cluster, app, object }: ObjectChange): string {
  return `${cluster}/${app}/${object}`;
}
