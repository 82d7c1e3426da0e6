import { addTo } from '../../../values/multimap.ts';
import { HTTP_ROUTE, hooksOf } from '../../network/gateway-listeners.ts';
import { fieldsAt, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule, fullName, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const gatewayRouteOnce = defineRule({
  id: 'gateway-route-once',
  severity: 'error',
  kinds: [HTTP_ROUTE],
  asks: 'A host and a path on a listener of a Gateway belong to one HTTPRoute, which sends some share of the requests somewhere.',
  source: 'https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule',
  *check(manifest, world) {
    const own = fullName(manifest);
    for (const [index, rule] of itemsAt(manifest.object, 'spec.rules').entries()) {
      const backends = itemsAt(rule, 'backendRefs');
      if (backends.length > 0 && backends.every((each) => numberAt(each, 'weight') === 0)) {
        yield {
          path: `spec.rules[${index}].backendRefs`,
          message: `each of its ${backends.length === 1 ? 'backends' : `${backends.length} backends`} has the weight 0`,
          why: 'Nobody gets a request: the gateway answers 500.',
          fix: 'Give a weight to the one that is to serve.',
        };
      }
    }
    for (const claim of claimsOf(manifest)) {
      const other = (claims(world).get(claim) ?? []).find((each) => fullName(each) !== own);
      if (other === undefined || fullName(other) > own) continue;
      const [, , host = '', path = ''] = claim.split(' ');
      yield {
        path: 'spec.hostnames',
        message: `HTTPRoute ${fullName(other)} takes ${host === '*' ? 'every host, ' : host}${path} on the same Gateway, too`,
        why: 'The older of the two gets every request; after one of them is made anew it is the other.',
        fix: 'Give one of them another host or path, or remove the one that is out of date.',
      };
      return;
    }
  },
});

/** `gateway/main https grafana.example.com /`: rules that ask for a header, a method or parameters may share a path. */
function claimsOf(manifest: WorldObject): readonly string[] {
  const hosts = itemsAt(manifest.object, 'spec.hostnames').flatMap((each) => text(each) ?? []);
  const paths = itemsAt(manifest.object, 'spec.rules').flatMap((rule) => {
    const matches = itemsAt(rule, 'matches');
    if (matches.length === 0) return ['/'];
    return matches.flatMap((match) =>
      ['headers', 'queryParams'].some((key) => itemsAt(match, key).length > 0) || textAt(match, 'method') !== undefined
        ? []
        : [`${textAt(fieldsAt(match, 'path'), 'type') === 'Exact' ? '=' : ''}${textAt(match, 'path.value') ?? '/'}`],
    );
  });
  return hooksOf(manifest).flatMap(({ gateway, listener = '', port = '' }) =>
    (hosts.length === 0 ? ['*'] : hosts).flatMap((host) => paths.map((path) => `${gateway} ${listener}:${port} ${host} ${path}`)),
  );
}

function claims(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('hosts and paths of HTTPRoutes', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(HTTP_ROUTE)) for (const claim of new Set(claimsOf(each))) addTo(map, claim, each);
    return map;
  });
}
