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
const SEALED = { repoURL: 'https://bitnami-labs.github.io/sealed-secrets', chart: 'sealed-secrets' };
const sealed = inFile('apps/web/key.yaml', kube('bitnami.com/v1alpha1/SealedSecret', { name: 'key' }));
const says = 'it installs VirtualService web, and nothing orders it after Application istio-base, which brings the definition';

ruleCases(definitionComesFirst, {
  accepts: {
    'a later wave': [base('1'), app('web', { path: 'apps/web' }, { wave: '2' }), route],
    'no dry run for what is missing': [
      base(),
      app('web', { path: 'apps/web' }, { syncPolicy: { syncOptions: ['SkipDryRunOnMissingResource=true'] } }),
      route,
    ],
    'an Application that somebody syncs by hand': [
      base(),
      app('web', { path: 'apps/web' }, { syncPolicy: { automated: { enabled: false, prune: true } } }),
      route,
    ],
    'endless retries': [base(), app('web', { path: 'apps/web' }, { syncPolicy: { retry: { limit: -1 } } }), route],
    'retries that wait until the operator is there': [
      base(),
      app(
        'web',
        { path: 'apps/web' },
        { syncPolicy: { retry: { limit: 10, backoff: { duration: '30s', factor: 2, maxDuration: '10m' } } } },
      ),
      route,
    ],
    'five retries that wait for five minutes': [
      base(),
      app('web', { path: 'apps/web' }, { syncPolicy: { retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } } } }),
      route,
    ],
    'definitions that come from elsewhere': [app('web', { path: 'apps/web' }), route],
    'a root that takes in Applications and nothing else of its folder': [
      inFile('apps/sealed/application.yaml', app('sealed-secrets', SEALED)),
      app('root', { path: 'apps', directory: { recurse: true, include: '*/application.yaml' } }),
      sealed,
    ],
    'a root that leaves out what is not one': [
      app('sealed-secrets', SEALED),
      app('root', { path: 'apps', directory: { recurse: true, exclude: '{*/key.yaml,*/values.yaml}' } }),
      sealed,
    ],
    'a root that reads only the files of its own folder': [
      app('sealed-secrets', SEALED),
      app('root', { path: 'apps', directory: {} }),
      sealed,
    ],
    'another chart of that name': [
      app('istio-base', { chart: 'base', repoURL: 'https://charts.example.com' }),
      app('web', { path: 'apps/web' }),
      route,
    ],
  },
  refuses: {
    'no waves at all': { given: [base(), app('web', { path: 'apps/web' }, { syncPolicy: { retry: { limit: 5 } } }), route], says },
    'retries that end after three minutes': {
      given: [
        base(),
        app(
          'web',
          { path: 'apps/web' },
          { syncPolicy: { retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } } } },
        ),
        route,
      ],
      says,
    },
    'the wrong order, whatever the patience': {
      given: [
        base('5'),
        app(
          'web',
          { path: 'apps/web' },
          { wave: '2', syncPolicy: { retry: { limit: 10, backoff: { duration: '30s', factor: 2, maxDuration: '10m' } } } },
        ),
        route,
      ],
      says,
    },
    'the wrong order': { given: [base('5'), app('web', { path: 'apps/web' }, { wave: '2' }), route], says },
    'the Application alone whose folder it is': {
      given: [
        app('sealed-secrets', SEALED),
        app('root', { path: '.' }),
        app('apps', { path: 'apps', directory: { recurse: true } }),
        app('web', { path: 'apps/web' }),
        sealed,
      ],
      says: 'it installs SealedSecret key, and nothing orders it after Application sealed-secrets, which brings the definition',
    },
    'a root that takes the file in': {
      given: [
        app('sealed-secrets', SEALED),
        app('root', { path: 'apps', directory: { recurse: true, include: '{*.yaml,*.yml}', exclude: '*/values.yaml' } }),
        sealed,
      ],
      says: 'it installs SealedSecret key, and nothing orders it after Application sealed-secrets, which brings the definition',
    },
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
