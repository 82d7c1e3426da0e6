import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { ofKind, production, value } from '../testing.ts';

const made = production();

interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly interval: string;
  readonly scheme?: string;
  readonly relabelings?: readonly { readonly action?: string; readonly regex?: string; readonly targetLabel?: string }[];
  readonly metricRelabelings?: readonly object[];
}

interface MonitorSpec {
  readonly selector: { readonly matchLabels?: Readonly<Record<string, string>>; readonly matchExpressions?: readonly object[] };
  readonly endpoints?: readonly Endpoint[];
  readonly podMetricsEndpoints?: readonly Endpoint[];
}

interface ServiceSpec {
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number | string }[];
}

const monitors = [...ofKind(made, 'ServiceMonitor'), ...ofKind(made, 'PodMonitor')];
const specOf = ({ spec }: KubeObject): MonitorSpec => spec as MonitorSpec;

test('the monitors are those of the seed, and Prometheus takes them whatever it selects by', () => {
  const named = monitors.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);

  expect(named.sort()).toEqual([
    'PodMonitor titanium-prod/envoy-stats-monitor',
    'ServiceMonitor istio-system/istiod-monitor',
    ...['api-gateway', 'auth-service', 'blog-service', 'user-service'].map((name) => `ServiceMonitor titanium-prod/${name}`),
  ]);
  for (const { metadata } of monitors) expect(metadata.labels).toMatchObject({ release: 'prometheus' });
});

test('alerts and dashboard use metrics of the mesh, so the control plane and every sidecar are scraped (L5)', () => {
  const text = made.manifests.map((manifest) => manifest.text).join('\n');
  const envoy = monitors.find(({ metadata }) => metadata.name === 'envoy-stats-monitor');
  const [endpoint] = (envoy && specOf(envoy).podMetricsEndpoints) ?? [];

  expect(text).toContain('istio_requests_total');
  expect(envoy && specOf(envoy).selector).toEqual({ matchExpressions: [{ key: 'app', operator: 'Exists' }] });
  expect(endpoint).toMatchObject({ port: 'http-envoy-prom', path: '/stats/prometheus', interval: '30s' });
  expect(endpoint?.relabelings?.[0]).toMatchObject({ action: 'keep', regex: 'istio-proxy' });
  expect(endpoint?.relabelings?.flatMap(({ targetLabel }) => targetLabel ?? []).sort()).toEqual(['app', 'namespace', 'pod', 'version']);
});

test('under STRICT mutual TLS no endpoint asks a port of a program, and no metric of the mesh comes twice (M30)', () => {
  for (const monitor of ofKind(made, 'ServiceMonitor').filter(({ metadata }) => metadata.namespace === 'titanium-prod')) {
    const { selector, endpoints = [] } = specOf(monitor);
    const [service, ...more] = ofKind(made, 'Service').filter(({ metadata }) => metadata.labels?.['app'] === selector.matchLabels?.['app']);
    const ports = (service?.['spec'] as ServiceSpec).ports.filter(({ name }) => name === endpoints[0]?.port);

    expect(more).toEqual([]);
    expect(ports.map(({ targetPort }) => targetPort)).toEqual([15020]);
    expect(endpoints).toMatchObject([{ path: '/stats/prometheus', interval: '30s' }]);
    expect(endpoints[0]?.metricRelabelings).toEqual([{ action: 'drop', sourceLabels: ['__name__'], regex: '(istio|envoy)_.*' }]);
  }
});

test('jobs that alerts name are given by monitors that the charts read (M27)', () => {
  const label = { release: 'prometheus' };

  expect(value(made, 'loki', 'monitoring.serviceMonitor')).toMatchObject({
    enabled: true,
    labels: label,
    relabelings: [{ targetLabel: 'job', replacement: 'loki' }],
    metricsInstance: { enabled: false },
  });
  expect(value(made, 'promtail', 'serviceMonitor')).toEqual({
    enabled: true,
    labels: label,
    relabelings: [{ targetLabel: 'job', replacement: 'promtail' }],
  });
});
