import { statedReplicas, type PodTemplate } from './pods.ts';
import { at, itemsAt, numberAt } from './read.ts';
import { kindOf, type WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** How many pods a workload has: at least, at most, and for a while during an update. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Pods beyond `max` that exist at the same time while a new version comes. */
  readonly surge: number;
  /** The autoscaler that decides between `min` and `max`. */
  readonly scaler: WorldObject | undefined;
}

export function scaleOf(world: World, pod: PodTemplate): Scale {
  const { owner } = pod;
  const scaler = world.scalersOf(owner)[0];
  const stated = statedReplicas(owner) ?? 1;
  const keda = scaler?.object.kind === 'ScaledObject';
  const min =
    scaler === undefined ? stated : (numberAt(scaler.object, keda ? 'spec.minReplicaCount' : 'spec.minReplicas') ?? (keda ? 0 : 1));
  const max =
    scaler === undefined ? stated : (numberAt(scaler.object, keda ? 'spec.maxReplicaCount' : 'spec.maxReplicas') ?? (keda ? 100 : min));
  return { min, max, surge: surgeOf(owner, max), scaler };
}

/** An absolute number, or a percentage of `total`, rounded up as Kubernetes rounds surges and budgets. */
export function share(value: unknown, total: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * total) / 100);
}

/**
 * Pods that an update runs beside a full set. Deployments: `maxSurge`, 25 % by default. Rollouts: the same, unless traffic is routed:
 * then the canary is scaled to its weight while the stable set stays whole, or shrinks with `dynamicStableScale`, which leaves one
 * more through rounding.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/canary/
 */
function surgeOf({ object }: WorldObject, replicas: number): number {
  switch (kindOf(object)) {
    case 'apps/Deployment':
      return at(object, 'spec.strategy.type') === 'Recreate'
        ? 0
        : (share(at(object, 'spec.strategy.rollingUpdate.maxSurge') ?? '25%', replicas) ?? 0);
    case 'argoproj.io/Rollout': {
      const canary = at(object, 'spec.strategy.canary');
      if (canary === undefined) return at(object, 'spec.strategy.blueGreen') === undefined ? 0 : replicas;
      if (at(canary, 'trafficRouting') === undefined) return share(at(canary, 'maxSurge') ?? '25%', replicas) ?? 0;
      if (at(canary, 'dynamicStableScale') === true) return 1;
      const weights = itemsAt(canary, 'steps').map((step) => numberAt(step, 'setWeight') ?? 0);
      return Math.ceil((Math.max(0, ...weights) * replicas) / 100);
    }
    default:
      return 0;
  }
}

/**
 * Whether an update takes a pod away before all new ones are there, and so makes room by itself. A percentage is rounded down, so the
 * usual 25 % of three pods is none.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable
 */
export function removesFirst({ object }: WorldObject, replicas: number): boolean {
  if (kindOf(object) !== 'apps/Deployment') return false;
  const stated = at(object, 'spec.strategy.rollingUpdate.maxUnavailable') ?? '25%';
  const percent = typeof stated === 'string' ? /^(\d+)%$/.exec(stated)?.[1] : undefined;
  return (percent === undefined ? Number(stated) : Math.floor((Number(percent) * replicas) / 100)) >= 1;
}
