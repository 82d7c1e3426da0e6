import { ROOT_NAMESPACE } from '../../mesh.ts';
import type { PodTemplate } from '../../pods.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { hasProxy } from '../in-mesh.ts';
import { addTo } from '../../../values/multimap.ts';

export const AUTHORIZATION_POLICY = 'security.istio.io/v1/AuthorizationPolicy';

export type Action = 'ALLOW' | 'DENY' | 'CUSTOM' | 'AUDIT';

export function actionOf({ object }: WorldObject): Action {
  return (textAt(object, 'spec.action') ?? 'ALLOW') as Action;
}

/** AuthorizationPolicies that a pod's sidecar enforces: those of its namespace and of the root namespace that select it. */
export function authorizationsOf(world: World, pod: PodTemplate): readonly WorldObject[] {
  return index(world).byPod.get(pod) ?? [];
}

/** Pods with a sidecar that a policy selects. */
export function podsOfAuthorization(world: World, policy: WorldObject): readonly PodTemplate[] {
  return index(world).byPolicy.get(policy) ?? [];
}

function index(world: World): {
  readonly byPod: ReadonlyMap<PodTemplate, readonly WorldObject[]>;
  readonly byPolicy: ReadonlyMap<WorldObject, readonly PodTemplate[]>;
} {
  return world.once('authorization policies', () => {
    const byPod = new Map<PodTemplate, WorldObject[]>();
    const byPolicy = new Map<WorldObject, readonly PodTemplate[]>();
    for (const policy of world.ofKind(AUTHORIZATION_POLICY)) {
      const { namespace = '' } = policy.object.metadata;
      // Policies for waypoints and gateways by name are enforced elsewhere.
      const attached = at(policy.object, 'spec.targetRef') !== undefined || itemsAt(policy.object, 'spec.targetRefs').length > 0;
      const selector = at(policy.object, 'spec.selector');
      const namespaces = namespace === ROOT_NAMESPACE ? [...new Set(world.podTemplates().map((pod) => pod.namespace))] : [namespace];
      const pods = attached ? [] : namespaces.flatMap((each) => world.podsSelected(selector, each)).filter((pod) => hasProxy(world, pod));
      byPolicy.set(policy, pods);
      for (const pod of pods) addTo(byPod, pod, policy);
    }
    return { byPod, byPolicy };
  });
}
