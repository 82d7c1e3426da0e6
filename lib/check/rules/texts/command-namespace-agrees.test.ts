import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { commandNamespaceAgrees } from './command-namespace-agrees.ts';

const script = (...lines: string[]) =>
  inFile('deploy.sh', documentObject('Script', 'deploy', { text: ['#!/bin/sh', ...lines].join('\n') }));
const api = inFile('k8s/staging/api.yaml', kube('v1/ConfigMap', { name: 'api', namespace: 'staging' }));
const sweep = inFile('k8s/staging/sweep.yaml', kube('batch/v1/CronJob', { name: 'sweep', namespace: 'kube-system' }));
const role = inFile('k8s/staging/role.yaml', kube('rbac.authorization.k8s.io/v1/ClusterRole', { name: 'api' }));
const plain = inFile('k8s/staging/plain.yaml', kube('v1/ConfigMap', { name: 'plain' }));
const application = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'sweep', namespace: 'argocd' },
  { spec: { source: { repoURL: 'https://github.com/acme/x.git', path: 'k8s/staging' }, destination: { namespace: 'kube-system' } } },
);

ruleCases(commandNamespaceAgrees, {
  accepts: {
    'objects of that namespace': [api, role, plain, script('kubectl apply -n staging -f k8s/staging/')],
    'no namespace in the command': [api, sweep, script('kubectl apply -f k8s/staging/')],
    'a command that may fail': [api, sweep, script('kubectl apply -n staging -f k8s/staging/ || true')],
    'a namespace in a variable': [api, sweep, script('kubectl apply -n "$NS" -f k8s/staging/')],
    'one file of the folder': [api, sweep, script('kubectl apply -n staging -f k8s/staging/api.yaml')],
    'a namespace that an Application gives': [api, sweep, application, script('kubectl apply -n staging -f k8s/staging/')],
    'a command that looks only': [api, sweep, script('kubectl get pods -n staging', 'kubectl diff -n staging -f k8s/staging/')],
  },
  refuses: {
    'an object of the system among those of a stage': {
      given: [api, sweep, script('kubectl apply -n staging -f k8s/staging/')],
      says: 'line 2: CronJob sweep says namespace kube-system, and the command applies it with -n staging',
      fix: 'Leave -n out, or keep what belongs to kube-system in a folder of its own.',
    },
    'one file': {
      given: [api, script('kubectl -n prod apply -f ./k8s/staging/api.yaml')],
      says: 'line 2: ConfigMap api says namespace staging, and the command applies it with -n prod',
    },
  },
});
