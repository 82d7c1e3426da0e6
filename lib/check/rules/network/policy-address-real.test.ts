import { kube, ruleCases } from '../../testing.ts';
import { policyAddressReal } from './policy-address-real.ts';

const policy = (...egress: readonly object[]) =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name: 'out', namespace: 'shop' },
    { spec: { podSelector: {}, policyTypes: ['Egress'], egress } },
  );
const to = (cidr: string, port = 443) => ({ to: [{ ipBlock: { cidr } }], ports: [{ port, protocol: 'TCP' }] });
const cluster = kube(
  'kubeadm.k8s.io/v1beta4/ClusterConfiguration',
  { name: '' },
  { networking: { podSubnet: '10.100.0.0/16', serviceSubnet: '10.200.0.0/16' } },
);
const SAYS = 'is the address of the Service kubernetes, which no packet has when policies are asked';

ruleCases(policyAddressReal, {
  accepts: {
    'a control plane': [policy(to('192.168.1.187/32', 6443))],
    'both addresses, to be sure': [policy(to('10.96.0.1/32'), to('192.168.1.187/32', 6443))],
    'a host of the outside world': [policy(to('10.96.1.20/32'), to('203.0.113.9/32'))],
    'a wide range': [policy(to('10.0.0.0/8')), policy(to('0.0.0.0/0'))],
    'everything beside it': [policy({}, to('10.96.0.1/32'))],
  },
  refuses: {
    'the usual address': { given: [policy(to('10.96.0.1/32'))], says: `10.96.0.1/32 ${SAYS}` },
    'the address of k3s': {
      given: [policy({ ports: [{ port: 53 }], to: [{ podSelector: {} }] }, to('10.43.0.1/32'))],
      says: `10.43.0.1/32 ${SAYS}`,
    },
    'a Service of the range that kubeadm is told': {
      given: [cluster, policy(to('10.200.4.7/32', 5432))],
      says: '10.200.4.7/32 is of Services, which no packet has when policies are asked',
      fix: 'Name the pods behind it with podSelector and namespaceSelector, and the port on which they listen.',
    },
    'a policy of Calico': {
      given: [
        kube(
          'projectcalico.org/v3/GlobalNetworkPolicy',
          { name: 'out' },
          { spec: { egress: [{ action: 'Allow', destination: { nets: ['10.96.0.1/32'], ports: [443] } }] } },
        ),
      ],
      says: `10.96.0.1/32 ${SAYS}`,
    },
  },
});
