import { kube, ruleCases } from '../../testing.ts';
import { quarantineDenies } from './quarantine-denies.ts';

const policy = (spec: object) =>
  kube(
    'cilium.io/v2/CiliumClusterwideNetworkPolicy',
    { name: 'quarantine' },
    { spec: { endpointSelector: { matchLabels: { quarantine: 'true' } }, ...spec } },
  );
const all = { ingressDeny: [{ fromEntities: ['all'] }], egressDeny: [{ toEntities: ['all'] }] };
const native = kube(
  'networking.k8s.io/v1/NetworkPolicy',
  { namespace: 'blog', name: 'quarantine' },
  { spec: { podSelector: { matchExpressions: [{ key: 'falco/quarantine', operator: 'Exists' }] }, policyTypes: ['Ingress', 'Egress'] } },
);

ruleCases(quarantineDenies, {
  accepts: {
    'deny rules both ways': [policy(all)],
    'a policy that is not about quarantine': [
      kube(
        'cilium.io/v2/CiliumNetworkPolicy',
        { namespace: 'blog', name: 'mysql-isolation' },
        { spec: { endpointSelector: { matchLabels: { app: 'mysql' } }, ingress: [] } },
      ),
    ],
    'the only policy of its namespace': [native],
  },
  refuses: {
    'a policy that allows nothing': {
      given: [policy({ ingress: [], egress: [] })],
      says: 'the policy for quarantined pods denies no ingress and no egress',
    },
    'one direction only': {
      given: [policy({ egressDeny: all.egressDeny })],
      says: 'the policy for quarantined pods denies no ingress',
      fix: 'Add ingressDeny: [{fromEntities: [all]}].',
    },
    'a NetworkPolicy beside others': {
      given: [native, kube('cilium.io/v2/CiliumNetworkPolicy', { namespace: 'blog', name: 'was-isolation' })],
      says: 'a NetworkPolicy cannot deny, and CiliumNetworkPolicy was-isolation allows beside it',
    },
  },
});
