import type { PodTemplate } from './pods.ts';
import { at, fields, fieldsAt, itemsAt, text, textAt } from './read.ts';
import { matchesSelector } from './selector.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

export const CILIUM_POLICIES = ['cilium.io/v2/CiliumNetworkPolicy', 'cilium.io/v2/CiliumClusterwideNetworkPolicy'] as const;

/** Rules of a policy, which has one `spec` or several `specs`. */
export function ciliumSpecs({ object }: WorldObject): readonly { readonly spec: unknown; readonly path: string }[] {
  const one = object['spec'] === undefined ? [] : [{ spec: object['spec'], path: 'spec' }];
  return [...one, ...itemsAt(object, 'specs').map((spec, index) => ({ spec, path: `specs[${index}]` }))];
}

const NAMESPACE = 'io.kubernetes.pod.namespace';

/** Label names carry their source (`k8s:app`, `any:app`, `app`); manifests of pods do not. */
function bare(key: string): string {
  return key.replace(/^(k8s|any)[:.]/, '');
}

/**
 * Pods that an endpoint selector selects. In a namespaced policy that is the policy's own namespace, unless the selector names another;
 * conditions on labels of a namespace are not followed.
 */
export function endpoints(world: World, selector: unknown, policy: WorldObject): readonly PodTemplate[] {
  const labels = new Map(Object.entries(fieldsAt(selector, 'matchLabels')).map(([key, value]) => [bare(key), text(value) ?? '']));
  const expressions = itemsAt(selector, 'matchExpressions').map((each) => ({ ...fields(each), key: bare(textAt(each, 'key') ?? '') }));
  if ([...labels.keys()].some((key) => key.startsWith('reserved:'))) return [];

  const named = labels.get(NAMESPACE);
  const own =
    policy.object.kind === 'CiliumNetworkPolicy' && !expressions.some(({ key }) => key === NAMESPACE)
      ? (policy.object.metadata.namespace ?? '')
      : undefined;
  const plain = [...labels].filter(([key]) => key !== NAMESPACE && !key.startsWith('io.cilium.k8s.'));
  const pods = world.podsWith(Object.fromEntries(plain), named ?? own);
  const matchExpressions = expressions.filter(({ key }) => !key.startsWith('io.cilium.k8s.'));
  return pods.filter((pod) => matchesSelector({ matchExpressions }, { ...pod.labels, [NAMESPACE]: pod.namespace }));
}

/** Pods that a policy is about. */
export function subjects(world: World, spec: unknown, policy: WorldObject): readonly PodTemplate[] {
  return endpoints(world, at(spec, 'endpointSelector'), policy);
}
