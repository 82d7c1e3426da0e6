import { cronJob, kube, ruleCases } from '../../testing.ts';
import { kubectlRightsSuffice } from './kubectl-rights-suffice.ts';

const api = 'rbac.authorization.k8s.io/v1';
const namespace = 'shop';
const job = (script: string) =>
  cronJob({ name: 'ops', namespace, container: { command: ['sh', '-c', script] }, pod: { serviceAccountName: 'ops' } });
const rule = (group: string, resources: string, verbs: string, more = {}) => ({
  apiGroups: [group],
  resources: resources.split(' '),
  verbs: verbs.split(' '),
  ...more,
});
const bound = (kind: string, roleRef: object, subject: object = { kind: 'ServiceAccount', name: 'ops', namespace }) =>
  kube(`${api}/${kind}`, { name: 'ops', ...(kind === 'RoleBinding' ? { namespace } : {}) }, { roleRef, subjects: [subject] });
const may = (...rules: readonly object[]) => [
  kube(`${api}/Role`, { name: 'ops', namespace }, { rules }),
  bound('RoleBinding', { kind: 'Role', name: 'ops' }),
];
const everywhere = (...rules: readonly object[]) => [
  kube(`${api}/ClusterRole`, { name: 'ops' }, { rules }),
  bound('ClusterRoleBinding', { kind: 'ClusterRole', name: 'ops' }),
];

ruleCases(kubectlRightsSuffice, {
  accepts: {
    'a part of a pod': [...may(rule('', 'pods/exec', 'create')), job('kubectl exec -n shop deploy/api -- ls')],
    'every part of everything': [...may(rule('*', '*', '*')), job('kubectl exec api-0 -- ls\nkubectl scale deploy/api --replicas 2')],
    'a restart': [...may(rule('apps', 'deployments', 'get patch')), job('kubectl rollout restart deployment/api')],
    'a restart of one name': [
      ...may(rule('apps', 'deployments', 'get patch', { resourceNames: ['api'] })),
      job('kubectl rollout restart deployment api'),
    ],
    'a number through its part': [...may(rule('apps', '*/scale', 'update')), job('kubectl scale --replicas=0 deploy/api')],
    'all namespaces': [...everywhere(rule('', 'pods', 'list delete')), job('kubectl get pods -A\nkubectl delete pod -n other api-0')],
    'a role of the API server': [bound('RoleBinding', { kind: 'ClusterRole', name: 'edit' }), job('kubectl exec api-0 -- ls')],
    'files, variables and kinds that nobody knows': [
      ...may(rule('', 'pods', 'get')),
      job('kubectl apply -f x.yaml\nkubectl delete -f x.yaml\nkubectl get $KIND\nkubectl get widgets\nkubectl -n $NS get secrets'),
    ],
    'no role at all, which another rule tells': [job('kubectl get pods')],
  },
  refuses: {
    'exec as a verb': {
      given: [...may(rule('', 'pods', 'get list exec')), job('kubectl exec -n shop deploy/mysql -- mysqladmin flush-logs')],
      says: 'kubectl exec asks to create pods/exec in shop, which no role of ServiceAccount ops gives',
      fix: 'Add a rule with apiGroups: [""], resources: [pods/exec], verbs: [create] to a role of the account.',
    },
    'a restart by who may only read': {
      given: [...may(rule('apps', 'deployments', 'get list watch')), job('kubectl rollout restart deployment/api')],
      says: 'kubectl rollout asks to patch deployments.apps, which no role of ServiceAccount ops gives',
    },
    'a list by who may get': {
      given: [...may(rule('', 'pods', 'get')), job('kubectl get pods -l app=api -o name')],
      says: 'kubectl get asks to list pods, which no role of ServiceAccount ops gives',
    },
    'a number through the object': {
      given: [...may(rule('apps', 'statefulsets', 'get patch')), job('kubectl scale sts db --replicas=0')],
      says: 'kubectl scale asks to patch statefulsets/scale.apps, which no role of ServiceAccount ops gives',
    },
    'another namespace than that of the role': {
      given: [...may(rule('', 'pods', 'list delete')), job('kubectl delete pod -n other api-0')],
      says: 'kubectl delete asks to delete pods in other, which no role of ServiceAccount ops gives',
    },
    'a job that is started from another, in the old group': {
      given: [...may(rule('extensions', 'jobs', 'create')), job('kubectl create job --from=cronjob/dump dump-now')],
      says: 'kubectl create asks to create jobs.batch, which no role of ServiceAccount ops gives',
    },
    'another name': {
      given: [...may(rule('apps', 'deployments', 'patch', { resourceNames: ['web'] })), job('kubectl rollout restart deploy/api')],
      says: 'kubectl rollout asks to patch deployments.apps, which no role of ServiceAccount ops gives',
    },
  },
});
