import { kube, ruleCases } from '../../testing.ts';
import { resourceNameKnown } from './resource-name-known.ts';

const role = (apiGroups: readonly string[], ...resources: readonly string[]) =>
  kube('rbac.authorization.k8s.io/v1/Role', { name: 'r', namespace: 'a' }, { rules: [{ apiGroups, resources, verbs: ['get'] }] });
const policy = (...resources: readonly string[]) =>
  kube(
    'policies.kyverno.io/v1/ValidatingPolicy',
    { name: 'p' },
    { spec: { matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources }] } } },
  );

ruleCases(resourceNameKnown, {
  accepts: {
    'resources and their parts': [role(['', 'apps'], 'pods', 'pods/log', 'pods/*', 'deployments/scale', 'serviceaccounts/token', '*')],
    'resources of an operator': [role(['example.com'], 'pod', 'deployment')],
    'a part that is not known': [role([''], 'services/ingress')],
    'a policy about pods': [policy('pods', 'pods/ephemeralcontainers')],
  },
  refuses: {
    'a singular': { given: [role(['apps'], 'deployment')], says: 'there is no resource deployment', fix: 'Write deployments.' },
    'a kind': {
      given: [role(['networking.k8s.io'], 'NetworkPolicy')],
      says: 'there is no resource NetworkPolicy',
      fix: 'Write networkpolicies.',
    },
    'a part in the plural': { given: [role([''], 'pods/logs')], says: 'there is no resource pods/logs', fix: 'Write pods/log.' },
    'a policy about one pod': { given: [policy('pod')], says: 'there is no resource pod', fix: 'Write pods.' },
  },
});
