import { Chart, type App } from 'cdk8s';
import { check } from '../../lib/check/check.ts';
import type { NginxExporterProps } from '../../lib/constructs/nginx-exporter.ts';
import { Workload } from '../../lib/constructs/workload.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { synthesize } from '../../lib/synth/synthesize.ts';
import { installShop } from './charts/index.ts';
import { SHOP } from './charts/namespaces.ts';
import { clusters, dev, ofKind, prod, workloads } from './rendered.ts';

const [shopDev] = clusters as [Cluster, ...Cluster[]];

/** Pods of nobody's construct. */
class Plain extends Workload {}

test.each([
  ['shop-dev', dev],
  ['shop-prod', prod],
])('the mesh of %s is STRICT, every pod is in it, and every Service is called by mutual TLS', (_, objects) => {
  const [namespace] = ofKind(objects, 'Namespace');
  const modes = ofKind(objects, 'PeerAuthentication').map(({ spec }) => spec);
  const tls = Object.fromEntries(ofKind(objects, 'DestinationRule').map(({ spec }) => [spec.host, spec.trafficPolicy.tls.mode]));
  const services = ofKind(objects, 'Service').map(({ metadata }) => `${metadata.name}.shop.svc.cluster.local`);

  expect(namespace?.metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  expect(modes).toEqual([{ mtls: { mode: 'STRICT' } }]);
  expect(tls).toEqual(Object.fromEntries(['*.shop.svc.cluster.local', ...services].map((host) => [host, 'ISTIO_MUTUAL'])));
  for (const { spec } of workloads(objects)) {
    expect(spec.template.metadata.annotations).toMatchObject({
      'sidecar.istio.io/proxyCPU': '50m',
      'sidecar.istio.io/proxyMemory': '64Mi',
      'sidecar.istio.io/proxyCPULimit': '200m',
      'sidecar.istio.io/proxyMemoryLimit': '256Mi',
    });
    expect(spec.template.metadata.annotations).not.toHaveProperty(['sidecar.istio.io/inject']);
  }
});

test('a construct without sidecar does not compile in the STRICT namespace', () => {
  // @ts-expect-error an exporter asks for a namespace that takes plaintext
  const props: Pick<NginxExporterProps, 'namespace'> = { namespace: SHOP };

  expect(props.namespace.mtls).toBe('STRICT');
});

test('a workload without sidecar that others call stops the synthesis', () => {
  const more = (app: App, cluster: Cluster): void => {
    installShop(app, cluster);
    const chart = new Chart(app, 'more', { namespace: SHOP.name });
    const legacy = new Plain(chart, 'Legacy', { name: 'legacy', namespace: SHOP, inMesh: false });
    const caller = new Plain(chart, 'Caller', { name: 'caller', namespace: SHOP, inMesh: true });
    caller.connectsTo({ peer: legacy, port: caller.sidecarMetrics.port });
  };

  const synthesis = (): unknown => synthesize(shopDev, more);

  expect(synthesis).toThrow(
    "shop-dev/more/Caller: caller calls legacy, which has no sidecar in namespace shop, where mTLS is STRICT: the caller's sidecar would open mutual TLS and nobody would answer it. Put legacy into the mesh, or into a namespace that takes plaintext.",
  );
});

test('a workload that nobody isolated stops the synthesis', () => {
  const more = (app: App, cluster: Cluster): void => {
    installShop(app, cluster);
    new Plain(new Chart(app, 'more', { namespace: SHOP.name }), 'Late', { name: 'late', namespace: SHOP, inMesh: true });
  };

  const synthesis = (): unknown => synthesize(shopDev, more);

  expect(synthesis).toThrow(
    'shop-dev/shop/DefaultDeny: late has no policy of its own: all its connections would be dropped. Add a NetworkIsolationPolicy for it.',
  );
});

test('a rule that finds a pod without sidecar behind a Service refuses it, whoever wrote the manifest', () => {
  const optedOut = (object: KubeObject): KubeObject => {
    if (object.kind !== 'Deployment' || object.metadata.name !== 'redis') return object;
    const { template } = object['spec'];
    const metadata = { ...template.metadata, annotations: { 'sidecar.istio.io/inject': 'false' } };
    return { ...object, spec: { ...object['spec'], template: { ...template, metadata } } };
  };

  const findings = check(prod.map((object) => ({ object: optedOut(object) })));

  expect(findings.filter(({ rule }) => rule === 'mesh-strict-fits').map(({ message }) => message)).toEqual([
    'STRICT covers Deployment shop/redis (Service redis-service), whose pods have no sidecar',
  ]);
});
