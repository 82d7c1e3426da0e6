import { itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { serviceHost } from '../services.ts';
import { readersOf } from '../texts/nginx-configs.ts';
import type { World } from '../world.ts';
import { proxiedLocations } from './authorization/proxied.ts';

/** What brings a path of a Service in from outside: a route of a gateway, or nginx behind one. */
export function wayIn(service: WorldObject, base: string, world: World): string | undefined {
  const key = nameOf(service);
  const ways = doors(world);
  const route = ways.find(({ to, prefix }) => to === key && base.startsWith(prefix.replace(/\/$/, '')));
  if (route !== undefined) return route.called;
  for (const config of world.ofKind('v1/ConfigMap')) {
    const { namespace = '', name } = config.object.metadata;
    const hit = proxiedLocations(config).find(({ host, location, arrives }) => {
      const target = serviceHost(host, namespace);
      return (
        target !== undefined &&
        `${target.namespace}/${target.name}` === key &&
        `${base}/`.startsWith(arrives.replace(/\/?$/, '/')) &&
        base.startsWith(location.replace(/\/$/, ''))
      );
    });
    const fronts = hit === undefined ? [] : readersOf(world, namespace, name).flatMap(({ pod }) => world.servicesOf(pod));
    if (hit !== undefined && fronts.some((front) => ways.some(({ to }) => to === nameOf(front))))
      return `location ${hit.location} of ConfigMap ${name}`;
  }
  return undefined;
}

interface Door {
  readonly to: string;
  readonly prefix: string;
  readonly called: string;
}

/** Routes of gateways and Ingresses, with what their paths begin with. */
function doors(world: World): readonly Door[] {
  return world.once('ways in from outside', () => {
    const found: Door[] = [];
    for (const { object } of world.ofKind('networking.istio.io/v1/VirtualService')) {
      if (!itemsAt(object, 'spec.gateways').some((each) => each !== 'mesh')) continue;
      for (const http of itemsAt(object, 'spec.http')) {
        const matches = itemsAt(http, 'match');
        const prefixes = matches.length === 0 ? ['/'] : matches.flatMap((each) => textAt(each, 'uri.prefix') ?? []);
        for (const to of new Set(itemsAt(http, 'route').map((each) => textAt(each, 'destination.host') ?? ''))) {
          const host = serviceHost(to, object.metadata.namespace ?? '');
          if (host !== undefined)
            found.push(
              ...prefixes.map((prefix) => ({
                to: `${host.namespace}/${host.name}`,
                prefix,
                called: `VirtualService ${object.metadata.name}`,
              })),
            );
        }
      }
    }
    for (const { object } of world.ofKind('networking.k8s.io/v1/Ingress')) {
      for (const path of itemsAt(object, 'spec.rules').flatMap((rule) => itemsAt(rule, 'http.paths')))
        found.push({
          to: `${object.metadata.namespace ?? ''}/${textAt(path, 'backend.service.name') ?? ''}`,
          prefix: textAt(path, 'path') ?? '/',
          called: `Ingress ${object.metadata.name}`,
        });
    }
    return found;
  });
}

function nameOf({ object }: WorldObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
