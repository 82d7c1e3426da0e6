import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { cascades } from './argo-applications.ts';
import { nameParts } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { parseObject } from './object-diff.ts';
import { clusterOf } from './place.ts';
import type { Preview } from './preview.ts';
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

type Guarded = Pick<Preview, 'changes' | 'standing' | 'plan'>;

/** The removals of a delivery that nobody has confirmed yet. */
export function guardsOf(found: Guarded, { allowRemove = [], maxRemovalShare = MAX_REMOVAL_SHARE }: GuardOptions = {}): readonly Guard[] {
  const gone = goneClusters(found);
  const all = [
    ...gone.map((cluster) => ({
      where: cluster,
      what: `all ${sumOf(found.standing, cluster)} objects of this cluster would be removed`,
      allow: `cluster:${cluster}`,
    })),
    ...shareGuards(found, gone, maxRemovalShare),
    ...objectGuards(found.changes),
  ];
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

/** Clusters of which everything would go: their inventory is gone, or they were synthesized to nothing. */
function goneClusters({ changes, standing, plan }: Guarded): readonly string[] {
  const clusters = new Set([...standing.keys()].map((app) => app.slice(0, app.indexOf('/'))));
  const stays = new Set([...changes.filter(({ action }) => action !== 'remove').map(({ path }) => path), ...plan.adopted].map(clusterOf));
  return [...clusters]
    .filter((cluster) => {
      const removed = changes.filter((change) => change.action === 'remove' && change.cluster === cluster).length;
      return removed > 0 && removed === sumOf(standing, cluster) && !stays.has(cluster);
    })
    .sort();
}

function sumOf(standing: ReadonlyMap<string, number>, cluster: string): number {
  let sum = 0;
  for (const [app, amount] of standing) if (app.startsWith(`${cluster}/`)) sum += amount;
  return sum;
}

function* shareGuards({ changes, standing }: Guarded, gone: readonly string[], most: number): Generator<Guard> {
  // An object that only gets another file is not gone.
  const added = new Set(changes.filter(({ action }) => action === 'add').map(homeOf));
  const removals = new Map<string, number>();
  for (const change of changes) {
    if (change.action !== 'remove' || gone.includes(change.cluster) || added.has(homeOf(change))) continue;
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

function* objectGuards(changes: readonly ObjectChange[]): Generator<Guard> {
  const added = new Set(changes.filter(({ action }) => action === 'add').map(homeOf));
  for (const change of changes) {
    if (change.action !== 'remove' || added.has(homeOf(change))) continue;
    const { kind } = nameParts(change.object);
    const loss = kind === 'Application' ? applicationLoss(change.before) : PRECIOUS.get(kind);
    if (loss !== undefined)
      yield { where: change.path, what: `${change.object} would be removed, and ${loss}`, allow: change.object.replace(' ', '/') };
  }
}

function applicationLoss(text: string | undefined): string | undefined {
  const application = parseObject(text ?? '');
  return application !== undefined && cascades(application) ? 'everything that it installed goes with it' : undefined;
}

/** Object and app: one that moves to another app may be pruned there before it is adopted here. */
function homeOf({ cluster, app, object }: ObjectChange): string {
  return `${cluster}/${app}/${object}`;
}
