import type { KindRef } from '../../lib/constructs/argo-project.ts';

/** Kinds of the core group. */
export function core(...kinds: readonly string[]): KindRef[] {
  return kinds.map((kind) => ({ group: '', kind }));
}

const RBAC = 'rbac.authorization.k8s.io';

export const CLUSTER_RBAC: readonly KindRef[] = [
  { group: RBAC, kind: 'ClusterRole' },
  { group: RBAC, kind: 'ClusterRoleBinding' },
];

export const NAMESPACED_RBAC: readonly KindRef[] = [
  { group: RBAC, kind: 'Role' },
  { group: RBAC, kind: 'RoleBinding' },
];

export const DEFINITIONS: KindRef = { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' };

export const VALIDATING_WEBHOOKS: KindRef = { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' };

export const MUTATING_WEBHOOKS: KindRef = { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration' };
