import type { Chart } from 'cdk8s';
import type { MeshNamespace } from './mesh-namespace.ts';
import { aPeer, Pods, refusal, Testing } from './testing.ts';

const STRICT: MeshNamespace = { name: 'shop', injection: true, mtls: 'STRICT' };
const pods = (chart: Chart, name: string, inMesh: boolean): Pods => new Pods(chart, name, { namespace: STRICT, inMesh });

test.each<[string, (chart: Chart) => unknown, string]>([
  [
    'a call from a sidecar to a pod without one',
    (chart) => pods(chart, 'web', true).connectsTo(pods(chart, 'api', false).http),
    "test/web: web calls api, which has no sidecar in namespace shop, where mTLS is STRICT: the caller's sidecar would open mutual TLS and nobody would answer it. Put api into the mesh, or into a namespace that takes plaintext.",
  ],
  [
    'a call from somebody unknown to a pod without sidecar',
    (chart) => {
      const api = pods(chart, 'api', false);
      return api.acceptsFrom(aPeer('gateway'), api.http);
    },
    "test/api: gateway calls api, which has no sidecar in namespace shop, where mTLS is STRICT: the caller's sidecar would open mutual TLS and nobody would answer it. Put api into the mesh, or into a namespace that takes plaintext.",
  ],
  [
    'a call from a pod without sidecar to one with it',
    (chart) => pods(chart, 'job', false).connectsTo(pods(chart, 'api', true).http),
    "test/job: job has no sidecar and calls api in namespace shop, where mTLS is STRICT: every connection would be reset. Put job into the mesh; a scraper can read the sidecar's own ports 15020 and 15090 instead.",
  ],
  [
    'a scraper that reads a guarded port in plaintext',
    (chart) => {
      const api = pods(chart, 'api', true);
      return api.acceptsFrom({ ...aPeer(), inMesh: false }, api.http);
    },
    "test/api: prometheus has no sidecar and calls api in namespace shop, where mTLS is STRICT: every connection would be reset. Put prometheus into the mesh; a scraper can read the sidecar's own ports 15020 and 15090 instead.",
  ],
])('STRICT refuses %s', (_, connect, message) => {
  const chart = Testing.chart();

  const said = refusal(() => connect(chart));

  expect(said).toBe(message);
});

test('STRICT takes sidecars among themselves, plain pods among themselves, gateways, and scrapers of the sidecar', () => {
  const chart = Testing.chart();
  const api = pods(chart, 'api', true);
  const database = pods(chart, 'database', false);

  const connect = (): void => {
    pods(chart, 'web', true).connectsTo(api.http);
    pods(chart, 'job', false).connectsTo(database.http);
    api.acceptsFrom(aPeer('gateway'), api.http).acceptsFrom({ ...aPeer(), inMesh: false }, api.sidecarMetrics);
  };

  expect(connect).not.toThrow();
});

test('PERMISSIVE takes both kinds', () => {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api');
  const exporter = new Pods(chart, 'exporter', { inMesh: false });

  const connect = (): void => {
    exporter.connectsTo(api.http);
    api.connectsTo(exporter.http);
  };

  expect(connect).not.toThrow();
});

test('pods without sidecar have none whose metrics could be read', () => {
  const exporter = new Pods(Testing.chart(), 'exporter', { inMesh: false });

  const said = refusal(() => exporter.sidecarMetrics);

  expect(said).toBe('test/exporter: exporter has no sidecar whose metrics could be read. Scrape the port of the program itself.');
});

test('the two ports of a sidecar that anybody may read, and nobody else has', () => {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api');
  const exporter = new Pods(chart, 'exporter', { inMesh: false });

  expect([api.sidecarMetrics, api.proxyMetrics].map(({ port }) => [port.name, port.number])).toEqual([
    ['http-merged', 15020],
    ['http-envoy-prom', 15090],
  ]);
  expect(refusal(() => exporter.proxyMetrics)).toContain('exporter has no sidecar whose metrics could be read');
});
