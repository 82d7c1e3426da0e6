import { applications, ofKind, production } from './testing.ts';

const made = production();
const all = applications(made);

/** seed 003, sections 3 and 17. */
const RELEASES = {
  'argo-cd': ['argo-cd', '5.47.0', 'argocd', 'argocd'],
  'istio-base': ['base', '1.20.1', 'istio-base', 'istio-system'],
  'istio-egressgateway': ['gateway', '1.20.1', 'istio-egressgateway', 'istio-system'],
  'istio-ingressgateway': ['gateway', '1.20.1', 'istio-ingressgateway', 'istio-system'],
  istiod: ['istiod', '1.20.1', 'istiod', 'istio-system'],
  jaeger: ['jaeger', '3.4.1', 'jaeger', 'istio-system'],
  kiali: ['kiali-server', '1.76.0', 'kiali', 'istio-system'],
  'kube-prometheus-stack': ['kube-prometheus-stack', '67.11.0', 'prometheus', 'monitoring'],
  loki: ['loki', '6.46.0', 'loki', 'monitoring'],
  'metrics-server': ['metrics-server', '3.12.2', 'metrics-server', 'kube-system'],
  promtail: ['promtail', '6.17.1', 'promtail', 'monitoring'],
};

test('every component that the seed names is an Application with a pinned chart (M25)', () => {
  const releases = Object.entries(all).flatMap(([name, { source, destination }]) =>
    source.helm === undefined ? [] : [[name, [source.chart, source.targetRevision, source.helm.releaseName, destination.namespace]]],
  );

  expect(Object.fromEntries(releases)).toEqual(RELEASES);
  expect(Object.keys(all).sort()).toEqual([...Object.keys(RELEASES), 'titanium-prod'].sort());
});

test('the main Application reads the whole folder of the cluster from the branch of the inventory', () => {
  const { source, project, destination } = all['titanium-prod'] ?? {};

  expect(source).toMatchObject({ path: 'solid-cloud', directory: { recurse: true }, targetRevision: 'main' });
  expect([project, destination?.namespace]).toEqual(['default', 'titanium-prod']);
});

test('every Application is synced, pruned, healed and tried again as the seed says', () => {
  for (const [name, { syncPolicy }] of Object.entries(all)) {
    expect([name, syncPolicy.automated, syncPolicy.retry]).toEqual([
      name,
      { prune: true, selfHeal: true, allowEmpty: false },
      { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
    ]);
    expect(syncPolicy.syncOptions).toEqual(expect.arrayContaining(['PruneLast=true', 'ServerSideApply=true', 'Validate=true']));
  }
  const creating = Object.keys(all).filter((name) => all[name]?.syncPolicy.syncOptions.includes('CreateNamespace=true'));

  expect(creating.sort()).toEqual(
    Object.keys(all)
      .filter((name) => name !== 'metrics-server') // kube-system is there already
      .sort(),
  );
});

test('only the main Application takes what it installed along when it is deleted', () => {
  const finalizers = ofKind(made, 'Application').flatMap(({ metadata }) => {
    const { finalizers: own } = metadata as { readonly finalizers?: readonly string[] };
    return own === undefined ? [] : [[metadata.name, ...own]];
  });

  expect(finalizers).toEqual([['titanium-prod', 'resources-finalizer.argocd.argoproj.io']]);
});

test.each(['Namespace', 'StatefulSet', 'PersistentVolumeClaim'])('no deletion and no pruning removes a %s (M24)', (kind) => {
  const options = ofKind(made, kind).map(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-options']);

  expect(options.length).toBeGreaterThan(0);
  expect(new Set(options)).toEqual(new Set(['Prune=false,Delete=false']));
});

test('what Argo CD ignores is named by object and field (M23), and what it hides a sync leaves alone (L13)', () => {
  const ignored = Object.entries(all).flatMap(([application, { ignoreDifferences = [], syncPolicy }]) =>
    ignoreDifferences.map(({ kind, name, jsonPointers, jqPathExpressions }) => ({
      application,
      object: `${kind} ${name ?? 'of any name'}`,
      fields: jsonPointers ?? jqPathExpressions,
      left: syncPolicy.syncOptions.includes('RespectIgnoreDifferences=true'),
    })),
  );
  const webhook = { fields: ['.webhooks[]?.failurePolicy', '.webhooks[]?.clientConfig.caBundle'], left: true };

  expect(ignored).toEqual([
    { application: 'argo-cd', object: 'Secret argocd-secret', fields: ['/data'], left: true },
    { application: 'istio-base', object: 'ValidatingWebhookConfiguration istiod-default-validator', ...webhook },
    { application: 'istiod', object: 'ValidatingWebhookConfiguration istio-validator-istio-system', ...webhook },
    {
      application: 'titanium-prod',
      object: 'StatefulSet postgresql',
      fields: ['.spec.volumeClaimTemplates[]?.apiVersion', '.spec.volumeClaimTemplates[]?.kind'],
      left: true,
    },
  ]);
});
