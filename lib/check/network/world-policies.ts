import { CILIUM_POLICIES } from '../cilium.ts';
import { helmValuesOf } from '../helm.ts';
import type { PodTemplate } from '../pods.ts';
import { at, someString } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { ciliumPolicies } from './cilium-policy.ts';
import { nativePolicy, type Engine } from './native-policy.ts';
import { podPeer, type PodPeer } from './peer.ts';
import type { Policy } from './policy.ts';
import { addTo } from '../../values/multimap.ts';

export const NETWORK_POLICY = 'networking.k8s.io/v1/NetworkPolicy';

/** Kinds of a rule that judges network policies. */
export const POLICY_KINDS = [...CILIUM_POLICIES, NETWORK_POLICY] as const;

/** Every network policy of the cluster that is enforced. */
export function networkPolicies(world: World): readonly Policy[] {
  return world.once('network policies', () => {
    const engine = engineOf(world);
    return [
      ...CILIUM_POLICIES.flatMap((kind) => world.ofKind(kind)).flatMap((each) => ciliumPolicies(each)),
      ...world.ofKind(NETWORK_POLICY).map((each) => nativePolicy(each, engine)),
    ];
  });
}

/** The policies that one object holds. */
export function policiesIn(world: World, manifest: WorldObject): readonly Policy[] {
  const byManifest = world.once('policies by manifest', () => {
    const map = new Map<WorldObject, Policy[]>();
    for (const policy of networkPolicies(world)) addTo(map, policy.manifest, policy);
    return map;
  });
  return byManifest.get(manifest) ?? [];
}

/** Cilium where its own policies, or its chart, are in the tree. */
export function engineOf(world: World): Engine {
  return world.once('policy engine', (): Engine => {
    const installs = (): boolean =>
      world.installers().some(({ manifest }) => helmValuesOf(manifest).some(({ chart }) => chart === 'cilium'));
    return CILIUM_POLICIES.some((kind) => world.ofKind(kind).length > 0) || installs() ? 'cilium' : 'other';
  });
}

/** Calico's own policies may let pass, before others are asked, what those would stop. */
export function hasForeignPolicies(world: World): boolean {
  return world.once('foreign policies', () =>
    ['projectcalico.org/v3', 'crd.projectcalico.org/v1'].some((group) =>
      ['NetworkPolicy', 'GlobalNetworkPolicy'].some((kind) =>
        world.ofKind(`${group}/${kind}`).some(({ object }) => someString(object['spec'], (word) => word === 'Allow' || word === 'Pass')),
      ),
    ),
  );
}

/** Policies that select the pods of a workload. */
export function policiesOf(world: World, pod: PodTemplate): readonly Policy[] {
  return selected(world).byPod.get(pod) ?? [];
}

/** Pods that a policy selects, in the tree. */
export function podsOf(world: World, policy: Policy): readonly PodTemplate[] {
  return selected(world).byPolicy.get(policy) ?? [];
}

function selected(world: World): {
  readonly byPod: ReadonlyMap<PodTemplate, readonly Policy[]>;
  readonly byPolicy: ReadonlyMap<Policy, readonly PodTemplate[]>;
} {
  return world.once('pods of policies', () => {
    const byPod = new Map<PodTemplate, Policy[]>();
    const byPolicy = new Map<Policy, readonly PodTemplate[]>();
    for (const policy of networkPolicies(world)) {
      const pods = world.podsWith(policy.subject.labels, policy.subject.namespace).filter((pod) => policy.selects(peerOf(world, pod)));
      byPolicy.set(policy, pods);
      for (const pod of pods) {
        addTo(byPod, pod, policy);
      }
    }
    return { byPod, byPolicy };
  });
}

/** The pods of a workload as policies see them. Pods on the host's network have the host's identity and no policies. */
export function peerOf(world: World, pod: PodTemplate): PodPeer {
  const peers = world.once('pod peers', () => new Map<PodTemplate, PodPeer>());
  let peer = peers.get(pod);
  if (peer === undefined) {
    peer = podPeer(pod.namespace, pod.labels, {
      namespaceLabels: world.namespaceLabels(pod.namespace),
      ports: pod.containers.flatMap(({ ports }) => ports),
    });
    peers.set(pod, peer);
  }
  return peer;
}

/** Whether pods use the network of their node. */
export function isOnHost(pod: PodTemplate): boolean {
  return at(pod.spec, 'hostNetwork') === true;
}

/** Whether policies isolate the pods on their way out. */
export function isolatesEgress(world: World, pod: PodTemplate): boolean {
  return !isOnHost(pod) && policiesOf(world, pod).some(({ egress }) => egress.isolates);
}
