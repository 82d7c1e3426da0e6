import { addTo } from '../../values/multimap.ts';
import { gatewaysOf } from '../host-claims.ts';
import { itemsAt, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** VirtualServices that hang on a Gateway of Istio. */
export function routesOn(world: World, { object }: WorldObject): readonly WorldObject[] {
  const byGateway = world.once('virtual services by gateway', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.istio.io/v1/VirtualService')) for (const name of gatewaysOf(each)) addTo(found, name, each);
    return found;
  });
  return byGateway.get(`${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
}

/** Whether a VirtualService is for one of the hosts of a server: `*.example.com`, `shop/www.example.com`, `./*`. */
export function servesHost(route: WorldObject, hosts: readonly string[]): boolean {
  const own = itemsAt(route.object, 'spec.hosts').flatMap((each) => text(each) ?? []);
  return hosts.some((host) => own.some((each) => overlaps(host.replace(/^.*\//, ''), each)));
}

/** Whether some name is meant by both, of which either may begin with a star. */
export function overlaps(one: string, other: string): boolean {
  const isIn = (wild: string, host: string): boolean => wild.startsWith('*') && host.endsWith(wild.slice(1));
  return one === other || isIn(one, other) || isIn(other, one);
}
