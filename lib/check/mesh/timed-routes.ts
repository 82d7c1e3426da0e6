import { addTo } from '../../values/multimap.ts';
import { itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { serviceHost } from '../services.ts';
import { secondsOf } from '../seconds.ts';
import type { World } from '../world.ts';

/** A route of a VirtualService to a Service, with its timeout. */
export interface TimedRoute {
  readonly virtualService: string;
  readonly timeout: string;
  /** Paths that it takes begin so. */
  readonly prefix: string;
}

export interface TimedRoutes {
  readonly inside: ReadonlyMap<string, readonly TimedRoute[]>;
  readonly outside: ReadonlyMap<string, readonly TimedRoute[]>;
}

/** Routes with a timeout by their Service: those for programs of the mesh, the longest first, and those of gateways in their order. */
export function timedRoutes(world: World): TimedRoutes {
  return world.once('routes with timeouts', () => {
    const [inside, outside] = [new Map<string, TimedRoute[]>(), new Map<string, TimedRoute[]>()];
    for (const manifest of world.ofKind('networking.istio.io/v1/VirtualService')) {
      const gateways = itemsAt(manifest.object, 'spec.gateways').map(text);
      const isMesh = gateways.length === 0 || gateways.includes('mesh');
      for (const route of itemsAt(manifest.object, 'spec.http')) addRoute(manifest, route, isMesh ? inside : outside);
    }
    for (const list of inside.values()) list.sort((a, b) => (secondsOf(b.timeout) ?? 0) - (secondsOf(a.timeout) ?? 0));
    return { inside, outside };
  });
}

function addRoute({ object }: WorldObject, route: unknown, to: Map<string, TimedRoute[]>): void {
  const { name, namespace = '' } = object.metadata;
  const matches = itemsAt(route, 'match');
  // What asks for more than a path is for few requests.
  const prefixes =
    matches.length === 0
      ? ['/']
      : matches.flatMap((match) => (Object.keys(match ?? {}).length === 1 ? (textAt(match, 'uri.prefix') ?? []) : []));
  const services = new Set(itemsAt(route, 'route').map((each) => textAt(each, 'destination.host') ?? ''));
  for (const written of services) {
    const host = serviceHost(written, namespace);
    if (host === undefined) continue;
    for (const prefix of prefixes)
      addTo(to, `${host.namespace}/${host.name}`, { virtualService: name, timeout: textAt(route, 'timeout') ?? '0s', prefix });
  }
}
