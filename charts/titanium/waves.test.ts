import { isClusterScoped } from '../../lib/values/cluster-scope.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { ofKind, production, value } from './testing.ts';

const made = production();

function waveOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

function wave(application: string): number {
  const found = ofKind(made, 'Application').find(({ metadata }) => metadata.name === application);
  if (found === undefined) throw new Error(`there is no Application ${application}`);
  return waveOf(found);
}

test('definitions come before the control plane, which comes before the gateways, which come before the services', () => {
  for (const provider of ['istio-base', 'kube-prometheus-stack']) expect(wave(provider)).toBeLessThan(wave('istiod'));
  for (const gateway of ['istio-ingressgateway', 'istio-egressgateway']) {
    expect(wave('istiod')).toBeLessThan(wave(gateway));
    expect(wave(gateway)).toBeLessThan(0);
  }
  const services = made.manifests.filter(({ app, object }) => app === 'titanium-prod' && !/Namespace|Autoscaler/.test(object.kind));

  expect(new Set(services.map(({ object }) => waveOf(object)))).toEqual(new Set([0]));
});

test('namespaces are the first of all, and Argo CD learns to wait before there is anything to wait for', () => {
  const later = made.manifests.map(({ object }) => object).filter(({ kind }) => kind !== 'Namespace');
  const first = Math.min(...later.map(waveOf));

  for (const namespace of ofKind(made, 'Namespace')) expect(waveOf(namespace)).toBeLessThan(first);
  expect(wave('argo-cd')).toBe(first);
});

test('the main Application and the autoscalers come last, where no sync waits for them', () => {
  const last = Math.max(...made.manifests.map(({ object }) => waveOf(object)));
  const there = made.manifests
    .filter(({ object }) => waveOf(object) === last)
    .map(({ object }) => `${object.kind} ${object.metadata.name}`);

  expect(there.sort()).toEqual([
    'Application titanium-prod',
    ...['api-gateway', 'auth-service', 'blog-service', 'user-service'].map((name) => `HorizontalPodAutoscaler ${name}-hpa`),
  ]);
});

test('what merely looks at the services comes after them, so that it cannot hold up a delivery', () => {
  for (const view of ['jaeger', 'loki', 'promtail', 'kiali']) expect(wave(view)).toBeGreaterThan(0);
  expect(wave('loki')).toBeLessThan(wave('promtail'));
});

test('every object whose definition an Application brings is left out of the first dry run, and keeps its other options', () => {
  const custom = made.manifests
    .map(({ object }) => object)
    .filter(({ apiVersion }) => /istio\.io|monitoring\.coreos\.com/.test(apiVersion));

  expect(custom.length).toBeGreaterThan(15);
  for (const { kind, metadata } of custom) {
    expect([kind, metadata.name, metadata.annotations?.['argocd.argoproj.io/sync-options']]).toEqual([
      kind,
      metadata.name,
      'SkipDryRunOnMissingResource=true',
    ]);
  }
});

test('custom kinds are those of Argo CD, Istio and the operator of Prometheus, for which there are Applications (M35)', () => {
  const builtIn = /^(v1|apps|batch|autoscaling|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io|storage\.k8s\.io)($|\/)/;
  const groups = made.manifests.flatMap(({ object: { apiVersion } }) => (builtIn.test(apiVersion) ? [] : [apiVersion.split('/')[0]]));

  expect([...new Set(groups)].sort()).toEqual(['argoproj.io', 'monitoring.coreos.com', 'networking.istio.io', 'security.istio.io']);
});

test('every object says its namespace itself, so that a default never moves one (M7)', () => {
  const strays = made.manifests.filter(({ object }) => !isClusterScoped(groupKind(object)) && object.metadata.namespace === undefined);
  const placed = Object.fromEntries(
    ['istiod-monitor', 'kiali-nodeport', 'titanium-alerts', 'envoy-stats-monitor'].map((name) => [
      name,
      made.manifests.find(({ object }) => object.metadata.name === name)?.object.metadata.namespace,
    ]),
  );

  expect(strays.map(({ file }) => file)).toEqual([]);
  expect(placed).toEqual({
    'istiod-monitor': 'istio-system',
    'kiali-nodeport': 'istio-system',
    'titanium-alerts': 'monitoring',
    'envoy-stats-monitor': 'titanium-prod',
  });
});

function groupKind({ apiVersion, kind }: KubeObject): { readonly group: string; readonly kind: string } {
  return { group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '', kind };
}

test('Argo CD is told how to judge an Application, and does not wait for a claim that waits for its first pod', () => {
  const settings = value(made, 'argo-cd', 'configs.cm') as Readonly<Record<string, string>>;

  expect(settings['resource.customizations.health.argoproj.io_Application']).toContain('obj.status.health.status');
  expect(settings['resource.customizations.health.PersistentVolumeClaim']).toContain('hs.status = "Healthy"');
  expect(settings['timeout.reconciliation']).toBe('180s');
});

test('no object of the mesh carries an injection label where the gateways run', () => {
  const labels = ofKind(made, 'Namespace').map(({ metadata }) => [metadata.name, metadata.labels?.['istio-injection']]);

  expect(Object.fromEntries(labels)).toEqual({
    argocd: undefined,
    'istio-system': undefined,
    monitoring: undefined,
    'titanium-prod': 'enabled',
  });
});
