import type { Fields } from '../../read.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { objectUsed } from './object-used.ts';

const namespace = 'shop';
const config = (name: string, meta: object = {}) =>
  kube('v1/ConfigMap', { name, namespace, ...meta }, { data: { 'init.sql': 'SELECT 1' } });
const account = (name: string) => kube('v1/ServiceAccount', { name, namespace });
const pods = (pod: Fields = {}, container: Fields = {}) => deployment({ name: 'postgres', namespace, pod, container });

ruleCases(objectUsed, {
  accepts: {
    'one that is mounted, and one that gives variables': [
      config('postgres-init'),
      config('postgres-env'),
      pods(
        { volumes: [{ name: 'init', configMap: { name: 'postgres-init' } }] },
        { envFrom: [{ configMapRef: { name: 'postgres-env' } }] },
      ),
    ],
    'one of which a script or another file speaks': [
      config('postgres-init'),
      pods(),
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'kubectl get configmap postgres-init -o yaml\n' }),
    ],
    'one that others find by its labels': [config('postgres-board', { labels: { grafana_dashboard: '1' } }), pods()],
    'one of no workload beside it': [config('wallboard'), kube('v1/ConfigMap', { name: 'postgres-init', namespace: 'other' }), pods()],
    'an account of pods, and one beside it that is bound': [
      account('postgres'),
      account('postgres-backup'),
      pods({ serviceAccountName: 'postgres' }),
      kube(
        'rbac.authorization.k8s.io/v1/RoleBinding',
        { name: 'backup', namespace },
        { subjects: [{ kind: 'ServiceAccount', name: 'postgres-backup', namespace }] },
      ),
    ],
    'what a program of Spring asks for itself, and a name that is filled in': [
      kube('v1/ConfigMap', { name: 'postgres', namespace }, { data: { 'application.yml': 'a: 1' } }),
      pods(),
      config('web-config'),
      deployment({ name: 'web', namespace, container: { envFrom: [{ configMapRef: { name: '${APP}-config' } }] } }),
    ],
    'beside a chart': [
      config('postgres-init'),
      pods(),
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'tool' },
        { spec: { source: { repoURL: 'https://charts.acme.io', chart: 'tool' }, destination: { namespace } } },
      ),
    ],
  },
  refuses: {
    'a script for the start that nobody mounts': {
      given: [config('postgres-init'), pods()],
      says: 'nothing mounts or reads ConfigMap postgres-init, though Deployment postgres runs beside it',
      fix: 'Mount it into Deployment postgres, or remove it.',
    },
    'an account with rights of which the pods know nothing': {
      given: [
        account('postgres'),
        pods(),
        kube(
          'rbac.authorization.k8s.io/v1/RoleBinding',
          { name: 'leader', namespace },
          { subjects: [{ kind: 'ServiceAccount', name: 'postgres', namespace }] },
        ),
      ],
      says: 'no pods run as ServiceAccount postgres, to which RoleBinding leader gives rights, though Deployment postgres runs beside it',
    },
    'an account that the pods forgot': {
      given: [account('postgres-sa'), pods()],
      says: 'no pods run as ServiceAccount postgres-sa, and no binding names it, though Deployment postgres runs beside it',
      fix: 'Set serviceAccountName: postgres-sa in Deployment postgres, or remove it.',
    },
  },
});
