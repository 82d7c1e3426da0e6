import { judge } from '../../network/verdict.ts';
import { hasForeignPolicies, isOnHost, peerOf, policiesOf } from '../../network/world-policies.ts';
import type { Policy } from '../../network/policy.ts';
import { itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';

export const doorLetIn = defineRule({
  id: 'door-let-in',
  severity: 'warning',
  kinds: ['v1/Service'],
  asks: 'A Service of type NodePort or LoadBalancer leads to pods whose network policies let in somebody from outside.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  *check(manifest, world) {
    const type = textAt(manifest.object, 'spec.type');
    if ((type !== 'NodePort' && type !== 'LoadBalancer') || hasForeignPolicies(world)) return;
    for (const pod of world.podsOfService(manifest)) {
      const policies = policiesOf(world, pod);
      const isolating = policies.filter(({ ingress }) => ingress.isolates);
      // Who names addresses or entities has thought of who comes from outside.
      if (isolating.length === 0 || isOnHost(pod) || policies.some(namesOutside)) continue;
      for (const [index, each] of servicePorts(manifest.object).entries()) {
        const port = podPort(each, pod);
        const to = peerOf(world, pod);
        const flow = { from: OUTSIDE, to, port: port ?? 0, protocol: 'TCP' as const };
        if (port === undefined || judge('ingress', to, OUTSIDE, flow, policies).passes) continue;
        const node = numberAt(itemsAt(manifest.object, 'spec.ports')[index], 'nodePort');
        const speaking = isolating.find(({ ingress }) => ingress.allows.length > 0) ?? isolating[0];
        yield {
          path: 'spec.type',
          message: `${type}${node === undefined ? '' : ` ${node}`} leads to port ${port} of ${pod.owner.object.kind} ${pod.owner.object.metadata.name}, whose policies (${speaking?.manifest.object.metadata.name ?? ''}) let in pods only`,
          why: 'Who comes through the door has the address of a node or of a client, and is no pod: every connection times out, though the pods are ready.',
          fix: 'Add a rule for the port with ipBlock (Cilium: fromEntities: [world]), or make the Service a ClusterIP behind the gateway that is let in.',
        };
        return;
      }
    }
  },
});

const OUTSIDE = { kind: 'entity', entity: 'world' } as const;

function namesOutside({ manifest }: Policy): boolean {
  return /"(?:ipBlock|fromCIDR\w*|fromEntities|fromNodes|fromGroups)"/.test(
    JSON.stringify(manifest.object['spec'] ?? manifest.object['specs'] ?? ''),
  );
}
