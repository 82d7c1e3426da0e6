import { peerMode } from '../../mesh.ts';
import { bypassesSidecar, isGatewayPod } from '../../mesh/sidecar.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';

export const strictEntry = defineRule({
  id: 'strict-entry',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'A Service of type NodePort or LoadBalancer does not lead clients without a certificate to pods that demand mTLS.',
  source: 'https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/',
  *check(manifest, world) {
    const type = textAt(manifest.object, 'spec.type');
    if (type !== 'NodePort' && type !== 'LoadBalancer') return;
    for (const pod of world.podsOfService(manifest)) {
      if (pod.injection !== 'yes' || isGatewayPod(pod)) continue;
      for (const each of servicePorts(manifest.object)) {
        const port = podPort(each, pod);
        const { mode, policy } = peerMode(world, pod, port);
        if (mode !== 'STRICT' || (port !== undefined && bypassesSidecar(pod, port))) continue;
        yield {
          path: 'spec.type',
          message: `${type} leads to pods of ${pod.owner.object.kind} ${pod.owner.object.metadata.name}, whose sidecar demands mTLS (PeerAuthentication ${policy?.object.metadata.name ?? ''} STRICT): plain-text clients from outside are rejected`,
          why: 'Every connection through this door is reset by the sidecar; only the ingress gateway has a certificate of the mesh.',
          fix: 'Make it a ClusterIP and route to it through the ingress gateway.',
        };
        return;
      }
    }
  },
});
