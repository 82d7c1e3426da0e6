import { kube, ruleCases } from '../../testing.ts';
import { applicationAddressesAgree } from './application-addresses-agree.ts';

const app = (name: string, repo: string, namespace = 'monitoring', path = 'configs/monitoring') => ({
  object: kube(
    'argoproj.io/v1alpha1/Application',
    { name },
    { spec: { source: { repoURL: `https://github.com/acme/${repo}.git`, path }, destination: { namespace } } },
  ),
  file: `apps/${name}.yaml`,
});
const config = (namespace: string) => ({ object: kube('v1/ConfigMap', { name: 'a', namespace }), file: 'configs/monitoring/a.yaml' });

ruleCases(applicationAddressesAgree, {
  accepts: {
    'one repository': [app('a', 'manifests'), app('b', 'manifests'), config('monitoring')],
    'another repository': [app('a', 'manifests'), app('b', 'manifests'), app('c', 'website'), config('monitoring')],
    'two that differ, and none that is usual': [app('a', 'manifests'), app('b', 'manifest'), config('monitoring')],
    'repositories with numbers': [app('a', 'cluster-1'), app('b', 'cluster-1'), app('c', 'cluster-2'), config('monitoring')],
    'objects of other namespaces': [app('a', 'manifests', 'argocd'), config('monitoring')],
  },
  refuses: {
    'a repository without its last letter': {
      given: [app('a', 'manifests'), app('b', 'manifests'), app('c', 'manifest'), config('monitoring')],
      says: 'it takes its manifests from https://github.com/acme/manifest.git, and 2 other sources from https://github.com/acme/manifests.git',
    },
    'a namespace that is spelt otherwise': {
      given: [app('a', 'manifests', 'monitorng'), config('monitoring')],
      says: 'the destination is namespace "monitorng", and what it installs stands in "monitoring"',
    },
  },
});
