import { kube, ruleCases } from '../../testing.ts';
import { rbacGroupFits } from './rbac-group-fits.ts';

const role = (...rules: readonly object[]) => kube('rbac.authorization.k8s.io/v1/Role', {}, { rules });

ruleCases(rbacGroupFits, {
  accepts: {
    'groups of all resources': [role({ apiGroups: ['', 'apps'], resources: ['pods', 'pods/log', 'deployments', 'deployments/scale'] })],
    'a group of before beside that of today': [
      role({ apiGroups: ['extensions'], resources: ['deployments', 'ingresses'] }, { apiGroups: ['apps'], resources: ['deployments'] }),
    ],
    'all groups': [role({ apiGroups: ['*'], resources: ['deployments'] })],
    'resources of operators, and of metrics': [
      role({ apiGroups: ['argoproj.io'], resources: ['rollouts'] }, { apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'] }),
    ],
    'words that are no resources': [role({ nonResourceURLs: ['/metrics'] }, { apiGroups: [''], resources: ['events', '*'] })],
  },
  refuses: {
    'Deployments of the core': {
      given: [role({ apiGroups: [''], resources: ['pods', 'deployments'] })],
      says: 'deployments are of the group apps, and the rule names ""',
      fix: 'Add apps to apiGroups.',
    },
    'pods of apps': {
      given: [role({ apiGroups: ['apps'], resources: ['pods/exec'] })],
      says: 'pods/exec are of the group "" (the core), and the rule names apps',
    },
  },
});
