import { AUTHORIZATION_POLICY, podsOfAuthorization } from '../../network/authorization/policies.ts';
import { identityFields } from '../../network/authorization/authorize.ts';
import { clientTls, peerMode } from '../../mesh.ts';
import type { PodTemplate } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

export const authorizationNeedsMtls = defineRule({
  id: 'authorization-needs-mtls',
  severity: 'error',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'A policy that asks who the client is covers pods to which clients speak mTLS.',
  source: 'https://istio.io/latest/docs/concepts/security/#dependency-on-mutual-tls',
  *check(manifest, world) {
    const pods = podsOfAuthorization(world, manifest);
    const off = pods.map((pod) => ({ pod, reason: switchedOff(world, pod) })).find(({ reason }) => reason !== undefined);
    if (off === undefined) return;
    const { kind, metadata } = off.pod.owner.object;
    for (const { path, field, values } of identityFields(manifest)) {
      yield {
        path,
        message: `${field} ${values.join(', ')} needs mTLS, and ${off.reason ?? ''} for ${kind} ${metadata.name}`,
        why: 'Without mTLS the client has no identity: a rule that allows by identity fits nobody, and one that denies by it fits nobody either.',
        fix: 'Let the mesh encrypt these connections (ISTIO_MUTUAL, PERMISSIVE or STRICT), or allow by port and network policy.',
      };
    }
  },
});

/** What switches mTLS off towards a pod; `undefined` where nothing surely does. */
function switchedOff(world: World, pod: PodTemplate): string | undefined {
  const peer = peerMode(world, pod);
  if (peer.mode === 'DISABLE') return `PeerAuthentication ${peer.policy?.object.metadata.name ?? ''} sets DISABLE`;
  const rules = world.servicesOf(pod).flatMap((service) => servicePorts(service.object).map(({ port }) => clientTls(world, service, port)));
  const [first] = rules;
  if (first === undefined || !rules.every((each) => each?.mode === 'DISABLE')) return undefined;
  return `DestinationRule ${first.rule.object.metadata.name} sets tls.mode DISABLE`;
}
