import { fields, items, itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const GATEWAY = 'gateway.networking.k8s.io/v1/Gateway';

/** Services that controllers make for a Gateway, by the class of it. */
const SERVICES: readonly ((gateway: string) => string)[] = [(name) => `cilium-gateway-${name}`, (name) => `${name}-istio`];

export const tunnelReachesRoute = defineRule({
  id: 'tunnel-reaches-route',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'A host that a Cloudflare tunnel sends to a Gateway has its route on that Gateway.',
  source:
    'https://gateway-api.sigs.k8s.io/reference/spec/#parentreference; https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/',
  *check({ object }, world) {
    for (const [key, written] of Object.entries(textsAt(object, 'data'))) {
      if (!/^ingress:/m.test(written) || !written.includes('hostname:')) continue;
      for (const rule of items(fields(yamlIn(written))['ingress'])) {
        const host = textAt(rule, 'hostname') ?? '';
        const gateway = gatewayAt(textAt(rule, 'service') ?? '', object.metadata.namespace ?? '', world);
        const routes = routesByHost(world).get(host) ?? [];
        const [first] = routes;
        if (gateway === undefined || first === undefined || routes.some((route) => hangsOn(route, gateway))) continue;
        const others = [
          ...new Set(routes.flatMap((route) => itemsAt(route.object, 'spec.parentRefs').flatMap((each) => textAt(each, 'name') ?? []))),
        ];
        yield {
          path: join('data', key),
          message: `the tunnel sends ${host} to Gateway ${gateway.object.metadata.name}, and its route (${first.object.kind} ${first.object.metadata.name}) hangs on ${others.join(', ')}`,
          why: 'The Gateway that is asked knows no such host: everybody from outside gets 404, while it works within.',
          fix: `Add ${gateway.object.metadata.name} to the parentRefs of the route, or send the host to ${others[0] ?? 'the other Gateway'}.`,
        };
      }
    }
  },
});

/** The Gateway whose Service an address names. */
function gatewayAt(address: string, own: string, world: World): WorldObject | undefined {
  const host = /^https?:\/\/([\w.-]+)/.exec(address)?.[1] ?? '';
  const target = serviceHost(host, own);
  if (target === undefined) return undefined;
  return world
    .inNamespace(GATEWAY, target.namespace)
    .find(({ object }) => SERVICES.some((nameOf) => nameOf(object.metadata.name) === target.name));
}

function routesByHost(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('routes of the Gateway API by host', () => {
    const found = new Map<string, WorldObject[]>();
    for (const route of world.ofKind('gateway.networking.k8s.io/v1/HTTPRoute'))
      for (const host of itemsAt(route.object, 'spec.hostnames')) addTo(found, text(host) ?? '', route);
    return found;
  });
}

function hangsOn({ object }: WorldObject, gateway: WorldObject): boolean {
  const own = object.metadata.namespace ?? '';
  return itemsAt(object, 'spec.parentRefs').some(
    (each) =>
      textAt(each, 'name') === gateway.object.metadata.name &&
      (textAt(each, 'namespace') ?? own) === (gateway.object.metadata.namespace ?? ''),
  );
}
