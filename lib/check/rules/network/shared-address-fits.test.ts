import { kube, ruleCases } from '../../testing.ts';
import { sharedAddressFits } from './shared-address-fits.ts';

const door = (name: string, port: number, { policy = 'Cluster', app = 'web', key = 'edge', address = '10.0.0.5', protocol = 'TCP' } = {}) =>
  kube(
    'v1/Service',
    { name, namespace: 'shop', annotations: { 'metallb.io/allow-shared-ip': key, 'metallb.io/loadBalancerIPs': address } },
    { spec: { type: 'LoadBalancer', externalTrafficPolicy: policy, selector: { app }, ports: [{ port, protocol }] } },
  );

ruleCases(sharedAddressFits, {
  accepts: {
    'ports of their own': [door('a', 80), door('b', 443, { app: 'api' })],
    'one port of two protocols': [door('a', 53), door('b', 53, { protocol: 'UDP' })],
    'the same pods with Local': [door('a', 80, { policy: 'Local' }), door('b', 443, { policy: 'Local' })],
    'addresses of their own': [door('a', 80), door('b', 80, { address: '10.0.0.6' })],
    'keys of their own, of which another rule tells': [door('a', 80), door('b', 80, { key: 'other' })],
  },
  refuses: {
    'other pods with Local': {
      given: [door('a', 80, { policy: 'Local' }), door('b', 443, { policy: 'Local', app: 'api' })],
      says: 'it cannot share 10.0.0.5 with Service a: with Local both have to select the same pods, not app=api and app=web',
    },
    'two policies': {
      given: [door('a', 80), door('b', 443, { policy: 'Local' })],
      says: 'it cannot share 10.0.0.5 with Service a: externalTrafficPolicy is Local here and Cluster there',
    },
    'one port': { given: [door('a', 80), door('b', 80)], says: 'it cannot share 10.0.0.5 with Service a: both have port 80/TCP' },
  },
});
