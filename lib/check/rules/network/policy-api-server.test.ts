import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { policyApiServer } from './policy-api-server.ts';

const namespace = 'shop';
const restart = cronJob({
  name: 'restart',
  namespace,
  container: { image: 'bitnami/kubectl:1.29', command: ['kubectl', 'rollout', 'restart', 'deployment/web'] },
});
const policy = (name: string, egress: readonly object[], podSelector: object = {}) =>
  kube('networking.k8s.io/v1/NetworkPolicy', { name, namespace }, { spec: { podSelector, policyTypes: ['Egress'], egress } });
const dns = { ports: [{ port: 53, protocol: 'UDP' }] };
const peers = { to: [{ podSelector: {} }], ports: [{ port: 8080 }] };

const watcher = (pod: object = {}) =>
  deployment({ name: 'watcher', namespace, labels: { app: 'watcher' }, pod: { serviceAccountName: 'watcher', ...pod } });
const rights = [
  kube('v1/ServiceAccount', { name: 'watcher', namespace }),
  kube(
    'rbac.authorization.k8s.io/v1/Role',
    { name: 'watcher', namespace },
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }] },
  ),
  kube(
    'rbac.authorization.k8s.io/v1/RoleBinding',
    { name: 'watcher', namespace },
    { roleRef: { kind: 'Role', name: 'watcher' }, subjects: [{ kind: 'ServiceAccount', name: 'watcher' }] },
  ),
];

ruleCases(policyApiServer, {
  accepts: {
    'no policy': [restart],
    'a way out to addresses': [restart, policy('out', [dns, { to: [{ ipBlock: { cidr: '10.0.0.10/32' } }], ports: [{ port: 6443 }] }])],
    'a way out to everybody': [restart, policy('out', [{ ports: [{ port: 443 }] }])],
    'a policy for other pods': [restart, policy('out', [peers], { matchLabels: { app: 'api' } })],
    'a pod that calls nobody': [cronJob({ namespace, container: { command: ['sh', '-c', 'true'] } }), policy('out', [dns])],
    'an account without rights': [watcher(), kube('v1/ServiceAccount', { name: 'watcher', namespace }), policy('out', [dns])],
    'a pod that gets no token': [watcher({ automountServiceAccountToken: false }), ...rights, policy('out', [dns])],
    'rights, and a way out': [watcher(), ...rights, policy('out', [dns, { ports: [{ port: 6443 }] }])],
    'the entity of Cilium': [
      restart,
      kube(
        'cilium.io/v2/CiliumNetworkPolicy',
        { name: 'out', namespace },
        { spec: { endpointSelector: {}, egress: [{ toEntities: ['kube-apiserver'] }] } },
      ),
    ],
  },
  refuses: {
    'rights that nobody can use': {
      given: [watcher(), ...rights, policy('default-deny', []), policy('base', [dns])],
      says: 'it works with the rights of ServiceAccount watcher (may list pods), and no egress rule reaches the API server on port 443 or 6443: NetworkPolicy base, NetworkPolicy default-deny limit its way out',
    },
    'a closed way out': {
      given: [restart, policy('default-deny', []), policy('base', [dns, peers])],
      says: 'it calls kubectl rollout, and no egress rule reaches the API server on port 443 or 6443: NetworkPolicy base, NetworkPolicy default-deny limit its way out',
    },
  },
});
