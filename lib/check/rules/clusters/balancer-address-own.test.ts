import { inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { balancerAddressOwn } from './balancer-address-own.ts';

const service = (name: string, address: string, more: Readonly<Record<string, string>> = {}): ReturnType<typeof kube> =>
  kube(
    'v1/Service',
    { name, namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': address, ...more } },
    { spec: { type: 'LoadBalancer' } },
  );
const SHARED = { 'metallb.io/allow-shared-ip': 'edge' };

ruleCases(balancerAddressOwn, {
  accepts: {
    'an address each': [service('a', '10.0.0.1'), service('b', '10.0.0.2, fd00::2')],
    'two that share on purpose': [service('a', '10.0.0.1', SHARED), service('b', '10.0.0.1', SHARED)],
    'one file that two overlays build': [
      { object: service('a', '10.0.0.1'), cluster: 'dev', file: 'base/a.yaml', overlay: 'overlays/dev' },
      { object: service('a', '10.0.0.1'), cluster: 'prod', file: 'base/a.yaml', overlay: 'overlays/prod' },
    ],
  },
  refuses: {
    'two that do not share': {
      given: [service('a', '10.0.0.1'), service('b', '10.0.0.1')],
      says: '10.0.0.1 is what Service a asks for, too',
    },
    'two with keys that differ': {
      given: [service('a', '10.0.0.1', SHARED), service('b', '10.0.0.1', { 'metallb.io/allow-shared-ip': 'other' })],
      says: '10.0.0.1 is what Service a asks for, too',
    },
    'two clusters': {
      given: [...inCluster('east', service('a', '10.0.0.1')), ...inCluster('west', service('a', '10.0.0.1'))],
      says: '10.0.0.1 is what Service a of east asks for, too',
    },
  },
});
