import { defineRule } from '../../rule.ts';

export const oneIngressPath = defineRule({
  id: 'one-ingress-path',
  severity: 'error',
  kinds: ['networking.k8s.io/v1/Ingress', 'networking.k8s.io/v1/IngressClass'],
  asks: 'Where an Istio gateway takes the traffic in, no Ingress does the same job a second time.',
  source: 'seed 002, L-10',
  *check({ object }, world) {
    const [gateway] = world.ofKind('networking.istio.io/v1/Gateway');
    if (gateway === undefined) return;
    const { namespace = '', name } = gateway.object.metadata;
    yield {
      path: 'kind',
      // Two ways in may be meant; of a cluster that is described as a whole they are not.
      severity: world.facts.whole === true ? 'error' : 'info',
      message: `an ${object.kind} stands beside the Istio Gateway ${namespace}/${name}`,
      why: 'Two controllers take in the same hosts: each costs latency and an address, and a rule that is changed in one of them holds only for a part of the users.',
      fix: 'Route the host with a VirtualService on the gateway, and remove the Ingress and its controller.',
    };
  },
});
