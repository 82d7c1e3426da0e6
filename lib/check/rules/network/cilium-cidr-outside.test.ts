import { chartIn, inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { ciliumCidrOutside } from './cilium-cidr-outside.ts';

const policy = (...egress: readonly object[]) =>
  kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'p', namespace: 'monitoring' }, { spec: { endpointSelector: {}, egress } });
const cluster = kube(
  'kubeadm.k8s.io/v1beta4/ClusterConfiguration',
  { name: 'cluster' },
  { networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.110.0.0/16' } },
);
const node = kube('v1/Node', { name: 'cp' }, { status: { addresses: [{ type: 'InternalIP', address: '192.168.1.187' }] } });

const cilium = (name: string, id: number, k8sServiceHost: string) =>
  chartIn(name, 'cilium', { cluster: { name, id }, k8sServiceHost, clustermesh: { useAPIServer: true } });
const mesh = [...inCluster('hub', cilium('hub', 1, '192.168.1.10')), ...inCluster('app', cilium('app', 2, '192.168.1.20'))];

ruleCases(ciliumCidrOutside, {
  accepts: {
    'an address outside': [cluster, policy({ toCIDR: ['203.0.113.7/32'] })],
    'a range with the world in it': [cluster, policy({ toCIDRSet: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] })],
    'a node by its entity, and by its address until the clusters are joined': [
      node,
      policy({ toEntities: ['remote-node'] }, { toCIDR: ['192.168.1.187/32'] }),
    ],
    'an entity beside it': [policy({ toEntities: ['kube-apiserver'], toCIDR: ['10.96.0.1/32'] })],
    'a node of another cluster, by entity and address': [
      ...mesh,
      ...inCluster('hub', policy({ toEntities: ['remote-node'] }, { toCIDR: ['192.168.1.20/32'] })),
    ],
    'a cluster that no mesh joins': inCluster('hub', policy({ toCIDR: ['192.168.1.20/32'] })),
  },
  refuses: {
    'a node of another cluster of the mesh': {
      given: [...mesh, ...inCluster('hub', policy({ toEntities: ['kube-apiserver'] }, { toCIDR: ['192.168.1.20/32'] }))],
      says: '192.168.1.20/32 is a node of app, which the mesh joins: Cilium knows it as remote-node, not by its address',
    },
    'a node, beside an entity that means no machine': {
      given: [node, policy({ toEntities: ['world'] }, { toCIDR: ['192.168.1.187/32'] })],
      says: '192.168.1.187/32 is the address of a node, which Cilium does not know by its address',
    },
    'the API server by its Service': {
      given: [policy({ toCIDR: ['10.96.0.1/32'] })],
      says: '10.96.0.1/32 is the address of a Service, which Cilium does not know by its address',
      fix: 'Write toEntities: [kube-apiserver].',
    },
    'pods by their network': {
      given: [cluster, policy({ toCIDRSet: [{ cidr: '10.244.3.0/24' }] })],
      says: '10.244.3.0/24 is part of the network of the pods, which Cilium does not know by its address',
      fix: 'Name the pods with toEndpoints.',
    },
    'a range of Services': {
      given: [cluster, policy({ toCIDR: ['10.110.0.0/24'] })],
      says: '10.110.0.0/24 is the address of a Service, which Cilium does not know by its address',
    },
    'a node': {
      given: [node, policy({ toCIDR: ['192.168.1.187/32'] })],
      says: '192.168.1.187/32 is the address of a node, which Cilium does not know by its address',
    },
  },
});
