import { inFile, kube, ruleCases } from '../../testing.ts';
import { syncForcePossible } from './sync-force-possible.ts';

const app = (...syncOptions: readonly string[]) =>
  inFile(
    'argocd/shop.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'shop', namespace: 'argocd' },
      {
        spec: {
          source: { repoURL: 'https://git.example.org/platform.git', path: 'shop' },
          destination: { namespace: 'shop' },
          syncPolicy: { automated: {}, syncOptions },
        },
      },
    ),
  );
const job = (options: string) =>
  inFile(
    'shop/job.yaml',
    kube('batch/v1/Job', { name: 'migrate', namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-options': options } }),
  );

ruleCases(syncForcePossible, {
  accepts: {
    'force without the server': [app('CreateNamespace=true'), job('Force=true')],
    'the server without force': [app('ServerSideApply=true'), job('Prune=false')],
    'what is replaced': [app('ServerSideApply=true'), job('Force=true,Replace=true')],
    'one object that the server does not apply': [app('ServerSideApply=true'), job('Force=true, ServerSideApply=false')],
  },
  refuses: {
    both: {
      given: [app('ServerSideApply=true'), job('Force=true')],
      says: 'ServerSideApply=true, while Job migrate has the sync option Force=true',
      fix: 'Add Replace=true beside Force=true, or take Force=true away.',
    },
  },
});
