import { itemsAt, numberAt, text, textAt } from './read.ts';
import { routingsTo } from './routing.ts';
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

/** Argo Rollouts sets the weights of the named HTTP routes, or of all when none is named. */
function weights(manifest: WorldObject, world: World): readonly RuntimeField[] {
  return routingsTo(manifest, world).flatMap(({ rollout, entry }) => {
    const managed = itemsAt(entry, 'routes').map(text);
    return itemsAt(manifest.object, 'spec.http').flatMap((route, index) => {
      if (managed.length > 0 && !managed.includes(textAt(route, 'name'))) return [];
      const pointer = `/spec/http/${index}/route`;
      const parts = itemsAt(route, 'route').map((_, destination) => `${pointer}/${destination}/weight`);
      return [{ pointer, parts, by: `Rollout ${rollout.object.metadata.name}` }];
    });
  });
}

/** Argo Rollouts adds its hash label to the stable and the canary subset. */
function subsetLabels(manifest: WorldObject, world: World): readonly RuntimeField[] {
  return routingsTo(manifest, world).flatMap(({ rollout, entry }) => {
    const names = [textAt(entry, 'stableSubsetName'), textAt(entry, 'canarySubsetName')];
    return itemsAt(manifest.object, 'spec.subsets').flatMap((subset, index) => {
      if (!names.includes(textAt(subset, 'name'))) return [];
      const pointer = `/spec/subsets/${index}/labels`;
      // Of the labels it writes this one and leaves the others as they are.
      return [
        {
          pointer,
          parts: [`${pointer}/rollouts-pod-template-hash`],
          by: `Rollout ${rollout.object.metadata.name}`,
        },
      ];
    });
  });
}
