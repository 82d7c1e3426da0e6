import type { KubeObject } from '../../../manifest/manifest.ts';
import { HTTP_ROUTE } from '../../network/gateway-listeners.ts';
import { gatewayRedirects } from '../../network/gateway-redirects.ts';
import { fieldsAt, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const redirectEnds = defineRule({
  id: 'redirect-ends',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService', HTTP_ROUTE],
  asks: 'A redirect leads to a request that the same route does not redirect again.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect; https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'HTTPRoute') return yield* gatewayRedirects(manifest, world);
    const hosts = itemsAt(object, 'spec.hosts').map(text);
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      if (
        textAt(route, 'redirect.scheme') === undefined &&
        textAt(route, 'redirect.uri') === undefined &&
        textAt(route, 'redirect.authority') === undefined
      )
        continue;
      const matches = itemsAt(route, 'match');
      const narrowed =
        matches.length > 0 &&
        matches.every(
          (match) =>
            textAt(match, 'scheme.exact') !== undefined ||
            numberAt(match, 'port') !== undefined ||
            Object.keys(fieldsAt(match, 'headers')).length > 0,
        );
      const scheme = textAt(route, 'redirect.scheme');
      const authority = textAt(route, 'redirect.authority');
      const uri = textAt(route, 'redirect.uri');
      if (narrowed || (authority !== undefined && !hosts.includes(authority) && !hosts.includes('*'))) continue;
      // Where TLS ends at the gateway the redirected request comes back here; without an HTTPS server it goes elsewhere.
      if (scheme === 'https' && uri === undefined && !endsTls(object, world)) continue;
      const stays =
        uri === undefined ||
        matches.length === 0 ||
        matches.some((match) => [textAt(match, 'uri.exact') === uri, starts(uri, textAt(match, 'uri.prefix'))].includes(true));
      if (!stays || (scheme !== 'https' && uri === undefined && authority === undefined)) continue;
      yield {
        path: `spec.http[${index}].redirect`,
        message: `the redirect to ${uri ?? (scheme === 'https' ? 'https' : (authority ?? ''))} is taken by the same route again`,
        why: 'The browser follows until it gives up with "too many redirects": the host is down.',
        fix:
          uri === undefined && scheme !== 'https'
            ? 'Redirect to another host, or match only the host that is to be left (match authority).'
            : uri === undefined
              ? 'Add match scheme http (or port 80) to the route, or use httpsRedirect on the HTTP server of the Gateway.'
              : 'Narrow the match so that the new path is none of its own.',
      };
    }
  },
});

function starts(path: string, prefix: string | undefined): boolean {
  return prefix !== undefined && path.startsWith(prefix);
}

/** A gateway of the route has a server that ends HTTPS. */
function endsTls({ metadata, spec }: KubeObject, world: World): boolean {
  return itemsAt(spec, 'gateways').some((raw) => {
    const [first = '', second] = (text(raw) ?? '').split('/');
    const found = world.find('networking.istio.io/v1/Gateway', second === undefined ? (metadata.namespace ?? '') : first, second ?? first);
    return itemsAt(found?.object, 'spec.servers').some(
      (server) => textAt(server, 'port.protocol') === 'HTTPS' && textAt(server, 'tls.mode') !== 'PASSTHROUGH',
    );
  });
}
