import { inFile, kube, ruleCases } from '../../testing.ts';
import { definitionComesFirst } from './definition-comes-first.ts';

const app = (name: string, source: object, { wave, syncPolicy = {} }: { wave?: string; syncPolicy?: object } = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd', ...(wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': wave } }) },
    {
      spec: {
        source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', ...source },
        destination: { namespace: name },
        syncPolicy,
      },
    },
  );
const base = (wave?: string) => app('istio-base', { chart: 'base' }, wave === undefined ? {} : { wave });
const route = inFile('apps/web/route.yaml', kube('networking.istio.io/v1/VirtualService', { name: 'web' }));
const definition = inFile(
  'crds/x.yaml',
  kube(
    'apiextensions.k8s.io/v1/CustomResourceDefinition',
    { name: 'tests.example.com' },
    { spec: { group: 'example.com', names: { kind: 'Test' } } },
  ),
);
const says = 'it installs VirtualService web, and nothing orders it after Application istio-base, which brings the definition';

ruleCases(definitionComesFirst, {
  accepts: {
    'a later wave': [base('1'), app('web', { path: 'apps/web' }, { wave: '2' }), route],
    'no dry run for what is missing': [
      base(),
      app('web', { path: 'apps/web' }, { syncPolicy: { syncOptions: ['SkipDryRunOnMissingResource=true'] } }),
      route,
    ],
    'endless retries': [base(), app('web', { path: 'apps/web' }, { syncPolicy: { retry: { limit: -1 } } }), route],
    'definitions that come from elsewhere': [app('web', { path: 'apps/web' }), route],
    'another chart of that name': [
      app('istio-base', { chart: 'base', repoURL: 'https://charts.example.com' }),
      app('web', { path: 'apps/web' }),
      route,
    ],
  },
  refuses: {
    'no waves at all': { given: [base(), app('web', { path: 'apps/web' }, { syncPolicy: { retry: { limit: 5 } } }), route], says },
    'the wrong order': { given: [base('5'), app('web', { path: 'apps/web' }, { wave: '2' }), route], says },
    'a definition of the tree': {
      given: [
        app('crds', { path: 'crds' }),
        definition,
        app('web', { path: 'apps/web' }),
        inFile('apps/web/t.yaml', kube('example.com/v1/Test', { name: 't' })),
      ],
      says: 'it installs Test t, and nothing orders it after Application crds, which brings the definition',
    },
  },
});
