import { KubeRole, KubeRoleBinding } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { ServiceAccount } from '../../../lib/constructs/service-account.ts';
import { MONITORING, PRODUCTION } from '../namespaces.ts';

const READ = ['get', 'list', 'watch'];
const RBAC = 'rbac.authorization.k8s.io';

/** The monitoring account may look at what runs here, and at nothing else (seed 003, section 13). */
export function monitoringAccess(scope: Construct): void {
  const { name: namespace } = PRODUCTION;
  const account = new ServiceAccount(scope, 'MonitoringAccount', { name: 'monitoring-sa', namespace: MONITORING });
  const role = new KubeRole(scope, 'MonitoringRole', {
    metadata: { name: 'monitoring-role', namespace },
    rules: [
      { apiGroups: [''], resources: ['pods', 'services'], verbs: READ },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: READ },
    ],
  });
  new KubeRoleBinding(scope, 'MonitoringBinding', {
    metadata: { name: 'monitoring-binding', namespace },
    roleRef: { apiGroup: RBAC, kind: role.kind, name: role.name },
    subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: MONITORING }],
  });
}
