import { kube, ruleCases, service } from '../../testing.ts';
import { metallbAddress } from './metallb-address.ts';

const pool = kube(
  'metallb.io/v1beta1/IPAddressPool',
  { name: 'default-pool' },
  { spec: { addresses: ['192.168.1.200-192.168.1.210', '10.1.0.0/24'] } },
);
const entry = (address: string) => service({ type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': address } });

ruleCases(metallbAddress, {
  accepts: {
    'an address of the pool': [pool, entry('192.168.1.200')],
    'two addresses of a network': [pool, entry('10.1.0.7, 192.168.1.210')],
    'no pool among the manifests': [entry('192.168.1.200')],
  },
  refuses: {
    'an address beside the pool': {
      given: [pool, entry('192.168.1.20')],
      says: '192.168.1.20 lies in no IPAddressPool: default-pool (192.168.1.200-192.168.1.210, 10.1.0.0/24)',
    },
    'an address in chart values': {
      given: [
        pool,
        kube(
          'argoproj.io/v1alpha1/Application',
          {},
          {
            spec: {
              source: {
                chart: 'gateway',
                helm: { valuesObject: { service: { annotations: { 'metallb.io/loadBalancerIPs': '10.9.9.9' } } } },
              },
            },
          },
        ),
      ],
      says: '10.9.9.9 lies in no IPAddressPool: default-pool (192.168.1.200-192.168.1.210, 10.1.0.0/24)',
    },
  },
});
