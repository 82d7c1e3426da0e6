import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { entryHosts } from '../../mesh/service-entries.ts';
import { itemsAt, text, textsAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { matches } from '../../selector.ts';
import type { World } from '../../world.ts';

const GATEWAY = 'networking.istio.io/v1/Gateway';

export const gatewayExists = defineRule({
  id: 'gateway-exists',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'The gateways that a VirtualService names exist and accept its hosts.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/; seed 002, D-13',
  *check({ object }, world) {
    const hosts = itemsAt(object, 'spec.hosts').flatMap((host) => text(host) ?? []);
    for (const [index, raw] of itemsAt(object, 'spec.gateways').entries()) {
      const name = text(raw) ?? '';
      if (name === 'mesh') continue;
      const [first = '', second] = name.split('/');
      const namespace = second === undefined ? (object.metadata.namespace ?? '') : first;
      const gateway = gatewayOf(name, object, world);
      const why = 'The route is bound to no listener: the gateway answers 404 for these hosts.';
      const absent = gateway === undefined ? missing(world, GATEWAY, namespace, second ?? first) : undefined;
      const place = gateway === undefined && absent === undefined && second === undefined ? onlyPlace(world, first, namespace) : undefined;
      if (place !== undefined) {
        // Charts may fill the namespace, but of the one Gateway of this name it is known where it stands.
        yield {
          path: `spec.gateways[${index}]`,
          message: `there is no Gateway ${namespace}/${first} in the tree; there is ${place}/${first}`,
          why,
          fix: `Write ${place}/${first}.`,
        };
      }
      if (absent !== undefined) {
        yield {
          path: `spec.gateways[${index}]`,
          // A tree without any Gateway is given those of another one.
          severity: world.ofKind(GATEWAY).length === 0 && world.facts.whole !== true ? 'info' : absent.severity,
          message: `there is no Gateway ${namespace}/${second ?? first}`,
          why,
          fix: meant(absent, 'Add the Gateway, or name one as namespace/name.'),
        };
      }
      const accepted = hostsOf(gateway);
      for (const [place, host] of hosts.entries()) {
        if (gateway === undefined || accepted.length === 0) continue;
        const fitting = accepted.filter((pattern) => accepts(pattern, host));
        const from = object.metadata.namespace ?? '';
        if (fitting.some((pattern) => takesFrom(pattern, from, namespace))) continue;
        // One route for the pods of the mesh and for those outside, or for two gateways: each host is for one of them.
        const others = hosts.filter((each) => each !== host);
        const shares = others.some((each) => accepted.some((pattern) => accepts(pattern, each)));
        if (fitting.length === 0 && shares && isForAnother(host, object, raw, world)) continue;
        yield {
          path: `spec.hosts[${place}]`,
          message:
            fitting.length === 0
              ? `Gateway ${name} accepts ${accepted.join(', ')}, not ${host}`
              : `Gateway ${name} accepts ${fitting.join(', ')}, which leaves out routes of "${from}"`,
          why,
          fix: fitting.length === 0 ? 'Add the host to a server of the Gateway.' : `Write ${from}/… or */… before the host of the server.`,
        };
      }
      const shown = gateway === undefined ? undefined : hiddenFrom(object, gateway, world);
      if (shown !== undefined) {
        yield {
          path: 'spec.exportTo',
          message: `it is shown to ${shown.to} only, and the pods of Gateway ${name} run in "${shown.place}"`,
          why,
          fix: `Add "${shown.place}" to exportTo, or leave exportTo out.`,
        };
      }
    }
  },
});

/** The Gateway that a route names as `name` or `namespace/name`. */
function gatewayOf(name: string, route: WorldObject['object'], world: World): WorldObject | undefined {
  const [first = '', second] = name.split('/');
  return world.find(GATEWAY, second === undefined ? (route.metadata.namespace ?? '') : first, second ?? first);
}

function hostsOf(gateway: WorldObject | undefined): readonly string[] {
  return itemsAt(gateway?.object, 'spec.servers').flatMap((server) => itemsAt(server, 'hosts').flatMap((host) => text(host) ?? []));
}

/** Whether the mesh, or another gateway that the route names, takes this host. */
function isForAnother(host: string, route: WorldObject['object'], own: unknown, world: World): boolean {
  return itemsAt(route, 'spec.gateways').some((raw) => {
    const name = text(raw) ?? '';
    if (raw === own) return false;
    if (name === 'mesh') return isOfMesh(host, world);
    const gateway = gatewayOf(name, route, world);
    return gateway === undefined || hostsOf(gateway).some((pattern) => accepts(pattern, host));
  });
}

/** `web`, `web.shop.svc.cluster.local`, or a host outside that a ServiceEntry adds to the mesh. */
function isOfMesh(host: string, world: World): boolean {
  if (!host.includes('.') || /\.svc(\.cluster\.local)?$/.test(host)) return true;
  const [name = '', namespace = ''] = host.split('.');
  if (host.split('.').length === 2 && world.find('v1/Service', namespace, name) !== undefined) return true;
  return [...entryHosts(world)].some((each) => accepts(each, host));
}

/** The one other namespace that has a Gateway of this name. */
function onlyPlace(world: World, name: string, namespace: string): string | undefined {
  const found = world.ofKind(GATEWAY).filter(({ object }) => object.metadata.name === name);
  const [first] = found;
  const place = first?.object.metadata.namespace ?? '';
  return found.length !== 1 || place === '' || namespace === '' || place === namespace ? undefined : place;
}

/** `./host`, `blog/host`: of which namespaces a server takes routes. */
function takesFrom(pattern: string, from: string, own: string): boolean {
  const slash = pattern.indexOf('/');
  const namespace = slash === -1 ? '*' : pattern.slice(0, slash);
  return namespace === '*' || from === '' || (namespace === '.' ? own : namespace) === from;
}

/** Where `exportTo` leaves out the pods of the gateway. */
function hiddenFrom(
  route: WorldObject['object'],
  gateway: WorldObject,
  world: World,
): { readonly to: string; readonly place: string } | undefined {
  const shown = itemsAt(route, 'spec.exportTo').map((each) => text(each) ?? '');
  if (shown.length === 0 || shown.includes('*')) return undefined;
  const selector = textsAt(gateway.object, 'spec.selector');
  const places = new Set(gatewayPods(world).flatMap(({ labels, namespace }) => (matches(selector, labels) ? [namespace] : [])));
  const open = new Set(shown.map((each) => (each === '.' ? (route.metadata.namespace ?? '') : each)));
  const [place] = places;
  return place === undefined || [...places].some((each) => open.has(each)) ? undefined : { to: [...open].join(', '), place };
}

/** A gateway's host may be limited to a namespace (`blog/…`), and begin with a wildcard; so may the route's. */
function accepts(pattern: string, host: string): boolean {
  const bare = pattern.slice(pattern.indexOf('/') + 1);
  const suffix = bare.replace(/^\*/, '');
  return (
    bare === host ||
    host === '*' ||
    (bare.startsWith('*') && host.endsWith(suffix)) ||
    (host.startsWith('*') && bare.endsWith(host.slice(1)))
  );
}
