import { kube, ruleCases } from '../../testing.ts';
import { rightsTakeEffect } from './rights-take-effect.ts';

const role = (...rules: readonly object[]) => kube('rbac.authorization.k8s.io/v1/Role', {}, { rules });
const clusterRole = (rules: readonly object[], more = {}) => kube('rbac.authorization.k8s.io/v1/ClusterRole', {}, { rules, ...more });
const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { 'example.com/aggregate': 'true' } }] };

ruleCases(rightsTakeEffect, {
  accepts: {
    'reading and changing by name, making in a rule of its own': [
      role(
        { apiGroups: [''], resources: ['configmaps'], resourceNames: ['leader'], verbs: ['get', 'update'] },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
      ),
    ],
    'all verbs in another rule': [
      role(
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
        { apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['create'] },
      ),
    ],
    'tokens of one account, a shell in one pod': [
      role({ apiGroups: [''], resources: ['serviceaccounts/token', 'pods/exec'], resourceNames: ['vault'], verbs: ['create'] }),
    ],
    'the own Namespace, and nodes in a ClusterRole': [
      role({ apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['get'] }),
      clusterRole([
        { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ]),
    ],
    'resources of an operator that are called nodes': [role({ apiGroups: ['longhorn.io'], resources: ['nodes'], verbs: ['get'] })],
    'every resource': [role({ apiGroups: [''], resources: ['*'], verbs: ['*'] })],
    'what a ClusterRole of the same name gives': [
      role({ apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'], verbs: ['get'] }),
      clusterRole([{ apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'], verbs: ['get'] }]),
    ],
    'a role that only collects': [clusterRole([], { aggregationRule })],
  },
  refuses: {
    'making by name': {
      given: [role({ apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['web'], verbs: ['get', 'create'] })],
      says: 'create of leases is given for the name web only, and a request to create has no name yet',
    },
    'nodes in a namespace': {
      given: [role({ apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['list'] })],
      says: 'a Role cannot give nodes: they are of the whole cluster',
    },
    'classes and reviews in a namespace': {
      given: [
        role(
          { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['list'] },
          { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
        ),
      ],
      says: [
        'a Role cannot give storageclasses: they are of the whole cluster',
        'a Role cannot give tokenreviews: they are of the whole cluster',
      ],
    },
    'a role that collects, with rules': {
      given: [clusterRole([{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }], { aggregationRule })],
      says: 'the role collects others (aggregationRule) and has a rule of its own',
    },
  },
});
