import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const arpStrict = defineRule({
  id: 'arp-strict',
  severity: 'error',
  kinds: ['kubeproxy.config.k8s.io/v1alpha1/KubeProxyConfiguration'],
  asks: 'Where kube-proxy balances with IPVS and MetalLB answers for addresses, kube-proxy is strict about ARP.',
  source: 'https://metallb.io/installation/#preparation',
  *check({ object }, world) {
    const layer2 = ['metallb.io/v1beta1/L2Advertisement', 'metallb.io/v1beta1/IPAddressPool'].some((kind) => world.ofKind(kind).length > 0);
    if (textAt(object, 'mode') !== 'ipvs' || !layer2 || at(object, 'ipvs.strictARP') === true) return;
    yield {
      path: 'ipvs.strictARP',
      message: 'mode is ipvs, MetalLB announces addresses, and ipvs.strictARP is not true',
      why: 'With IPVS each node has every address on an interface of its own and answers for it: clients get to whichever node is first, and after a failover to the dead one.',
      fix: 'Set ipvs: {strictARP: true}.',
    };
  },
});
