import type { PodTemplate } from '../pods.ts';
import { ROOT_NAMESPACE } from '../mesh.ts';
import type { World } from '../world.ts';
import { inMesh } from './in-mesh.ts';
import { podPeer, type Peer } from './peer.ts';
import { judge, type Judgement } from './verdict.ts';
import { isolatesEgress, peerOf, policiesOf } from './world-policies.ts';

/** Port at which istiod hands out configuration and certificates to sidecars. Set by Istio. */
export const CONTROL_PLANE = 15012;

/** Places that answer DNS queries of pods: the cluster's DNS under the labels of its usual installations, and a cache on the node. */
const DNS: readonly { readonly peer: Peer; readonly ports: readonly number[] }[] = [
  ...['kube-dns', 'coredns', 'node-local-dns'].map((name) => ({
    peer: podPeer('kube-system', { 'k8s-app': name }, { partial: true }),
    ports: [53],
  })),
  { peer: podPeer('kube-system', { 'app.kubernetes.io/name': 'coredns', 'k8s-app': 'coredns' }, { partial: true }), ports: [53] },
  { peer: podPeer('openshift-dns', {}, { partial: true }), ports: [53, 5353] },
  { peer: { kind: 'entity', entity: 'host' }, ports: [53] },
  { peer: { kind: 'address', address: '169.254.20.10' }, ports: [53] },
  { peer: { kind: 'address', address: '8.8.8.8' }, ports: [53] },
];

/** What stops the DNS queries of pods; `undefined` where they pass. */
export function dnsStop(world: World, pod: PodTemplate): Judgement | undefined {
  if (!isolatesEgress(world, pod)) return undefined;
  let first: Judgement | undefined;
  for (const { peer, ports } of DNS) {
    for (const port of ports) {
      const judged = egress(world, pod, peer, port, 'UDP');
      if (judged.passes) return undefined;
      first ??= judged;
    }
  }
  return first;
}

/** istiod as it is known without its pods. */
export function controlPlane(world: World): Peer {
  const pods = world.podsWith({ app: 'istiod' });
  const [pod] = pods;
  return pod === undefined
    ? podPeer(ROOT_NAMESPACE, { app: 'istiod', istio: 'pilot' }, { namespaceLabels: world.namespaceLabels(ROOT_NAMESPACE), partial: true })
    : peerOf(world, pod);
}

/** What stops a sidecar's way to istiod; `undefined` where it passes. */
export function controlPlaneStop(world: World, pod: PodTemplate): Judgement | undefined {
  if (inMesh(world, pod) === 'no' || !isolatesEgress(world, pod)) return undefined;
  const judged = egress(world, pod, controlPlane(world), CONTROL_PLANE, 'TCP');
  return judged.passes ? undefined : judged;
}

function egress(world: World, pod: PodTemplate, to: Peer, port: number, protocol: 'TCP' | 'UDP'): Judgement {
  const from = peerOf(world, pod);
  return judge('egress', from, to, { from, to, port, protocol }, policiesOf(world, pod));
}
