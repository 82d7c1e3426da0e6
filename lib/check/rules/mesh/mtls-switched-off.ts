import { peerMode, reachOf } from '../../mesh.ts';
import { coveredPorts } from '../../mesh/covered.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort } from '../../services.ts';

const WHY =
  'Passwords, cookies and tokens cross the network readable, and policies that ask who is calling (principals, namespaces) see nobody.';

export const mtlsSwitchedOff = defineRule({
  id: 'mtls-switched-off',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/DestinationRule', 'security.istio.io/v1/PeerAuthentication'],
  asks: 'mTLS is not switched off between pods that both have a sidecar.',
  source: 'https://istio.io/latest/docs/ops/best-practices/security/#mutual-tls; seed 003, M20',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'PeerAuthentication') {
      const reach = reachOf(manifest);
      if (reach === 'workload' || textAt(object, 'spec.mtls.mode') !== 'DISABLE') return;
      const whole = reach === 'mesh' ? 'the whole mesh' : `namespace "${object.metadata.namespace ?? ''}"`;
      yield {
        path: 'spec.mtls.mode',
        message: `DISABLE for ${whole}: no sidecar there takes mTLS`,
        why: WHY,
        fix: 'Use PERMISSIVE, and DISABLE only for the pods that need it, by a selector.',
      };
      return;
    }
    for (const { service, port, mode } of coveredPorts(world, manifest)) {
      const open = world
        .podsOfService(service)
        .find((pod) => pod.injection === 'yes' && peerMode(world, pod, podPort(port, pod)).mode === 'PERMISSIVE');
      if (mode !== 'DISABLE' || open === undefined) continue;
      yield {
        path: 'spec.trafficPolicy.tls.mode',
        message: `DISABLE for Service ${service.object.metadata.name}, although the pods of ${open.owner.object.kind} ${open.owner.object.metadata.name} have a sidecar: mesh traffic to them is unencrypted`,
        why: WHY,
        fix: 'Set tls mode ISTIO_MUTUAL, or leave tls out: Istio then uses mTLS wherever both ends have a sidecar.',
      };
      return;
    }
  },
});
