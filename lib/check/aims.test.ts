import type { KubeObject } from '../manifest/manifest.ts';
import { check, type Finding } from './check.ts';
import type { Facts } from './facts.ts';
import { crdInstalled } from './rules/schema/crd-installed.ts';
import { istioApiServed } from './rules/mesh/istio-api-served.ts';
import { helmComponentOnce } from './rules/references/helm-component-once.ts';
import { kube } from './testing.ts';

// One Argo CD that installs on several clusters, all of them known.

const known: readonly Facts[] = ['mgmt', 'app1'].map((cluster) => ({ cluster, whole: true }));

const application = (name: string, chart: string, version: string, cluster?: string): KubeObject =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://istio-release.storage.googleapis.com/charts',
          chart,
          targetRevision: version,
          helm: { releaseName: chart, valuesObject: {} },
        },
        destination: {
          ...(cluster === undefined ? { server: 'https://kubernetes.default.svc' } : { name: cluster }),
          namespace: 'platform',
        },
      },
    },
  );

const certificate = kube('cert-manager.io/v1/Certificate', { name: 'web', namespace: 'blog' }, { spec: {} });
const gateway = kube('networking.istio.io/v1/Gateway', { name: 'web', namespace: 'blog' }, { spec: {} });

function found(objects: Readonly<Record<string, readonly KubeObject[]>>, facts = known): string[] {
  const given = Object.entries(objects).flatMap(([cluster, own]) =>
    own.map((object) => ({ object, cluster, file: `${cluster}/${object.metadata.name}.yaml` })),
  );
  const rules = [crdInstalled, istioApiServed, helmComponentOnce];
  return check(given, { rules, facts }).map(({ rule, cluster, object }: Finding) => `${rule} ${cluster ?? ''} ${object.name}`);
}

test('a definition counts on the cluster that it is installed on, wherever its Application stands', () => {
  const certManager = application('app1-cert-manager', 'cert-manager', 'v1.19.6', 'app1');
  const other = application('mgmt-metallb', 'metallb', '0.14.9');

  expect(found({ mgmt: [certManager], app1: [certificate] })).toEqual([]);
  expect(found({ mgmt: [certManager, other, certificate], app1: [] })).toEqual(['crd-installed mgmt web']);
});

test('each cluster has the versions that are installed there', () => {
  const old = ['base', 'istiod'].map((chart) => application(`mgmt-${chart}`, chart, '1.20.1'));
  const young = ['base', 'istiod'].map((chart) => application(`app1-${chart}`, chart, '1.24.6', 'app1'));

  expect(found({ mgmt: [...old, ...young], app1: [gateway] })).toEqual([]);
  expect(found({ mgmt: [...old, ...young, gateway], app1: [] })).toEqual(['istio-api-served mgmt web']);
});

test('the same software on two clusters is not there twice; on one it is', () => {
  const one = application('mgmt-stack', 'kube-prometheus-stack', '67.11.0');
  const metrics = (cluster?: string): KubeObject => application(`${cluster ?? 'mgmt'}-metrics`, 'kube-state-metrics', '5.29.0', cluster);

  expect(found({ mgmt: [one, metrics('app1')], app1: [] })).toEqual([]);
  expect(found({ mgmt: [one, metrics()], app1: [] })).toEqual(['helm-component-once mgmt mgmt-stack']);
});

test('where not everything is known, a name may mean any cluster, and all Applications count', () => {
  const certManager = application('app1-cert-manager', 'cert-manager', 'v1.19.6', 'app1');

  expect(found({ mgmt: [certManager, certificate], app1: [] }, [])).toEqual([]);
});
