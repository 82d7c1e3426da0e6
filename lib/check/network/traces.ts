import { ROOT_NAMESPACE } from '../mesh.ts';
import { meshConfigs } from '../mesh/settings.ts';
import { at, itemsAt, numberAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { serviceHost, servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { endsBehind } from './called-services.ts';
import { inMesh } from './in-mesh.ts';
import { podPeer } from './peer.ts';
import { podEnd, stopsOf, type End, type ShownFlow } from './shown-flow.ts';
import { isolatesEgress } from './world-policies.ts';

/** Flows from sidecars to where Telemetry sends their spans. */
export function* traces(world: World): Generator<ShownFlow> {
  yield* defaultTraces(world);
  const telemetries = world.ofKind('telemetry.istio.io/v1/Telemetry').filter(({ object }) => itemsAt(object, 'spec.tracing').length > 0);
  for (const telemetry of telemetries) {
    const because = `Telemetry ${telemetry.object.metadata.name} sends the spans of its sidecar there`;
    const named = providersOf(telemetry).flatMap((name) => collectors(world, name));
    const ends = named.length > 0 ? named : likelyCollectors(world);
    if (ends.length === 0) continue;
    const namespace = telemetry.object.metadata.namespace ?? '';
    for (const pod of namespace === ROOT_NAMESPACE
      ? world.podTemplates()
      : world.podsSelected(at(telemetry.object, 'spec.selector'), namespace)) {
      if (pod.provided || !isolatesEgress(world, pod) || inMesh(world, pod) === 'no') continue;
      const from = podEnd(world, pod);
      const flows = ends.map(({ end: to, port }): ShownFlow => ({
        from,
        to,
        port,
        protocol: 'TCP',
        because,
        sure: pod.injection === 'yes',
      }));
      // Where the provider is guessed, one of several is enough.
      const passing = flows.find((flow) => stopsOf(world, flow).length === 0) ?? flows[0];
      if (passing !== undefined) yield passing;
    }
  }
}

function providersOf({ object }: WorldObject): readonly string[] {
  return itemsAt(object, 'spec.tracing')
    .filter((each) => at(each, 'disableSpanReporting') !== true)
    .flatMap((each) => itemsAt(each, 'providers'))
    .flatMap((each) => textAt(each, 'name') ?? []);
}

/** Pods that a provider of the mesh's configuration stands for. */
function collectors(world: World, provider: string): readonly { readonly end: End; readonly port: number }[] {
  return meshConfigs(world).flatMap((config) =>
    itemsAt(config, 'extensionProviders').flatMap((each): readonly { readonly end: End; readonly port: number }[] => {
      if (textAt(each, 'name') !== provider) return [];
      const kind = ['opentelemetry', 'zipkin', 'lightstep', 'datadog', 'skywalking', 'opencensus'].find(
        (name) => at(each, name) !== undefined,
      );
      const { service = '', port = 0 } =
        kind === undefined ? {} : { service: textAt(each, `${kind}.service`), port: numberAt(each, `${kind}.port`) };
      return endsAt(world, service.split('/').at(-1) ?? '', port);
    }),
  );
}

/** What answers at a port of a Service; a namespace without manifests is taken for a chart's. */
function endsAt(world: World, written: string, port: number): readonly { readonly end: End; readonly port: number }[] {
  const host = serviceHost(written, ROOT_NAMESPACE);
  if (host === undefined) return [];
  const found = world.find('v1/Service', host.namespace, host.name);
  const ports = found === undefined ? [] : servicePorts(found.object).filter((one) => one.port === port);
  if (found !== undefined && ports.length > 0) return ports.flatMap((one) => endsBehind(world, found, one));
  const peer = podPeer(host.namespace, {}, { namespaceLabels: world.namespaceLabels(host.namespace), partial: true, anyPort: true });
  return [{ end: { name: `${host.name} in ${host.namespace}`, peer, pod: undefined }, port }];
}

/** Flows from every sidecar to the tracer that the configuration of the mesh names for all. */
function* defaultTraces(world: World): Generator<ShownFlow> {
  for (const config of meshConfigs(world)) {
    const [, host = '', port = ''] = /^([\w.-]+):(\d+)$/.exec(textAt(config, 'defaultConfig.tracing.zipkin.address') ?? '') ?? [];
    const [to] = host === '' ? [] : endsAt(world, host, Number(port));
    if (to === undefined) continue;
    for (const pod of world.podTemplates()) {
      if (pod.provided || pod.injection !== 'yes' || !isolatesEgress(world, pod)) continue;
      const because = `the mesh sends the spans of its sidecar to ${host}:${port}`;
      yield { from: podEnd(world, pod), to: to.end, port: to.port, protocol: 'TCP', because, sure: true };
    }
  }
}

/** Ports for spans: OTLP by gRPC and HTTP, and Zipkin. */
const SPANS = new Set([4317, 4318, 9411]);

/** Services and charts that take spans, where the configuration that names the provider is not in the tree. */
function likelyCollectors(world: World): readonly { readonly end: End; readonly port: number }[] {
  const services = world
    .ofKind('v1/Service')
    .filter(({ object }) => /tempo|jaeger|zipkin|otel|opentelemetry|collector/.test(object.metadata.name))
    .flatMap((service) => servicePorts(service.object).flatMap((port) => (SPANS.has(port.port) ? endsBehind(world, service, port) : [])));
  if (services.length > 0) return services;
  return world.installers().flatMap(({ manifest, sources, namespace = '' }) => {
    if (!sources.some(({ chart }) => chart !== undefined && /tempo|jaeger|zipkin|opentelemetry-collector/.test(chart))) return [];
    const peer = podPeer(namespace, {}, { namespaceLabels: world.namespaceLabels(namespace), partial: true, anyPort: true });
    return [{ end: { name: `${manifest.object.metadata.name} in ${namespace}`, peer, pod: undefined }, port: 4317 }];
  });
}
