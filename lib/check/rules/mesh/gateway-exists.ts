import { itemsAt, text } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

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
      const gateway = world.find('networking.istio.io/v1/Gateway', namespace, second ?? first);
      const why = 'The route is bound to no listener: the gateway answers 404 for these hosts.';
      const absent = gateway === undefined ? missing(world, 'networking.istio.io/v1/Gateway', namespace, second ?? first) : undefined;
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
          severity: absent.severity,
          message: `there is no Gateway ${namespace}/${second ?? first}`,
          why,
          fix: meant(absent, 'Add the Gateway, or name one as namespace/name.'),
        };
      }
      const accepted = itemsAt(gateway?.object, 'spec.servers').flatMap((server) =>
        itemsAt(server, 'hosts').flatMap((host) => text(host) ?? []),
      );
      for (const [place, host] of hosts.entries()) {
        if (gateway === undefined || accepted.length === 0 || accepted.some((pattern) => accepts(pattern, host))) continue;
        yield {
          path: `spec.hosts[${place}]`,
          message: `Gateway ${name} accepts ${accepted.join(', ')}, not ${host}`,
          why,
          fix: 'Add the host to a server of the Gateway.',
        };
      }
    }
  },
});

/** The one other namespace that has a Gateway of this name. */
function onlyPlace(world: World, name: string, namespace: string): string | undefined {
  const found = world.ofKind('networking.istio.io/v1/Gateway').filter(({ object }) => object.metadata.name === name);
  const [first] = found;
  const place = first?.object.metadata.namespace ?? '';
  return found.length !== 1 || place === '' || namespace === '' || place === namespace ? undefined : place;
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
