import { IstioDestinationRule } from './istio-destination-rule.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { MeshEndpoint, ServiceEndpoint } from './peer.ts';
import { aPeer, HTTP, Pods, refusal, SHOP, Testing } from './testing.ts';

const API: MeshEndpoint = { peer: { ...aPeer('api', 'shop'), inMesh: true }, port: HTTP, service: 'api-service' };

test.each<[string, MeshEndpoint | MeshNamespace, string | undefined, object, string]>([
  ['a Service', API, undefined, { name: 'api-service', namespace: 'shop' }, 'api-service.shop.svc.cluster.local'],
  ['a Service under a name of its own', API, 'api', { name: 'api', namespace: 'shop' }, 'api-service.shop.svc.cluster.local'],
  [
    'a namespace',
    SHOP,
    undefined,
    { name: 'default', namespace: 'shop', annotations: { 'galley.istio.io/analyze-suppress': 'IST0174' } },
    '*.shop.svc.cluster.local',
  ],
])('calls %s by mutual TLS', (_, to, name, metadata, host) => {
  const chart = Testing.chart();

  new IstioDestinationRule(chart, 'Rule', { to, name });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata,
      spec: { host, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    },
  ]);
  expect(Testing.problems(chart)).toEqual([]);
});

test('a Service whose pods may have no sidecar does not compile', () => {
  const plain: ServiceEndpoint = { peer: aPeer('exporter', 'shop'), port: HTTP, service: 'exporter' };

  // @ts-expect-error the pods are not known to be in the mesh
  const props: ConstructorParameters<typeof IstioDestinationRule>[2] = { to: plain };

  expect(props.to).toBe(plain);
});

test('refuses a namespace without injection', () => {
  const chart = Testing.chart();

  const said = refusal(() => new IstioDestinationRule(chart, 'Rule', { to: { ...SHOP, injection: false } }));

  expect(said).toBe(
    'test/Rule: namespace shop has no injection: callers would open mutual TLS, and no pod there could answer it. Switch injection on for the namespace, or leave the rule out.',
  );
});

test('refuses a namespace in which somebody calls pods without sidecar', () => {
  const chart = Testing.chart();
  const exporter = new Pods(chart, 'exporter', { inMesh: false });
  const api = new Pods(chart, 'api').connectsTo(exporter.http).connectsToWorld(443);
  new Pods(chart, 'web').connectsTo(exporter.http).connectsTo(api.http);

  new IstioDestinationRule(chart, 'Rule', { to: SHOP });

  expect(Testing.problems(chart)).toEqual([
    'exporter has no sidecar, and this rule makes every sidecar call it by mutual TLS: each call would fail with 503. Put exporter into the mesh, or name the Services one by one.',
  ]);
});
