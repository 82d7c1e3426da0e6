import { KUBE_STATE } from '../../lib/metrics/exporters/kube-state-metrics.ts';
import { madeMetrics, valuesOf } from '../observability/testing.ts';
import { the } from '../testing.ts';
import { COLLECTORS } from './kube-state-metrics.ts';

const today = madeMetrics();

test('every component of metrics is one Application with a pinned chart, in its wave and namespace', () => {
  const applications = today.manifests
    .map(({ object }) => object)
    .filter(({ kind, ['spec']: spec }) => kind === 'Application' && spec.source.chart !== undefined);

  expect(
    applications.map(({ metadata, ['spec']: spec }) => [
      metadata.name,
      spec.source.targetRevision,
      spec.destination.namespace,
      metadata.annotations?.['argocd.argoproj.io/sync-wave'],
    ]),
  ).toEqual([
    ['alertmanager', '1.13.1', 'monitoring', '40'],
    ['kube-state-metrics', '5.29.0', 'monitoring', '30'],
    ['metrics-server', '3.13.1', 'kube-system', '30'],
    ['prometheus-adapter', '5.3.0', 'monitoring', '50'],
    ['prometheus', '25.30.2', 'monitoring', '40'],
    ['vertical-pod-autoscaler', '0.8.0', 'kube-system', '30'],
  ]);
});

test('the platform may install what the charts render, and no Secret', () => {
  const { clusterResourceWhitelist, namespaceResourceWhitelist, destinations } = the(today, 'AppProject', 'platform')['spec'];

  expect(clusterResourceWhitelist).toEqual([
    { group: '', kind: 'Namespace' },
    { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
    { group: 'apiregistration.k8s.io', kind: 'APIService' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
  ]);
  expect(namespaceResourceWhitelist).toEqual([
    { group: '', kind: 'ConfigMap' },
    { group: '', kind: 'Service' },
    { group: '', kind: 'ServiceAccount' },
    { group: 'apps', kind: 'Deployment' },
    { group: 'apps', kind: 'StatefulSet' },
    { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
  ]);
  expect(destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(['kube-system', 'monitoring']);
});

test('kube-state-metrics reads the kinds that the catalogue uses, and never Secrets', () => {
  const kinds = new Set(Object.keys(KUBE_STATE.metrics).map((metric) => `${metric.split('_')[1]}s`));

  expect([...kinds].sort()).toEqual([...COLLECTORS]);
  expect(valuesOf(today, 'kube-state-metrics')['collectors']).toEqual([...COLLECTORS]);
});

test('the VPA recommends and changes nothing', () => {
  expect(valuesOf(today, 'vertical-pod-autoscaler')).toMatchObject({
    admissionController: { enabled: false },
    updater: { enabled: false },
    recommender: { replicas: 1 },
  });
});
