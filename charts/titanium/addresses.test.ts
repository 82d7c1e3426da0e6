import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { ofKind, production } from './testing.ts';

const made = production();

interface ServiceSpec {
  readonly ports: readonly { readonly port: number }[];
}

/** `loki.monitoring:3100`: every Service that we make or a chart brings, with its ports. */
const answering = new Set(
  [...ofKind(made, 'Service'), ...made.provided.filter(({ kind }) => kind === 'Service')].flatMap(({ metadata, spec }) =>
    (spec as ServiceSpec).ports.map(({ port }) => `${metadata.name}.${metadata.namespace ?? ''}:${port}`),
  ),
);

/** Addresses inside the cluster in some text, completed by the namespace of who uses them. */
function called(text: string, namespace: string): string[] {
  const hosts = /(?:https?:\/\/|address: )([a-z][a-z0-9-]*)(?:\.([a-z0-9-]+))?(?:\.svc(?:\.cluster\.local)?)?(?::(\d+))/g;
  return [...text.matchAll(hosts)].map(([, service = '', where = namespace, port = '']) => `${service}.${where}:${port}`);
}

function spaceOf({ kind, spec, metadata }: KubeObject): string {
  if (kind !== 'Application') return metadata.namespace ?? '';
  return (spec as { readonly destination: { readonly namespace: string } }).destination.namespace;
}

const calls = made.manifests.flatMap(({ text, object, file }) => called(text, spaceOf(object)).map((address) => ({ file, address })));

test('every address inside the cluster is a Service with that port (L14, M5)', () => {
  const dead = calls.filter(({ address }) => !answering.has(address));

  expect(dead).toEqual([]);
});

test('the addresses of what shows the mesh are among them', () => {
  const addresses = new Set(calls.map(({ address }) => address));

  for (const each of [
    'prometheus-kube-prometheus-prometheus.monitoring:9090',
    'prometheus-grafana.monitoring:80',
    'jaeger-query.istio-system:16686',
    'jaeger-collector.istio-system:9411',
    'loki.monitoring:3100',
  ])
    expect(addresses).toContain(each);
});

test('gateways that a route names, and hosts that routes and rules lead to, are there (M4, M5)', () => {
  const gateways = new Set(ofKind(made, 'Gateway').map(({ metadata }) => metadata.name));
  const services = new Set([...answering].map((address) => address.split(':')[0]));
  const hosts = [...ofKind(made, 'VirtualService'), ...ofKind(made, 'DestinationRule')].flatMap((object) =>
    [...JSON.stringify(object['spec']).matchAll(/"host":"([^"*]+)"/g)].map(([, host = '']) => host.split('.').slice(0, 2).join('.')),
  );

  expect(ofKind(made, 'VirtualService').flatMap(({ spec }) => (spec as { gateways: string[] }).gateways)).not.toHaveLength(0);
  for (const { spec } of ofKind(made, 'VirtualService'))
    for (const gateway of (spec as { readonly gateways: readonly string[] }).gateways) expect(gateways).toContain(gateway);
  expect(hosts.filter((host) => !services.has(host.includes('.') ? host : `${host}.titanium-prod`))).toEqual([]);
  expect(hosts.length).toBeGreaterThan(7);
});

test('the node port of Kiali leads to the pods of its chart', () => {
  const [own] = ofKind(made, 'Service').filter(({ metadata }) => metadata.name === 'kiali-nodeport');
  const [chart] = made.provided.filter(({ kind, metadata }) => kind === 'Service' && metadata.name === 'kiali');
  const selector = ({ spec }: KubeObject): unknown => (spec as { readonly selector: unknown }).selector;

  expect(own && selector(own)).toEqual(chart && selector(chart));
});

test('a target of an autoscaler has no number of pods of its own (M22)', () => {
  const scaled = ofKind(made, 'HorizontalPodAutoscaler').map(
    ({ spec }) => (spec as { readonly scaleTargetRef: { readonly name: string } }).scaleTargetRef.name,
  );
  const targets = ofKind(made, 'Deployment').filter(({ metadata }) => scaled.includes(metadata.name));

  expect(targets).toHaveLength(4);
  for (const { spec } of targets) expect(spec).not.toHaveProperty('replicas');
});
