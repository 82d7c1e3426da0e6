import { MUTATORS } from '../../delivery/mutators.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { outOfSyncForecast } from './out-of-sync-forecast.ts';

const app = (
  ignoreDifferences: object[] = [],
  { annotations, syncPolicy = {} }: { annotations?: Record<string, string>; syncPolicy?: object } = {},
) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd', ...(annotations === undefined ? {} : { annotations }) },
    { spec: { source: { path: 'apps/web' }, ignoreDifferences, syncPolicy } },
  );
const at = (object: ReturnType<typeof kube>) => inFile(`apps/web/${object.kind}.yaml`, object);
const webhook = (caBundle?: string, injected = true) =>
  at(
    kube(
      'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
      { name: 'web', ...(injected ? { annotations: { 'cert-manager.io/inject-ca-from': 'web/tls' } } : {}) },
      { webhooks: [{ name: 'a', clientConfig: caBundle === undefined ? {} : { caBundle } }] },
    ),
  );
const external = (remoteRef: object = {}) =>
  at(kube('external-secrets.io/v1/ExternalSecret', { name: 'db', namespace: 'web' }, { spec: { data: [{ secretKey: 'a', remoteRef }] } }));
const full = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
const secret = at(kube('v1/Secret', { name: 'db', namespace: 'web' }, { data: { a: 'eA==' } }));

ruleCases(outOfSyncForecast, {
  accepts: {
    'a bundle that Git leaves out': [app(), webhook()],
    'a bundle that nobody injects': [app(), webhook('Cg==', false)],
    'a bundle that is ignored': [
      app([
        {
          group: 'admissionregistration.k8s.io',
          kind: 'ValidatingWebhookConfiguration',
          jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
        },
      ]),
      webhook('Cg=='),
    ],
    'defaults that are written out': [app(), external(full)],
    'defaults that the API server compares': [
      app([], { annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' } }),
      external(),
    ],
    'a role that gathers others': [app(), at(kube('rbac.authorization.k8s.io/v1/ClusterRole', {}, { aggregationRule: {}, rules: [] }))],
    'a Secret of its own': [app(), secret],
  },
  refuses: {
    'a bundle that is injected': {
      given: [app(), webhook('Cg==')],
      says: 'the CA injector rewrites /webhooks/*/clientConfig/caBundle of ValidatingWebhookConfiguration web, and nothing here ignores it',
      fix: "Leave the field out of Git, or add {group: 'admissionregistration.k8s.io', kind: ValidatingWebhookConfiguration, jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle']} to ignoreDifferences.",
    },
    'defaults inside a list': {
      given: [app(), external()],
      says: 'ExternalSecret db leaves out /spec/data/*/remoteRef/conversionStrategy, /spec/data/*/remoteRef/decodingStrategy, /spec/data/*/remoteRef/metadataPolicy, which the definition fills in',
    },
    'a Secret that an operator makes': {
      given: [app(), secret, external(full)],
      says: 'External Secrets rewrites /data of Secret db, and nothing here ignores it',
    },
    'a claim template under server-side apply': {
      given: [
        app([], { syncPolicy: { syncOptions: ['ServerSideApply=true'] } }),
        at(kube('apps/v1/StatefulSet', {}, { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } })),
      ],
      says: 'StatefulSet web leaves out /spec/volumeClaimTemplates/*/apiVersion, /spec/volumeClaimTemplates/*/kind, which the API server fills in',
    },
    'an aggregated role with rules': {
      given: [
        app(),
        at(kube('rbac.authorization.k8s.io/v1/ClusterRole', { name: 'view' }, { aggregationRule: {}, rules: [{ verbs: ['get'] }] })),
      ],
      says: 'the aggregation controller rewrites /rules of ClusterRole view, and nothing here ignores it',
    },
  },
});

test('the table knows at least thirty mutators, each with its source', () => {
  const mutators = new Set(MUTATORS.map(({ kind, pointer, by }) => `${kind} ${pointer} ${by}`));

  expect(mutators.size).toBeGreaterThanOrEqual(30);
  expect(MUTATORS.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
});
