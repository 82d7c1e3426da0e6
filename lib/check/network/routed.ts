import { destinationsOf } from '../destinations.ts';
import type { PodTemplate } from '../pods.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { endsBehind } from './called-services.ts';
import { podEnd, type End, type ShownFlow } from './shown-flow.ts';

const VIRTUAL_SERVICE = 'networking.istio.io/v1/VirtualService';

/** Flows from the pods of Istio's gateways to what is routed behind them. */
export function* routedServices(world: World): Generator<ShownFlow> {
  for (const route of world.ofKind(VIRTUAL_SERVICE)) {
    const gateways = itemsAt(route.object, 'spec.gateways').flatMap((each) => gatewayPods(world, route, text(each) ?? ''));
    for (const { host, port } of destinationsOf(route, world)) {
      for (const pod of new Set(gateways)) yield* toService(world, podEnd(world, pod), route, host, port);
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

/** Pods that a Gateway selects, in whatever namespace they are; `mesh` stands for no gateway. */
function gatewayPods(world: World, route: WorldObject, written: string): readonly PodTemplate[] {
  const [first = '', second] = written.split('/');
  const [namespace, name] = second === undefined ? [route.object.metadata.namespace ?? '', first] : [first, second];
  const gateway = world.find('networking.istio.io/v1/Gateway', namespace, name);
  const selector = textsAt(gateway?.object, 'spec.selector');
  return Object.keys(selector).length === 0 ? [] : world.podsWith(selector);
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
