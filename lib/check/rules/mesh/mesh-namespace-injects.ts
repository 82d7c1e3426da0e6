import { hasNoProxy, isAmbient, labelledElsewhere } from '../../mesh/sidecar.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const meshNamespaceInjects = defineRule({
  id: 'mesh-namespace-injects',
  severity: 'error',
  kinds: ['v1/Namespace'],
  asks: 'A namespace whose policies demand mTLS lets its pods have sidecars.',
  source: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/; seed 003, M20',
  *check({ object }, world) {
    const name = object.metadata.name;
    const demands = demandsOf(world, name);
    const pods = world.podsIn(name);
    const [pod] = pods;
    if (demands.length === 0 || pod === undefined || labelledElsewhere(world, name)) return;
    if (!pods.every((each) => hasNoProxy(world, each) && !isAmbient(world, each))) return;
    yield {
      path: 'metadata.labels',
      message: `no pod of the namespace gets a sidecar, while ${demands.join(' and ')}`,
      why: 'Without proxies nobody encrypts and nobody checks: the policies have no effect where they should protect, and clients that obey them cannot connect.',
      fix: 'Label the namespace istio-injection: enabled (or istio.io/rev), or remove the policies.',
    };
  },
});

/** What demands mTLS in a namespace, in words. */
function demandsOf(world: World, namespace: string): readonly string[] {
  const first = (kind: string, path: string, mode: string): WorldObject | undefined =>
    world.inNamespace(kind, namespace).find((each) => textAt(each.object, path) === mode);
  const peer = first('security.istio.io/v1/PeerAuthentication', 'spec.mtls.mode', 'STRICT');
  const rule = first('networking.istio.io/v1/DestinationRule', 'spec.trafficPolicy.tls.mode', 'ISTIO_MUTUAL');
  return [
    ...(peer === undefined ? [] : [`PeerAuthentication ${peer.object.metadata.name} is STRICT`]),
    ...(rule === undefined ? [] : [`DestinationRule ${rule.object.metadata.name} is ISTIO_MUTUAL`]),
  ];
}
