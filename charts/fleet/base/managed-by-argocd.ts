import { KubeClusterRoleBinding, KubeSecret, KubeServiceAccount } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';

const NAMESPACE = 'kube-system';
const NAME = 'argocd-manager';
const ALL_RIGHTS = 'Argo CD applies whatever Git holds for the cluster, roles and definitions of any kind too (seed 004, 4.2).';

/**
 * Who Argo CD of the management cluster is on this one (seed 004, 4.2). No token is made for an account by itself: the
 * Secret asks for one, and holds no data in Git. It is read out once, when the cluster is registered.
 */
export function managedByArgoCd(scope: Construct): void {
  new KubeServiceAccount(scope, 'Manager', { metadata: { name: NAME, namespace: NAMESPACE }, automountServiceAccountToken: false });
  new KubeClusterRoleBinding(scope, 'ManagerRights', {
    metadata: { name: NAME, annotations: { 'slipway.dev/allow.rbac-narrow': ALL_RIGHTS } },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
  });
  new KubeSecret(scope, 'ManagerToken', {
    metadata: { name: `${NAME}-token`, namespace: NAMESPACE, annotations: { 'kubernetes.io/service-account.name': NAME } },
    type: 'kubernetes.io/service-account-token',
  });
}
