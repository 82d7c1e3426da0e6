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

ruleCases(clusterPolicyNamed, {
  accepts: {
    'a cluster that is named': [...mesh, ...inCluster('app', policy({ ...VAULT, 'io.cilium.k8s.policy.cluster': 'hub' }))],
    'pods of the own cluster': [...mesh, ...inCluster('hub', policy(VAULT))],
    'clusters that no mesh joins': [
      ...inCluster('hub', deployment({ name: 'vault', namespace: 'vault', labels: { app: 'vault' } })),
      ...inCluster('app', policy(VAULT)),
    ],
    'pods that nobody shows': [...mesh, ...inCluster('app', policy({ ...VAULT, app: 'other' }))],
  },
  refuses: {
    'pods of another cluster': {
      given: [...mesh, ...inCluster('app', policy(VAULT))],
      says: 'pods in "vault" run in hub only, and the rule does not name a cluster',
    },
  },
});
