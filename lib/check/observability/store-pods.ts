import { mountedMaps } from '../mounted-maps.ts';
import { at, itemsAt, numberAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { scaleOf } from '../scale.ts';
import type { World } from '../world.ts';
import { partPath } from './shapes.ts';
import type { RunningStore } from './stores.ts';

/** Where a configuration of Loki or Tempo does not fit the pods that run with it. */
export function* podFaults(store: RunningStore, world: World): Iterable<Issue> {
  yield* members(store, world);
  yield* port(store);
  yield* tenants(store, world);
}

/** Rules of the ruler lie in a folder for each tenant; without tenants there is one, called fake. */
function* tenants({ kind, shape, pod, container }: RunningStore, world: World): Iterable<Issue> {
  const folder = ['ruler.storage.local.directory', 'ruler_storage.local.directory']
    .map((place) => textAt(shape.content, place))
    .find((each) => each !== undefined);
  if (kind !== 'loki' || folder === undefined) return;
  const home = folder.replace(/\/$/, '');
  const tenant = at(shape.content, 'auth_enabled') === false ? 'fake' : 'TENANT';
  for (const { name, data, volume, folder: path, subPath } of mountedMaps(pod, container, world)) {
    if (path !== home && !(subPath !== undefined && path.slice(0, path.lastIndexOf('/')) === home)) continue;
    const files = Object.entries(data).filter(([key, value]) => (subPath ?? key) === key && /^groups:/m.test(value));
    if (files.length === 0 || itemsAt(volume, 'configMap.items').some((each) => textAt(each, 'path')?.includes('/'))) continue;
    yield {
      path: partPath(shape),
      message: `the ruler reads ${home}/${tenant}/…, and ${files.map(([key]) => key).join(', ')} of ConfigMap ${name} ${files.length === 1 ? 'lies' : 'lie'} in ${home} itself`,
      why: 'Loki looks for rules in the folder of each tenant only: none of these alerts exists.',
      fix: `Mount the ConfigMap at ${home}/${tenant}${tenant === 'fake' ? ', the tenant that Loki has without auth_enabled' : ''}.`,
    };
  }
}

const NONE: ReadonlySet<number> = new Set();
/** Ports of Tempo that take spans, or are its own gRPC. */
const TRACES: ReadonlySet<number> = new Set([4317, 4318, 9411, 14250, 14268, 6831, 6832, 55678, 55680, 9095]);

/** Copies of a stream, and the pods that could hold them. */
function* members({ shape, pod, whole }: RunningStore, world: World): Iterable<Issue> {
  const copies =
    numberAt(shape.content, 'common.replication_factor') ?? numberAt(shape.content, 'ingester.lifecycler.ring.replication_factor');
  const most = scaleOf(world, pod).max;
  if (!whole || copies === undefined || copies <= most || most === 0) return;
  yield {
    path: partPath(shape),
    message: `replication_factor is ${copies}, and ${pod.owner.object.kind} ${pod.owner.object.metadata.name} has ${most === 1 ? 'one pod' : `${most} pods`}`,
    why: 'Every write waits for more ingesters than there are, and is refused.',
    fix: `Set replication_factor: ${most}.`,
  };
}

function* port({ shape, container, kind }: RunningStore): Iterable<Issue> {
  const written = numberAt(shape.content, 'server.http_listen_port');
  const known = container.ports.map((each) => each.port).filter((each) => !(kind === 'tempo' ? TRACES : NONE).has(each));
  const http =
    container.ports.find(({ name }) => name !== undefined && name.includes('http') && !/otlp|jaeger|zipkin|opencensus/.test(name))?.port ??
    known[0];
  if (written === undefined || http === undefined || container.ports.some((each) => each.port === written)) return;
  yield {
    path: partPath(shape),
    message: `http_listen_port is ${written}, and container "${container.name}" declares ${http}`,
    why: 'Probes and Services ask a port on which nothing listens: the pod never becomes ready.',
    fix: `Set http_listen_port: ${http}, or change the ports of the container and its Service.`,
  };
}
