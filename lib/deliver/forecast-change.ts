import { syncOptions } from './argo-applications.ts';
import { isReloaded, usesOf, WORKLOAD_FILES } from './config-users.ts';
import type { Effect } from './forecast.ts';
import type { ForecastWorld } from './forecast-world.ts';
import { immutableFields, isBelow, typeOf } from './immutable.ts';
import { nameParts } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { at, items, nameInData } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';
import { canarySteps } from './rollout-steps.ts';
import { shrinks } from './storage-size.ts';

/** What follows when an object changes. */
export function* changeEffects(change: ObjectChange, world: ForecastWorld): Generator<Effect> {
  const { object, data, fields, path } = change;
  if (data === undefined) {
    yield { does: 'apply', says: `apply ${object}` };
    return;
  }
  if (fields.length === 0) {
    yield { does: 'note', says: `${object} means the same as before` };
    return;
  }
  const refused = refusal(change);
  if (refused !== undefined) {
    const options = [...syncOptions(data.next), ...(world.applicationOf(path)?.application.options ?? [])];
    yield forced(options) ? recreated(object, refused, typeOf(data.next)) : failing(object, refused);
    return;
  }
  yield { does: 'apply', says: `apply ${object}` };
  yield* podEffects(change, data.next);
  yield* configEffects(change, world);
  yield* definitionEffects(object, data.old, data.next);
}

function refusal(change: ObjectChange): string | undefined {
  const [first, ...more] = immutableFields(change);
  if (first !== undefined) return `${first}${more.length > 0 ? ` and ${more.length} more` : ''} cannot be changed`;
  return shrinks(change) ? 'a claim cannot shrink' : undefined;
}

/**
 * Only both options together make Argo CD delete the object and create it anew.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync
 */
function forced(options: readonly string[]): boolean {
  return options.includes('Force=true') && options.includes('Replace=true');
}

function recreated(object: string, why: string, type: string): Effect {
  const risk = type === '/PersistentVolumeClaim' ? 'data-loss' : 'downtime';
  return { does: 'recreate', says: `delete ${object} and create it anew, as ${why}`, risk };
}

function failing(object: string, why: string): Effect {
  return {
    does: 'fail',
    says: `fail to sync ${object}: ${why}. Delete it by hand, or let Argo CD do it with the sync options Force=true,Replace=true`,
    risk: 'sync-fails',
  };
}

/** What a new pod template does. */
function* podEffects({ object, fields }: ObjectChange, next: YamlMap): Generator<Effect> {
  if (!fields.some(({ path }) => isBelow(path, 'spec.template'))) return;
  const restart = (how: string, risk?: Effect['risk']): Effect => ({ does: 'restart', says: `restart the pods of ${object}${how}`, risk });
  switch (typeOf(next)) {
    case 'argoproj.io/Rollout': {
      const steps = canarySteps(next);
      if (steps !== undefined) yield { does: 'canary', says: `start a canary of ${object}: ${steps}` };
      else if (at(next, 'spec', 'strategy', 'blueGreen') !== undefined) yield { does: 'canary', says: blueGreen(object, next) };
      else yield restart(' one after the other');
      return;
    }
    case 'apps/Deployment':
      if (at(next, 'spec', 'strategy', 'type') === 'Recreate') yield restart(': all stop before the first new one starts', 'downtime');
      else yield restart(' one after the other');
      return;
    case 'apps/StatefulSet':
    case 'apps/DaemonSet':
      if (at(next, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
        yield {
          does: 'stale',
          says: `the pods of ${object} stay as they are until somebody deletes them (OnDelete)`,
          risk: 'stale-config',
        };
      } else if (at(next, 'spec', 'replicas') === 1) yield restart(': it has only one', 'downtime');
      else yield restart(' one after the other');
  }
}

function blueGreen(object: string, next: YamlMap): string {
  const waits = at(next, 'spec', 'strategy', 'blueGreen', 'autoPromotionEnabled') === false;
  return `start the new version of ${object} beside the old one, and switch ${waits ? 'when a person promotes it' : 'when it is ready'}`;
}

/**
 * Who notices a changed ConfigMap, and when.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 */
function* configEffects({ object, cluster, fields }: ObjectChange, world: ForecastWorld): Generator<Effect> {
  const { kind, namespace, name } = nameParts(object);
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || !fields.some(({ path }) => /^(data|binaryData|stringData)\b/.test(path))) return;
  for (const { path, object: workload } of world.find(cluster, WORKLOAD_FILES, name)) {
    if (at(workload, 'metadata', 'namespace') !== namespace) continue;
    const uses = usesOf(workload, kind, name);
    const changed = world.changeOf(path);
    // New pods read what is new: the workload's own change says that they start.
    const restarts = changed?.action === 'add' || changed?.fields.some((field) => isBelow(field.path, 'spec.template')) === true;
    if (uses.size === 0 || restarts) continue;
    const who = nameInData(workload) ?? path;
    if (isReloaded(workload, kind, name)) {
      yield { does: 'restart', says: `restart the pods of ${who} by way of Reloader, which watches ${object}` };
    } else if (uses.has('environment') || uses.has('subPath')) {
      const [...ways] = [...uses].filter((use) => use !== 'files').map((use) => (use === 'subPath' ? 'a file mounted by subPath' : use));
      yield {
        does: 'stale',
        says: `the pods of ${who} keep the old ${object} (${ways.join(', ')}) until they are restarted`,
        risk: 'stale-config',
      };
    } else yield { does: 'refresh', says: `the files in the pods of ${who} follow ${object} within about a minute, without a restart` };
  }
}

function* definitionEffects(object: string, old: YamlMap, next: YamlMap): Generator<Effect> {
  if (typeOf(next) !== 'apiextensions.k8s.io/CustomResourceDefinition') return;
  const [before, after] = [versions(old), versions(next)];
  const [come, go] = [after.filter((version) => !before.includes(version)), before.filter((version) => !after.includes(version))];
  if (come.length > 0) yield { does: 'note', says: `${object} serves ${come.join(', ')} from now on` };
  if (go.length > 0) {
    const says = `${object} no longer knows ${go.join(', ')}: refused as long as an object was ever stored so`;
    yield { does: 'note', says, risk: 'sync-fails' };
  }
}

function versions(definition: YamlMap): readonly string[] {
  return items(at(definition, 'spec', 'versions')).flatMap((version) => {
    const name = at(version, 'name');
    return typeof name === 'string' ? [name] : [];
  });
}
