import { at, fields, fieldsAt, itemsAt, numberAt, text, textAt } from './read.ts';
import { kindOf, type WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A field of Git that a controller rewrites in the cluster. */
export interface RuntimeField {
  /** `/spec/http/1/route`, as in an Application's `ignoreDifferences`. */
  readonly pointer: string;
  /** Pointers that together ignore it just as well: the single weights. */
  readonly parts: readonly string[];
  /** Who rewrites it: `Rollout web`. */
  readonly by: string;
}

/** Fields of one object that an autoscaler or Argo Rollouts rewrites. */
export function runtimeFields(manifest: WorldObject, world: World): readonly RuntimeField[] {
  switch (kindOf(manifest.object)) {
    case 'networking.istio.io/VirtualService':
      return weights(manifest, world);
    case 'networking.istio.io/DestinationRule':
      return subsetLabels(manifest, world);
    default:
      return replicas(manifest, world);
  }
}

function replicas(manifest: WorldObject, world: World): readonly RuntimeField[] {
  const [scaler] = world.scalersOf(manifest);
  if (scaler === undefined || numberAt(manifest.object, 'spec.replicas') === undefined) return [];
  return [{ pointer: '/spec/replicas', parts: [], by: `${scaler.object.kind} ${scaler.object.metadata.name}` }];
}

/** A Rollout that routes traffic through Istio, and one of the objects that it names. */
export interface Routing {
  readonly rollout: WorldObject;
  /** `spec.strategy.canary.trafficRouting.istio.virtualService` */
  readonly path: string;
  readonly name: string;
  /** Fields of the entry: `routes`, `stableSubsetName` … */
  readonly entry: unknown;
}

const ISTIO = 'spec.strategy.canary.trafficRouting.istio';

/** VirtualServices that a Rollout names. */
export function virtualServicesOf(rollout: WorldObject): readonly Routing[] {
  const istio = fieldsAt(rollout.object, ISTIO);
  const single = istio['virtualService'] === undefined ? [] : [{ entry: istio['virtualService'], path: `${ISTIO}.virtualService` }];
  const several = itemsAt(istio, 'virtualServices').map((entry, index) => ({ entry, path: `${ISTIO}.virtualServices[${String(index)}]` }));
  return [...single, ...several].map(({ entry, path }) => ({ rollout, path, name: textAt(entry, 'name') ?? '', entry }));
}

/** The DestinationRule that a Rollout names. */
export function destinationRuleOf(rollout: WorldObject): Routing | undefined {
  const entry = at(rollout.object, `${ISTIO}.destinationRule`);
  return entry === undefined ? undefined : { rollout, path: `${ISTIO}.destinationRule`, name: textAt(entry, 'name') ?? '', entry };
}

/** Rollouts by the object that they route through; a name may carry its namespace: `web.blog`. */
function routings(world: World): ReadonlyMap<string, Routing[]> {
  return world.once('routings', () => {
    const map = new Map<string, Routing[]>();
    for (const rollout of world.ofKind('argoproj.io/v1alpha1/Rollout')) {
      const rule = destinationRuleOf(rollout);
      const named = [...virtualServicesOf(rollout).map((each) => ({ each, kind: 'VirtualService' })), ...(rule === undefined ? [] : [{ each: rule, kind: 'DestinationRule' }])];
      for (const { each, kind } of named) {
        const [name, namespace] = each.name.split('.');
        const key = `${kind}/${namespace ?? rollout.object.metadata.namespace ?? ''}/${name ?? ''}`;
        map.set(key, [...(map.get(key) ?? []), each]);
      }
    }
    return map;
  });
}

function routingsOf({ object }: WorldObject, world: World): readonly Routing[] {
  return routings(world).get(`${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
}

/** Argo Rollouts sets the weights of the named HTTP routes, or of all when none is named. */
function weights(manifest: WorldObject, world: World): readonly RuntimeField[] {
  return routingsOf(manifest, world).flatMap(({ rollout, entry }) => {
    const managed = itemsAt(entry, 'routes').map(text);
    return itemsAt(manifest.object, 'spec.http').flatMap((route, index) => {
      if (managed.length > 0 && !managed.includes(textAt(route, 'name'))) return [];
      const pointer = `/spec/http/${String(index)}/route`;
      const parts = itemsAt(route, 'route').map((_, destination) => `${pointer}/${String(destination)}/weight`);
      return [{ pointer, parts, by: `Rollout ${rollout.object.metadata.name}` }];
    });
  });
}

/** Argo Rollouts adds its hash label to the stable and the canary subset. */
function subsetLabels(manifest: WorldObject, world: World): readonly RuntimeField[] {
  return routingsOf(manifest, world).flatMap(({ rollout, entry }) => {
    const names = [textAt(entry, 'stableSubsetName'), textAt(entry, 'canarySubsetName')];
    return itemsAt(manifest.object, 'spec.subsets').flatMap((subset, index) => {
      if (!names.includes(textAt(subset, 'name'))) return [];
      const pointer = `/spec/subsets/${String(index)}/labels`;
      const labels = Object.keys(fields(at(subset, 'labels')));
      return [{ pointer, parts: [...labels, 'rollouts-pod-template-hash'].map((label) => `${pointer}/${label.replaceAll('~', '~0').replaceAll('/', '~1')}`), by: `Rollout ${rollout.object.metadata.name}` }];
    });
  });
}
