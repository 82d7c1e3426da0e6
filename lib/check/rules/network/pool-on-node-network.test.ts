import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { poolOnNodeNetwork } from './pool-on-node-network.ts';

const inventory = inFile(
  'kubespray/hosts.ini',
  documentObject('TextFile', 'kubespray/hosts', {
    text: '[kube_control_plane]\nm ansible_host=192.168.64.10\n[kube_node]\nw ansible_host=192.168.64.11\n',
  }),
);
const pool = (...addresses: readonly string[]) => kube('metallb.io/v1beta1/IPAddressPool', { name: 'lan' }, { spec: { addresses } });
const arp = kube('metallb.io/v1beta1/L2Advertisement', {});
const bgp = kube('metallb.io/v1beta1/BGPAdvertisement', {});

ruleCases(poolOnNodeNetwork, {
  accepts: {
    'a range of the network': [inventory, arp, pool('192.168.64.200-192.168.64.250', '192.168.64.240/29')],
    'a pool that is routed': [inventory, bgp, pool('10.9.0.0/24')],
    'no inventory': [arp, pool('192.168.65.200-192.168.65.250')],
    'a network that is larger than it looks': [inventory, arp, pool('192.168.0.0/16')],
  },
  refuses: {
    'the network of the machines before': {
      given: [inventory, arp, pool('192.168.65.200-192.168.65.250')],
      says: '192.168.65.200-192.168.65.250 is outside the network of the nodes, 192.168.64.0/24',
    },
  },
});
