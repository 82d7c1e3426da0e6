import { documentObject } from '../../document.ts';
import { chartIn, inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { clusterRangesApart } from './cluster-ranges-apart.ts';

const kubeadm = (podSubnet: string, serviceSubnet: string): ReturnType<typeof kube> =>
  kube('kubeadm.k8s.io/v1beta4/ClusterConfiguration', { name: 'kubeadm' }, { networking: { podSubnet, serviceSubnet } });
const cilium = (place: string, id: number, ipam?: object): ReturnType<typeof kube> =>
  chartIn(place, 'cilium', { cluster: { name: place, id }, clustermesh: { useAPIServer: true }, ...(ipam === undefined ? {} : { ipam }) });
const pool = (range: string): object => ({ mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: [range] } });
const inventory = (...clusters: readonly object[]): ReturnType<typeof kube> =>
  documentObject('Config', 'clusters', { content: { clusters } });
const joined = [cilium('a', 1, { mode: 'kubernetes' }), cilium('b', 2, { mode: 'kubernetes' })];

ruleCases(clusterRangesApart, {
  accepts: {
    'ranges of their own': [kubeadm('10.100.0.0/16', '10.96.0.0/16')],
    'two families': [kubeadm('10.100.0.0/16,fd00:1::/56', '10.96.0.0/16,fd00:2::/112')],
    'the same ranges in clusters that nothing joins': [
      ...inCluster('a', kubeadm('10.42.0.0/16', '10.43.0.0/16')),
      ...inCluster('b', kubeadm('10.42.0.0/16', '10.43.0.0/16')),
    ],
    'the same Services in joined clusters, which each resolves by itself': [
      ...joined,
      inventory(
        { name: 'a', podCIDR: '10.1.0.0/16', serviceCIDR: '10.96.0.0/16' },
        { name: 'b', podCIDR: '10.2.0.0/16', serviceCIDR: '10.96.0.0/16' },
      ),
    ],
    'Cilium says once more what kubeadm says': [
      ...inCluster('a', kubeadm('10.100.0.0/16', '10.96.0.0/16'), chartIn('a', 'cilium', { ipam: pool('10.100.0.0/16') })),
    ],
    'a map with a single range': [
      documentObject('Config', 'net', { content: { podCIDR: '10.0.0.0/8', nested: { serviceCIDR: '10.0.0.0/16' } } }),
    ],
    'what is no network': [kubeadm('${POD_CIDR}', '10.96.0.0/12')],
  },
  refuses: {
    'Services that swallow the pods': {
      given: [kubeadm('10.100.0.0/16', '10.96.0.0/12')],
      says: '10.96.0.0/12 for the Services overlaps 10.100.0.0/16 for the pods of the same cluster',
    },
    'pods of joined clusters': {
      given: [cilium('a', 1, pool('10.1.0.0/16')), cilium('b', 2, pool('10.1.128.0/17'))],
      says: '10.1.128.0/17 for the pods overlaps 10.1.0.0/16 for the pods of Application a-cilium',
    },
    'the default pool of Cilium in both': {
      given: [cilium('a', 1, { mode: 'cluster-pool' }), cilium('b', 2, { mode: 'cluster-pool' })],
      says: '10.0.0.0/8, which Cilium takes by default, is for the pods here, and for the pods of Application a-cilium',
    },
    'an inventory of joined clusters': {
      given: [
        ...joined,
        inventory(
          { name: 'a', pod_cidr: '10.1.0.0/16', service_cidr: '10.96.0.0/16' },
          { name: 'b', pod_cidr: '10.1.0.0/16', service_cidr: '10.97.0.0/16' },
        ),
      ],
      says: '10.1.0.0/16 is for the pods here, and for the pods of the same cluster',
    },
    'machines among the pods (the pool of Calico)': {
      given: [
        kube(
          'operator.tigera.io/v1/Installation',
          { name: 'default' },
          { spec: { calicoNetwork: { ipPools: [{ cidr: '192.168.0.0/16' }] } } },
        ),
        kube('kubeadm.k8s.io/v1beta4/InitConfiguration', { name: 'init' }, { localAPIEndpoint: { advertiseAddress: '192.168.64.10' } }),
      ],
      says: '192.168.0.0/16 for the pods overlaps 192.168.64.10 for the machines of InitConfiguration init',
    },
    'a plan of Terraform': {
      given: [documentObject('TextFile', 'terraform', { text: 'pod_cidr = "10.0.0.0/8"\nservice_cidr = "10.96.0.0/16"\n' })],
      says: '10.96.0.0/16 for the Services overlaps 10.0.0.0/8 for the pods of the same cluster',
    },
  },
});
