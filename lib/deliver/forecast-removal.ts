import { cascades, syncOptions } from './argo-applications.ts';
import type { Application } from './argo-applications.ts';
import type { Effect } from './forecast.ts';
import type { ForecastWorld } from './forecast-world.ts';
import { typeOf } from './immutable.ts';
import type { ObjectChange } from './object-change.ts';
import { at, parseObject } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';

const HOLDS_DATA = ['/Namespace', '/PersistentVolumeClaim', '/PersistentVolume', 'longhorn.io/Volume'];

/** What follows when an object is gone from the repository. */
export function* removalEffects(change: ObjectChange, world: ForecastWorld): Generator<Effect> {
  const object = parseObject(change.before ?? '');
  const moved = world.movedTo(change);
  if (moved?.app === change.app) {
    yield { does: 'note', says: `${change.object} only gets another file` };
    return;
  }
  const fate = fateOf(change, object, world);
  yield fate;
  if (fate.does !== 'prune' || object === undefined) return;
  if (moved !== undefined) {
    const says = `${change.object} moves to app ${moved.app}: synced before that, app ${change.app} deletes it, and it is made anew`;
    yield { does: 'note', says, risk: HOLDS_DATA.includes(typeOf(object)) ? 'data-loss' : 'downtime' };
    return;
  }
  const loss = lossOf(change, object, world);
  if (loss !== undefined) yield loss;
}

/**
 * Whether Argo CD prunes: the object's own options count before its Application's.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
 */
function fateOf(
  { object: name, path }: ObjectChange,
  object: YamlMap | undefined,
  world: ForecastWorld,
  asking: readonly string[] = [],
): Effect {
  const kept = (why: string): Effect => ({ does: 'keep', says: `leave ${name} in the cluster: ${why}`, risk: 'left-behind' });
  const own = syncOptions(object);
  const found = world.applicationOf(path);
  const asked = [...asking, path];
  if (found?.removal !== undefined && !asked.includes(found.removal.path) && isPruned(found.removal, world, asked)) {
    return found.application.cascades
      ? { does: 'prune', says: `delete ${name} together with its Application` }
      : kept('its Application goes without the finalizer that would delete it');
  }
  const stuck = found === undefined ? undefined : stuckFor(found.application, world);
  if (stuck !== undefined) return kept(stuck);
  const options = own.some((option) => option.startsWith('Prune=')) ? own : (found?.application.options ?? []);
  if (options.includes('Prune=false')) return kept('its sync options say Prune=false');
  if (options.includes('Prune=confirm')) return { does: 'prune', says: `prune ${name} once a person has confirmed it in Argo CD` };
  if (found === undefined) return { does: 'prune', says: `prune ${name} if its Application prunes` };
  return found.application.prunes ? { does: 'prune', says: `prune ${name}` } : kept('its Application does not prune by itself');
}

/**
 * Whether an Application that is gone from the repository goes from the cluster, too. `asking` are the files for which that is
 * asked already: one that looks after itself is removed by nobody else.
 */
function isPruned(removal: ObjectChange, world: ForecastWorld, asking: readonly string[]): boolean {
  const known = world.pruned.get(removal.path);
  if (known !== undefined) return known;
  const pruned = fateOf(removal, parseObject(removal.before ?? ''), world, asking).does === 'prune';
  world.pruned.set(removal.path, pruned);
  return pruned;
}

/**
 * Why an Application that stays removes nothing, whatever its options say: Argo CD cannot compare with a folder that is not
 * there, and does not remove the last object of an Application by itself.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-pruning-with-allow-empty-v18
 */
function stuckFor(application: Application, world: ForecastWorld): string | undefined {
  const left = world.leftFor(application);
  if (left === 'nothing') return 'the folder that its Application syncs is gone, and then it syncs nothing';
  return left === 'other' && application.prunes && application.onlyFolders && !application.empties
    ? 'nothing else is left in its Application, and without allowEmpty Argo CD empties none by itself'
    : undefined;
}

/** What goes with the object. */
function lossOf({ object: name, cluster }: ObjectChange, object: YamlMap, world: ForecastWorld): Effect | undefined {
  switch (typeOf(object)) {
    case '/Namespace':
      return { does: 'note', says: `everything in ${name} goes with it`, risk: 'deletes-more' };
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return { does: 'note', says: `every ${kindOf(object)} on the cluster goes with ${name}`, risk: 'deletes-more' };
    case 'argoproj.io/Application':
      return cascades(object)
        ? { does: 'note', says: `everything that ${name} installed goes with it`, risk: 'deletes-more' }
        : { does: 'note', says: `what ${name} installed stays, and nobody looks after it`, risk: 'left-behind' };
    case '/PersistentVolumeClaim':
      return claimLoss(name, policyOf(object, cluster, world));
    case '/PersistentVolume':
      return at(object, 'spec', 'persistentVolumeReclaimPolicy') === 'Delete'
        ? { does: 'note', says: `the data of ${name} is deleted`, risk: 'data-loss' }
        : { does: 'note', says: `the data of ${name} stays on its disk, and nothing leads to it`, risk: 'left-behind' };
    case 'longhorn.io/Volume':
      return { does: 'note', says: `the data of ${name} is deleted`, risk: 'data-loss' };
    default:
      return undefined;
  }
}

/** @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming */
function claimLoss(name: string, policy: string | undefined): Effect {
  if (policy === 'Retain') return { does: 'note', says: `the volume of ${name} stays, released, with its data`, risk: 'left-behind' };
  const unless = policy === undefined ? ', unless its storage class retains it' : '';
  return { does: 'note', says: `the data of ${name} is deleted${unless}`, risk: 'data-loss' };
}

/** The reclaim policy of a claim's class, whose default is Delete; undefined for a class that nobody has told us of. */
function policyOf(claim: YamlMap, cluster: string, world: ForecastWorld): string | undefined {
  const name = at(claim, 'spec', 'storageClassName');
  const found = world.find(cluster, ['storageclass']).find(({ object }) => at(object, 'metadata', 'name') === name);
  if (found === undefined) return undefined;
  const policy = found.object['reclaimPolicy'];
  return typeof policy === 'string' ? policy : 'Delete';
}

function kindOf(definition: YamlMap): string {
  const kind = at(definition, 'spec', 'names', 'kind');
  return typeof kind === 'string' ? kind : 'object of its kind';
}
