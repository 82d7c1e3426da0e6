import { parseImage } from '../../images.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { podsWith } from '../../observability/stores.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

/** Ports at which receivers listen by default. @see https://grafana.com/docs/tempo/latest/configuration/#distributor */
const RECEIVERS: readonly { readonly port: number; readonly name: string; readonly path: string }[] = [
  { port: 4317, name: 'OTLP over gRPC', path: 'otlp.protocols.grpc' },
  { port: 4318, name: 'OTLP over HTTP', path: 'otlp.protocols.http' },
  { port: 14268, name: 'Jaeger over HTTP', path: 'jaeger.protocols.thrift_http' },
  { port: 14250, name: 'Jaeger over gRPC', path: 'jaeger.protocols.grpc' },
  { port: 9411, name: 'Zipkin', path: 'zipkin' },
];

export const receiverListens = defineRule({
  id: 'receiver-listens',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Ports for traces that a Service offers are ports on which Tempo or the collector receives.',
  source:
    'https://grafana.com/docs/tempo/latest/configuration/#distributor; https://opentelemetry.io/docs/collector/configuration/#receivers',
  *check(manifest, world) {
    if (manifest.object.kind !== 'ConfigMap') return;
    for (const kind of ['tempo', 'otel'] as const) {
      for (const shape of shapesIn(world, manifest, kind)) {
        const receivers = fieldsAt(shape.content, kind === 'tempo' ? 'distributor.receivers' : 'receivers');
        // An endpoint of one's own may stand at any of these ports.
        const other = JSON.stringify(receivers);
        for (const { service, port } of offered(world, manifest)) {
          const receiver = RECEIVERS.find((each) => each.port === port);
          if (receiver === undefined) continue;
          const configured = at(receivers, receiver.path) !== undefined;
          const written = textAt(at(receivers, receiver.path), 'endpoint');
          const endpoint = written ?? (byDefault(world, manifest) ? `localhost:${port}` : '');
          const local = /^(localhost|127\.0\.0\.1):/.test(endpoint);
          if ((configured && !local) || (!configured && other.includes(`:${port}`))) continue;
          yield {
            path: partPath(shape),
            message: `Service ${service} offers port ${port}, and ${receiver.name} ${configured ? `listens on ${endpoint} only${written === undefined ? ', as its version does where no endpoint is written' : ''}` : 'is not among the receivers'}`,
            why: 'Whoever sends there is refused: its spans are lost.',
            fix: configured ? `Listen on 0.0.0.0:${port}.` : `Add the receiver ${receiver.path}, or take the port from the Service.`,
          };
        }
      }
    }
  },
});

/** Tempo 2.7 and the collector 0.104 listen on the pod itself where no address is written. */
function byDefault(world: World, manifest: WorldObject): boolean {
  const images = podsWith(world, manifest).flatMap((pod) => pod.containers.map(({ image = '' }) => parseImage(image)));
  const known = images.filter(({ path }) => /\/(tempo|opentelemetry-collector(-contrib|-k8s)?)$/.test(path));
  return (
    known.length > 0 &&
    known.every(({ path, tag = '' }) => {
      const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(tag) ?? [];
      const since = path.endsWith('/tempo') ? [2, 7] : [0, 104];
      return Number(major) > (since[0] ?? 0) || (Number(major) === since[0] && Number(minor) >= (since[1] ?? 0));
    })
  );
}

/** Ports of pods that mount the ConfigMap, as Services offer them. */
function* offered(world: World, manifest: WorldObject): Iterable<{ readonly service: string; readonly port: number }> {
  const said = new Set<number>();
  for (const pod of podsWith(world, manifest)) {
    for (const service of world.servicesOf(pod)) {
      for (const each of servicePorts(service.object)) {
        const port = podPort(each, pod);
        if (port === undefined || said.has(port)) continue;
        said.add(port);
        yield { service: service.object.metadata.name, port };
      }
    }
  }
}
