import { chartIn } from '../../clusters/testing.ts';
import type { kube } from '../../testing.ts';
import { ruleCases } from '../../testing.ts';
import { clusterIdentityUnique } from './cluster-identity-unique.ts';

const MESH = { clustermesh: { useAPIServer: true } };
const cilium = (place: string, name: string, id: number, more: object = MESH): ReturnType<typeof kube> =>
  chartIn(place, 'cilium', { cluster: { name, id }, ...more });
const istiod = (place: string, name: string, network: string, meshID = 'mesh1'): ReturnType<typeof kube> =>
  chartIn(place, 'istiod', { global: { meshID, network, multiCluster: { clusterName: name } } });

ruleCases(clusterIdentityUnique, {
  accepts: {
    'clusters with names and ids of their own': [cilium('a', 'a', 1), cilium('b', 'b', 2)],
    'the same id in clusters that no mesh joins': [cilium('a', 'a', 0, {}), cilium('b', 'b', 0, {})],
    'one cluster in two files': [cilium('a', 'a', 1), cilium('a', 'a', 1)],
    'up to 511 clusters': [cilium('a', 'a', 300, { clustermesh: { useAPIServer: true, maxConnectedClusters: 511 } })],
    'each with its own API server': [
      cilium('a', 'a', 1, { ...MESH, k8sServiceHost: '10.0.0.1', k8sServicePort: 6443 }),
      cilium('b', 'b', 2, { ...MESH, k8sServiceHost: '10.0.0.2', k8sServicePort: 6443 }),
    ],
    'a balancer on every node': [
      cilium('a', 'a', 1, { ...MESH, k8sServiceHost: 'localhost', k8sServicePort: 7445 }),
      cilium('b', 'b', 2, { ...MESH, k8sServiceHost: 'localhost', k8sServicePort: 7445 }),
    ],
    'two revisions of one control plane': [istiod('a', 'a', 'n1'), istiod('a', 'a', 'n1')],
    'control planes without a mesh, which all call their cluster Kubernetes': [
      chartIn('a', 'istiod', { global: { multiCluster: { clusterName: 'Kubernetes' } } }),
      chartIn('b', 'istiod', { global: { multiCluster: { clusterName: 'Kubernetes' } } }),
    ],
    'a name that two meshes use': [istiod('a', 'primary', 'n1', 'test'), istiod('b', 'primary', 'n1', 'prod')],
  },
  refuses: {
    'one id twice': { given: [cilium('a', 'a', 1), cilium('b', 'b', 1)], says: 'cluster.id 1 is that of Application a-cilium, too' },
    'one name twice': { given: [cilium('a', 'a', 1), cilium('b', 'a', 2)], says: 'cluster.name a is that of Application a-cilium, too' },
    'id 0 in a mesh': { given: [cilium('a', 'a', 0)], says: 'cluster.id is 0 in a mesh: ids go from 1 to 255' },
    'the default name': { given: [cilium('a', 'default', 1)], says: 'cluster.name "default" cannot be used in a mesh' },
    'a name with capitals': {
      given: [cilium('a', 'App_1', 1)],
      says: 'cluster.name "App_1" cannot be used in a mesh: it takes at most 32 lower-case letters, digits and hyphens',
    },
    'the API server of another cluster': {
      given: [cilium('a', 'a', 1, { ...MESH, k8sServiceHost: '10.0.0.1' }), cilium('b', 'b', 2, { ...MESH, k8sServiceHost: '10.0.0.1' })],
      says: 'k8sServiceHost 10.0.0.1 is the API server of Application a-cilium, too',
    },
    'control planes of two networks under one name': {
      given: [istiod('a', 'cluster1', 'n1'), istiod('b', 'cluster1', 'n2')],
      says: 'clusterName cluster1 is that of Application a-istiod, too',
    },
  },
});
