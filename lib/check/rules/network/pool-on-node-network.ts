import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { treeNodes } from '../../scheduling/tree-nodes.ts';

export const poolOnNodeNetwork = defineRule({
  id: 'pool-on-node-network',
  severity: 'warning',
  kinds: ['metallb.io/v1beta1/IPAddressPool'],
  asks: 'A pool whose addresses MetalLB announces by ARP lies in the network of the nodes that the inventory of the tree names.',
  source: 'https://metallb.io/concepts/layer2/; seed 002, L-07',
  *check({ object }, world) {
    const addresses = (treeNodes(world) ?? []).flatMap((node) => node.addresses).filter((each) => /^\d+(\.\d+){3}$/.test(each));
    const networks = new Set(addresses.map(network));
    const [own] = networks;
    const routed = world.ofKind('metallb.io/v1beta1/BGPAdvertisement').length > 0;
    if (own === undefined || routed || world.ofKind('metallb.io/v1beta1/L2Advertisement').length === 0) return;
    for (const [index, raw] of itemsAt(object, 'spec.addresses').entries()) {
      const range = text(raw) ?? '';
      // How large the network is, an inventory seldom says: one that is written with its length is no single /24.
      if (!/^\d+(\.\d+){3}/.test(range) || networks.has(network(range)) || /\/([0-9]|1\d|2[0-3])$/.test(range)) continue;
      yield {
        path: `spec.addresses[${index}]`,
        message: `${range} is outside the network of the nodes, ${[...networks].join(', ')}`,
        why: 'Addresses are announced by ARP, which goes no further than the network: nobody answers for them.',
        fix: `Take free addresses of ${[...networks].join(' or ')}.`,
      };
    }
  },
});

/** The /24 of an address or of the first of a range. */
function network(address: string): string {
  return address.replace(/^(\d+\.\d+\.\d+)\..*$/, '$1.0/24');
}
