import { chartIn, inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { addressPoolsApart } from './address-pools-apart.ts';

const pool = (name: string, ...addresses: readonly string[]): ReturnType<typeof kube> =>
  kube('metallb.io/v1beta1/IPAddressPool', { name, namespace: 'metallb-system' }, { spec: { addresses } });
const arp = kube('metallb.io/v1beta1/L2Advertisement', { name: 'all', namespace: 'metallb-system' });
const cilium = (address: string): ReturnType<typeof kube> =>
  chartIn('a', 'cilium', { cluster: { name: 'a', id: 1 }, clustermesh: {}, k8sServiceHost: address });

ruleCases(addressPoolsApart, {
  accepts: {
    'pools side by side': [pool('one', '10.0.0.0/28'), pool('two', '10.0.0.16-10.0.0.31')],
    'a pool for each cluster': [
      ...inCluster('a', pool('one', '10.0.0.200-10.0.0.210')),
      ...inCluster('b', pool('one', '10.0.0.211-10.0.0.220')),
    ],
    'one file that two overlays build': [
      { object: pool('one', '10.0.0.0/28'), cluster: 'dev', file: 'base/pool.yaml', overlay: 'overlays/dev' },
      { object: pool('one', '10.0.0.0/28'), cluster: 'prod', file: 'base/pool.yaml', overlay: 'overlays/prod' },
    ],
    'the same pool behind routers of their own': [
      ...inCluster(
        'a',
        pool('one', '10.0.0.0/28'),
        kube('metallb.io/v1beta1/BGPAdvertisement', { name: 'all', namespace: 'metallb-system' }),
      ),
      ...inCluster('b', pool('one', '10.0.0.0/28')),
    ],
    'machines beside the pool': [...inCluster('a', pool('one', '192.168.1.200-192.168.1.210'), arp, cilium('192.168.1.10'))],
    'what is no range': [pool('one', 'any'), pool('two', 'any')],
  },
  refuses: {
    'two pools of one cluster': {
      given: [pool('one', '10.0.0.0/28'), pool('two', '10.0.0.10-10.0.0.20')],
      says: '10.0.0.10-10.0.0.20 overlaps 10.0.0.0/28 of IPAddressPool one',
    },
    'two pools of Cilium': {
      given: ['a', 'b'].map((name) =>
        kube('cilium.io/v2/CiliumLoadBalancerIPPool', { name }, { spec: { blocks: [{ start: '10.0.0.1', stop: '10.0.0.9' }] } }),
      ),
      says: '10.0.0.1-10.0.0.9 is in CiliumLoadBalancerIPPool a, too',
    },
    'one range in two clusters': {
      given: [...inCluster('a', pool('one', '10.0.0.0/28')), ...inCluster('b', pool('one', '10.0.0.0/28'))],
      says: '10.0.0.0/28 is in IPAddressPool one of a, too',
    },
    'the API server in the pool': {
      given: [...inCluster('a', pool('one', '192.168.1.2-192.168.1.20'), cilium('192.168.1.10'))],
      says: '192.168.1.2-192.168.1.20 holds 192.168.1.10, the API server that Application a-cilium names',
    },
    'a pool of another network': {
      given: [...inCluster('a', pool('one', '192.168.65.200-192.168.65.250'), arp, cilium('192.168.64.10'))],
      says: '192.168.65.200-192.168.65.250 may lie outside the network of the machines: 192.168.64.10 is in 192.168.64.0/24',
    },
  },
});
