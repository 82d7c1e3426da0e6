import { ArgoApplication, type ArgoApplicationProps } from './argo-application.ts';
import { Testing } from './testing.ts';

function application(props: Partial<ArgoApplicationProps> = {}): ReturnType<typeof Testing.synth>[number] | undefined {
  const chart = Testing.chart();
  const source = { repoUrl: 'https://git.example.org/manifests.git', targetRevision: 'HEAD', path: 'north/shop' };
  new ArgoApplication(chart, 'Shop', { name: 'shop', project: 'shop', wave: 60, namespace: 'shop', source, ...props });
  return Testing.synth(chart)[0];
}

test('is synced, pruned and healed by itself, in its wave', () => {
  const chart = Testing.chart();

  new ArgoApplication(chart, 'Shop', {
    name: 'shop',
    project: 'shop',
    wave: 60,
    namespace: 'shop',
    source: { repoUrl: 'https://git.example.org/manifests.git', targetRevision: 'HEAD', path: 'north/shop' },
    ignore: [{ group: 'apps', kind: 'Deployment', name: 'api', namespace: 'shop', jsonPointers: ['/spec/replicas'] }],
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '60' } },
      spec: {
        project: 'shop',
        source: { repoURL: 'https://git.example.org/manifests.git', targetRevision: 'HEAD', path: 'north/shop' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        ignoreDifferences: [{ group: 'apps', kind: 'Deployment', name: 'api', namespace: 'shop', jsonPointers: ['/spec/replicas'] }],
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ['RespectIgnoreDifferences=true'],
          retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        },
      },
    },
  ]);
});

test('ignores nothing unless told what', () => {
  expect(application()?.['spec']).not.toHaveProperty('ignoreDifferences');
});

test.each<[string, Partial<ArgoApplicationProps>, string[]]>([
  ['nothing special', {}, []],
  ['a namespace that does not exist', { createNamespace: true }, ['CreateNamespace=true']],
  ['large definitions', { serverSideApply: true }, ['ServerSideApply=true']],
  [
    'fields that somebody rewrites, at the comparison and at the sync (D-01)',
    { ignore: [{ group: '', kind: 'Secret', jqPathExpressions: ['.data'] }], createNamespace: true },
    ['RespectIgnoreDifferences=true', 'CreateNamespace=true'],
  ],
])('syncs %s', (_, props, expected) => {
  expect(application(props)?.['spec'].syncPolicy.syncOptions ?? []).toEqual(expected);
});

test('its objects outlive it: there is no finalizer that would delete them with it', () => {
  expect(application()?.metadata).not.toHaveProperty('finalizers');
});
