import { kube, ruleCases } from '../../testing.ts';
import { rbacNarrow } from './rbac-narrow.ts';

const role = (kind: 'Role' | 'ClusterRole', rule: object) => kube(`rbac.authorization.k8s.io/v1/${kind}`, {}, { rules: [rule] });
const binding = (roleName: string, subject: object) =>
  kube('rbac.authorization.k8s.io/v1/ClusterRoleBinding', {}, { roleRef: { name: roleName }, subjects: [subject] });
const account = (name: string) => ({ kind: 'ServiceAccount', name, namespace: 'shop' });

ruleCases(rbacNarrow, {
  accepts: {
    'rights by name': [role('ClusterRole', { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] })],
    'everything of one API group': [role('ClusterRole', { apiGroups: ['argoproj.io'], resources: ['*'], verbs: ['*'] })],
    'Secrets by name': [role('ClusterRole', { apiGroups: [''], resources: ['secrets'], resourceNames: ['web-tls'], verbs: ['get'] })],
    'Secrets of a namespace': [role('Role', { apiGroups: [''], resources: ['secrets'], verbs: ['get'] })],
    'an administrator who is a person': [binding('cluster-admin', { kind: 'Group', name: 'admins' })],
    'what everybody may know anyway': [binding('system:public-info-viewer', { kind: 'Group', name: 'system:unauthenticated' })],
    'an account of its own': [binding('view', account('kiali'))],
  },
  refuses: {
    everything: {
      given: [role('ClusterRole', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] })],
      says: 'the role may do everything with everything',
    },
    'the right to more rights': {
      given: [role('ClusterRole', { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['bind', 'escalate'] })],
      says: 'the role may bind and escalate clusterroles',
    },
    'all Secrets': {
      given: [role('ClusterRole', { apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['list'] })],
      says: 'the role reads all Secrets',
    },
    'a program as administrator': { given: [binding('cluster-admin', account('ci'))], says: 'the account ci is cluster-admin' },
    'the account of all pods': {
      given: [binding('cluster-admin', account('default'))],
      says: 'cluster-admin is given to the account "default", which makes every pod there an administrator',
    },
    everybody: {
      given: [binding('view', { kind: 'User', name: 'system:anonymous' })],
      says: 'view is given to everybody, without a login',
    },
    'everybody with a login': {
      given: [binding('edit', { kind: 'Group', name: 'system:authenticated' })],
      says: 'edit is given to everybody with any login, every ServiceAccount included',
    },
  },
});
