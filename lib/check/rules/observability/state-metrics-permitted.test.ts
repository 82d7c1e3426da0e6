import { deployment, kube, ruleCases } from '../../testing.ts';
import { stateMetricsPermitted } from './state-metrics-permitted.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const meta = { name: 'kube-state-metrics', namespace: 'monitoring' };
const verbs = ['list', 'watch'];
const core = 'configmaps endpoints limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods'
  .concat(' replicationcontrollers resourcequotas secrets services')
  .split(' ');
const ALL = [
  { apiGroups: [''], resources: core, verbs },
  { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses', 'volumeattachments'], verbs },
];
const rights = (rules: readonly object[]) => [
  kube('v1/ServiceAccount', meta),
  kube(`${RBAC}/ClusterRole`, { name: 'kube-state-metrics' }, { rules }),
  kube(
    `${RBAC}/ClusterRoleBinding`,
    { name: 'kube-state-metrics' },
    { roleRef: { kind: 'ClusterRole', name: 'kube-state-metrics' }, subjects: [{ kind: 'ServiceAccount', ...meta }] },
  ),
];
const program = (...args: readonly string[]) =>
  deployment({
    ...meta,
    container: { image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.12.0', args },
    pod: { serviceAccountName: 'kube-state-metrics' },
  });

ruleCases(stateMetricsPermitted, {
  accepts: {
    'the role of its own example': [...rights(ALL), program()],
    'a role for everything': [...rights([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]), program()],
    'resources that are named': [...rights(ALL.slice(1, 2)), program('--resources=deployments')],
    'a role that is not in the tree': [...rights(ALL).filter(({ kind }) => kind !== 'ClusterRole'), program()],
    'another program with a small role': [
      ...rights(ALL.slice(1, 2)),
      deployment({ ...meta, pod: { serviceAccountName: 'kube-state-metrics' } }),
    ],
  },
  refuses: {
    'a role without budgets and storage': {
      given: [...rights(ALL.slice(0, 4)), program('--port=8080')],
      says: 'the account kube-state-metrics may not list and watch poddisruptionbudgets, ingresses, networkpolicies, storageclasses, volumeattachments, which kube-state-metrics reads by default',
    },
    'a role that may only list': {
      given: [...rights([...ALL.slice(1), { apiGroups: [''], resources: core, verbs: ['list'] }]), program()],
      says: `the account kube-state-metrics may not list and watch ${core.filter((each) => each !== 'endpoints').join(', ')}, which kube-state-metrics reads by default`,
    },
  },
});
