import { isOfServices } from '../../network/service-addresses.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const CALICO = ['NetworkPolicy', 'GlobalNetworkPolicy'].flatMap((kind) => [
  `projectcalico.org/v3/${kind}`,
  `crd.projectcalico.org/v1/${kind}`,
]);

export const policyAddressReal = defineRule({
  id: 'policy-address-real',
  severity: 'warning',
  kinds: ['networking.k8s.io/v1/NetworkPolicy', ...CALICO],
  asks: 'Addresses that a network policy lets out to are those of machines, not the ones that Services have.',
  source:
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource; https://github.com/cilium/cilium/issues/33525',
  *check({ object }, world) {
    const rules = itemsAt(object, 'spec.egress');
    const named = rules.flatMap((rule, index) =>
      [
        ...itemsAt(rule, 'to').map((each, place) => ({ cidr: textAt(each, 'ipBlock.cidr'), place: `to[${place}].ipBlock.cidr` })),
        ...itemsAt(rule, 'destination.nets').map((each, place) => ({ cidr: text(each), place: `destination.nets[${place}]` })),
      ].map(({ cidr = '', place }) => ({ cidr, path: `spec.egress[${index}].${place}` })),
    );
    // Who names the port on which the API server listens has thought of its machines as well.
    const thought = JSON.stringify(rules).includes('6443');
    const wide = rules.some((rule) => Object.keys(rule ?? {}).length === 0) || named.some(({ cidr }) => cidr === '0.0.0.0/0');
    for (const { cidr, path } of thought || wide ? [] : named) {
      if (!isOfServices(cidr, world)) continue;
      const server = /\.1(?:\/32)?$/.test(cidr);
      yield {
        path,
        message: `${cidr} is ${server ? 'the address of the Service kubernetes' : 'of Services'}, which no packet has when policies are asked`,
        why: 'The address of a Service is replaced by that of a machine or pod before the policy is applied (Calico, Cilium and most others): the rule opens nothing.',
        fix: server
          ? 'Name the addresses of the control planes, with port 6443; with Cilium write a CiliumNetworkPolicy with toEntities: [kube-apiserver].'
          : 'Name the pods behind it with podSelector and namespaceSelector, and the port on which they listen.',
      };
    }
  },
});
