import { at, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { Labels } from '../selector.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/** Another ServiceEntry that defines the same host, for the same clients and with a port in common. */
export function rivalEntry(world: World, entry: WorldObject, host: string): WorldObject | undefined {
  return (entriesByHost(world).get(host) ?? []).find(
    (each) => each !== entry && each.object.metadata.name !== entry.object.metadata.name && compete(each, entry),
  );
}

/** Hosts that ServiceEntries add to the mesh; some begin with a wildcard. */
export function entryHosts(world: World): ReadonlySet<string> {
  return world.once('hosts of service entries', () => new Set([...entriesByHost(world).keys()].filter((host) => host !== '')));
}

function entriesByHost(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('service entries by host', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.istio.io/v1/ServiceEntry')) {
      for (const host of itemsAt(each.object, 'spec.hosts')) addTo(map, text(host) ?? '', each);
    }
    return map;
  });
}

/** Both are seen from the same places and have a port in common. */
function compete(a: WorldObject, b: WorldObject): boolean {
  const own = [a, b].some(({ object }) => itemsAt(object, 'spec.exportTo').length === 1 && itemsAt(object, 'spec.exportTo')[0] === '.');
  if (own && a.object.metadata.namespace !== b.object.metadata.namespace) return false;
  const ports = itemsAt(a.object, 'spec.ports').map((each) => textAt(each, 'number'));
  return itemsAt(b.object, 'spec.ports').some((each) => ports.includes(textAt(each, 'number')));
}

/** Some DestinationRule is about the host. */
export function hasDestinationRule(world: World, host: string): boolean {
  return rulesOfHost(world, host).length > 0;
}

/** DestinationRules about a host, those that name it before those with a star. */
export function rulesOfHost(world: World, host: string): readonly WorldObject[] {
  const byHost = world.once('destination rules by host as written', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.istio.io/v1/DestinationRule')) addTo(map, textAt(each.object, 'spec.host') ?? '', each);
    return map;
  });
  const starred = [...byHost].filter(([each]) => each.startsWith('*') && host.endsWith(each.slice(1)));
  return [...(byHost.get(host) ?? []), ...starred.flatMap(([, rules]) => rules)];
}

/** Hosts to which routes lead, as they are written. */
export function destinationHosts(world: World): ReadonlySet<string> {
  return world.once('hosts of destinations', () => {
    const found = new Set<string>();
    for (const { object } of world.ofKind('networking.istio.io/v1/VirtualService')) {
      for (const protocol of ['http', 'tls', 'tcp']) {
        for (const route of itemsAt(object, `spec.${protocol}`))
          for (const each of itemsAt(route, 'route')) found.add(textAt(each, 'destination.host') ?? '');
      }
    }
    return found;
  });
}

/** The labels of the endpoints that entries list for a host; `undefined` where there is no such entry, or others give the endpoints. */
export function endpointLabels(world: World, host: string): readonly Labels[] | undefined {
  const entries = entriesByHost(world).get(host) ?? [];
  if (entries.length === 0 || entries.some(({ object }) => at(object, 'spec.workloadSelector') !== undefined)) return undefined;
  return entries.flatMap(({ object }) => itemsAt(object, 'spec.endpoints').map((each) => textsAt(each, 'labels')));
}
