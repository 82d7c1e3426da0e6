import { defineRule } from '../../rule.ts';
import { wideBindings, wideRights } from '../../security/rights.ts';

const ROLES = ['rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/ClusterRole'];
const BINDINGS = ['rbac.authorization.k8s.io/v1/RoleBinding', 'rbac.authorization.k8s.io/v1/ClusterRoleBinding'];

export const rbacNarrow = defineRule({
  id: 'rbac-narrow',
  severity: 'warning',
  kinds: [...ROLES, ...BINDINGS],
  asks: 'Rights are given by name, to those who need them: no wildcard for everything, no cluster-admin for programs, nothing for everybody.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  *check({ object }) {
    if (object.metadata.name.startsWith('system:')) return;
    yield* object.kind.endsWith('Binding') ? wideBindings(object) : wideRights(object);
  },
});
