import { itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
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
  const hosts = world.once(
    'hosts of destination rules',
    () => new Set(world.ofKind('networking.istio.io/v1/DestinationRule').map(({ object }) => textAt(object, 'spec.host') ?? '')),
  );
  return hosts.has(host) || [...hosts].some((each) => each.startsWith('*') && host.endsWith(each.slice(1)));
}
