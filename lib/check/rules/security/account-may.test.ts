import { cronJob, kube, ruleCases } from '../../testing.ts';
import { accountMay } from './account-may.ts';

const restart = { command: ['kubectl', '-n', 'shop', 'rollout', 'restart', 'deployment/api'] };
const job = (serviceAccountName?: string, container: Readonly<Record<string, unknown>> = restart) =>
  cronJob({ name: 'restart', namespace: 'shop', container, pod: serviceAccountName === undefined ? {} : { serviceAccountName } });
const account = kube('v1/ServiceAccount', { name: 'restarter', namespace: 'shop' });
const binding = kube(
  'rbac.authorization.k8s.io/v1/RoleBinding',
  { name: 'restarter', namespace: 'shop' },
  {
    roleRef: { kind: 'Role', name: 'restarter' },
    subjects: [{ kind: 'ServiceAccount', name: 'restarter', namespace: 'shop' }],
  },
);

ruleCases(accountMay, {
  accepts: {
    'an account with a role': [account, binding, job('restarter')],
    'an account that is made elsewhere': [job('operator')],
    'a login of its own': [job(undefined, { command: ['kubectl', '--kubeconfig=/etc/kube/config', 'get', 'nodes'] })],
    'no call': [job(undefined, { command: ['sh', '-c', 'echo kubectl'] }), job(undefined, { command: ['kubectl', 'version', '--client'] })],
  },
  refuses: {
    'the account of every pod': {
      given: [account, binding, job()],
      says: 'it calls kubectl rollout as ServiceAccount default, to which no role is given',
    },
    'an account without a role': {
      given: [account, job('restarter')],
      says: 'it calls kubectl rollout as ServiceAccount restarter, to which no role is given',
    },
    'an image that is kubectl': {
      given: [job(undefined, { image: 'bitnami/kubectl:1.29', args: ['delete', 'pod', 'web-0'] })],
      says: 'it calls kubectl delete as ServiceAccount default, to which no role is given',
    },
    'an init container that waits by asking the API server': {
      given: [job(undefined, { image: 'groundnuty/k8s-wait-for:v2.0', args: ['pod', '-lapp=db'] })],
      says: 'it calls kubectl get as ServiceAccount default, to which no role is given',
    },
    'a call in a script': {
      given: [job(undefined, { command: ['sh', '-c', 'set -e\nkubectl delete pod -n shop -l app=api'] })],
      says: 'it calls kubectl delete as ServiceAccount default, to which no role is given',
    },
  },
});
