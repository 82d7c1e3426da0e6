import { kube, ruleCases, service } from '../../testing.ts';
import { balancerAddressOffered } from './balancer-address-offered.ts';

const pool = kube('cilium.io/v2alpha1/CiliumLoadBalancerIPPool', { name: 'lan' }, { spec: { blocks: [{ cidr: '192.168.70.96/28' }] } });
const span = kube(
  'cilium.io/v2alpha1/CiliumLoadBalancerIPPool',
  { name: 'span' },
  { spec: { blocks: [{ start: '10.0.0.5', stop: '10.0.0.9' }] } },
);
const gateway = (value: string, type?: string) =>
  kube(
    'gateway.networking.k8s.io/v1/Gateway',
    { name: 'main', namespace: 'gateway' },
    { spec: { gatewayClassName: 'cilium', addresses: [{ ...(type === undefined ? {} : { type }), value }] } },
  );
const door = (value: string) => service({ type: 'LoadBalancer', annotations: { 'lbipam.cilium.io/ips': value } });

ruleCases(balancerAddressOffered, {
  accepts: {
    'an address of the pool': [pool, gateway('192.168.70.100'), door('192.168.70.101')],
    'an address of another pool': [pool, span, door('10.0.0.7')],
    'no pool in the tree': [gateway('192.168.10.171')],
    'a name': [pool, gateway('web.example.org', 'Hostname')],
    'what somebody fills in': [pool, door('${GATEWAY_IP}')],
  },
  refuses: {
    'a Gateway with the old address': {
      given: [pool, gateway('192.168.10.171', 'IPAddress')],
      says: '192.168.10.171 lies in no pool of the cluster: lan (192.168.70.96/28)',
      fix: 'Ask for an address of a pool, widen the pool, or ask for none.',
    },
    'one of two addresses': {
      given: [span, door('10.0.0.5,10.0.0.10')],
      says: '10.0.0.10 lies in no pool of the cluster: span (10.0.0.5-10.0.0.9)',
    },
  },
});
