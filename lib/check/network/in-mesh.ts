import { ROOT_NAMESPACE } from '../mesh.ts';
import { hasNoProxy, isGatewayPod, labelledElsewhere } from '../mesh/sidecar.ts';
import type { PodTemplate } from '../pods.ts';
import type { World } from '../world.ts';

/** Kinds that somebody writes into a namespace only when its pods have sidecars. */
const SIGNS = [
  'security.istio.io/v1/PeerAuthentication',
  'security.istio.io/v1/AuthorizationPolicy',
  'networking.istio.io/v1/DestinationRule',
  'networking.istio.io/v1/Sidecar',
];

/** Whether pods have a sidecar: `likely` where nobody says so, but their namespace has policies that need one. */
export function inMesh(world: World, pod: PodTemplate): 'yes' | 'likely' | 'no' {
  if (pod.injection === 'yes') return 'yes';
  if (hasNoProxy(world, pod)) return 'no';
  // The root namespace holds what is meant for the whole mesh, and a namespace that is not stated says nothing of its pods.
  const signs = ![ROOT_NAMESPACE, ''].includes(pod.namespace) && SIGNS.some((kind) => world.inNamespace(kind, pod.namespace).length > 0);
  if (pod.injection === 'unknown') return signs || labelledElsewhere(world, pod.namespace) ? 'likely' : 'no';
  return labelledElsewhere(world, pod.namespace) ? 'likely' : 'no';
}

/** Something stands in front of the pods that enforces the policies of the mesh: a sidecar, or they are a gateway themselves. */
export function hasProxy(world: World, pod: PodTemplate): boolean {
  return inMesh(world, pod) !== 'no' || isGatewayPod(pod) || /(ingress|egress|eastwest)-?gateway/.test(pod.labels['istio'] ?? '');
}
