import { destinationsOf } from '../destinations.ts';
import { gatewayPods } from '../mesh/gateway-pods.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { labelsText, matches } from '../selector.ts';
import { servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { endsBehind } from './called-services.ts';
import { podPeer } from './peer.ts';
import { podEnd, type End, type ShownFlow } from './shown-flow.ts';

const VIRTUAL_SERVICE = 'networking.istio.io/v1/VirtualService';

/** Flows from the pods of Istio's gateways to what is routed behind them. */
export function* routedServices(world: World): Generator<ShownFlow> {
  for (const route of world.ofKind(VIRTUAL_SERVICE)) {
    const gateways = itemsAt(route.object, 'spec.gateways').flatMap((each) => gatewayEnds(world, route, text(each) ?? ''));
    for (const { host, port } of destinationsOf(route, world)) {
      for (const from of new Set(gateways)) yield* toService(world, from, route, host, port);
    }
  }
}

/** From the end given to a port of a Service; where no port is said, the only one that it has. */
export function* toService(
  world: World,
  from: End,
  route: WorldObject,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  port: number | undefined,
): Generator<ShownFlow> {
  const service = world.find('v1/Service', namespace, name);
  if (service === undefined) return;
  const all = servicePorts(service.object);
  const ports = all.filter((each) => each.port === port);
  const because = `${route.object.kind} ${route.object.metadata.name} routes to Service ${name}`;
  for (const { end, ...to } of (port === undefined && all.length === 1 ? all : ports).flatMap((each) => endsBehind(world, service, each)))
    yield { from, to: end, ...to, because, sure: true };
}

/** Pods that a Gateway selects, in whatever namespace they are, or what is known of those of a chart; `mesh` stands for no gateway. */
function gatewayEnds(world: World, route: WorldObject, written: string): readonly End[] {
  const [first = '', second] = written.split('/');
  const [namespace, name] = second === undefined ? [route.object.metadata.namespace ?? '', first] : [first, second];
  const gateway = world.find('networking.istio.io/v1/Gateway', namespace, name);
  const selector = textsAt(gateway?.object, 'spec.selector');
  if (Object.keys(selector).length === 0) return [];
  const pods = world.podsWith(selector);
  if (pods.length > 0) return pods.map((pod) => podEnd(world, pod));
  const ends = world.once('gateways of charts', () => new Map<string, readonly End[]>());
  const key = labelsText(selector);
  let found = ends.get(key);
  if (found === undefined) {
    found = gatewayPods(world).flatMap(({ labels, namespace: place }) => {
      if (!matches(selector, labels)) return [];
      const peer = podPeer(place, labels, { namespaceLabels: world.namespaceLabels(place), partial: true });
      return [{ name: `${labels['app'] ?? 'the gateway'} in ${place}`, peer, pod: undefined }];
    });
    ends.set(key, found);
  }
  return found;
}

/** Anybody outside to the pods of gateways, on the ports that their servers have: only policies of the mesh are asked about these. */
export function* entries(world: World): Generator<ShownFlow> {
  const from: End = { name: 'Anybody outside', peer: { kind: 'entity', entity: 'world' }, pod: undefined };
  for (const gateway of world.ofKind('networking.istio.io/v1/Gateway')) {
    const selector = textsAt(gateway.object, 'spec.selector');
    const ports = itemsAt(gateway.object, 'spec.servers').map((server) => Number(textAt(server, 'port.number')));
    if (Object.keys(selector).length === 0) continue;
    for (const pod of world.podsWith(selector)) {
      const because = `Gateway ${gateway.object.metadata.name} listens there`;
      for (const port of new Set(ports)) yield { from, to: podEnd(world, pod), port, protocol: 'TCP', because, sure: true };
    }
  }
}
