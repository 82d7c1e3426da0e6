import { chartIn, inCluster } from '../../clusters/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { clusterPolicyNamed } from './cluster-policy-named.ts';

const cilium = (name: string, id: number): ReturnType<typeof kube> =>
  chartIn(name, 'cilium', { cluster: { name, id }, clustermesh: { useAPIServer: true } });
const mesh = [
  ...inCluster('hub', cilium('hub', 1), deployment({ name: 'vault', namespace: 'vault', labels: { app: 'vault' } })),
  ...inCluster('app', cilium('app', 2)),
];
const policy = (matchLabels: Readonly<Record<string, string>>): ReturnType<typeof kube> =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'to-vault', namespace: 'shop' },
    { spec: { endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels }] }] } },
  );
const VAULT = { 'k8s:io.kubernetes.pod.namespace': 'vault', app: 'vault' };
const stub = kube(
  'v1/Service',
  { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } },
  { spec: { ports: [{ name: 'https', port: 8200 }] } },
);

ruleCases(clusterPolicyNamed, {
  accepts: {
    'a cluster that is named': [...mesh, ...inCluster('app', policy({ ...VAULT, 'io.cilium.k8s.policy.cluster': 'hub' }))],
    'pods of the own cluster': [...mesh, ...inCluster('hub', policy(VAULT))],
    'clusters that no mesh joins': [
      ...inCluster('hub', deployment({ name: 'vault', namespace: 'vault', labels: { app: 'vault' } })),
      ...inCluster('app', policy(VAULT)),
    ],
    'pods that nobody shows': [...mesh, ...inCluster('app', policy({ ...VAULT, app: 'other' }))],
    'a cluster that only its peers name': [
      ...inCluster(
        'app',
        chartIn('app', 'cilium', {
          cluster: { name: 'app', id: 2 },
          clustermesh: { config: { enabled: true, clusters: [{ name: 'hub' }] } },
        }),
      ),
      ...inCluster('app', policy({ ...VAULT, 'io.cilium.k8s.policy.cluster': 'hub' })),
    ],
    'a name that is filled in': [...mesh, ...inCluster('app', policy({ ...VAULT, 'io.cilium.k8s.policy.cluster': '${HUB}' }))],
  },
  refuses: {
    'a cluster that is called otherwise': {
      given: [...mesh, ...inCluster('app', policy({ ...VAULT, 'io.cilium.k8s.policy.cluster': 'hubs' }))],
      says: 'no cluster of the mesh is called hubs: there are app, hub',
      fix: 'Did you mean "hub"?',
    },
    'a Service whose pods are elsewhere': {
      given: inCluster('app', cilium('app', 2), stub, policy(VAULT)),
      says: 'Service vault/vault has its pods in another cluster (it is global, and selects none here), and the rule does not name that cluster',
    },
    'pods of another cluster': {
      given: [...mesh, ...inCluster('app', policy(VAULT))],
      says: 'pods in "vault" run in hub only, and the rule does not name a cluster',
    },
  },
});
