import { routesOn, servesHost } from '../../mesh/gateway-routes.ts';
import { gatewayServers, type GatewayServer } from '../../mesh/gateway-servers.ts';
import { itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const HTTP = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB']);
type Routes = 'http' | 'tls' | 'tcp';

export const gatewayRoutesFit = defineRule({
  id: 'gateway-routes-fit',
  severity: 'error',
  kinds: ['networking.istio.io/v1/Gateway'],
  asks: 'Routes that hang on a Gateway are of the kind that its server can hand on: http where it reads requests, tls where it passes TLS through, tcp where it reads neither.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService; https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-sni-passthrough/',
  *check(manifest, world) {
    const routes = routesOn(world, manifest);
    const servers = gatewayServers(manifest);
    for (const server of servers) {
      const wanted = routesFor(server);
      if (wanted === undefined || wanted === 'plain') continue;
      const here = routes.filter((route) => servesHost(route, server.hosts));
      if (here.length === 0 || here.some(({ object }) => itemsAt(object, `spec.${wanted}`).length > 0)) continue;
      // Routes for all hosts of the Gateway may be meant for another of its servers.
      const others = servers.filter((each) => each !== server && routesFor(each) !== wanted);
      const own = here.find((route) => !others.some((each) => servesHost(route, each.hosts) && wanted !== 'tls'));
      if (own === undefined) continue;
      const has = (['http', 'tls', 'tcp'] as const).filter((each) => itemsAt(own.object, `spec.${each}`).length > 0);
      if (has.length === 0) continue;
      const { namespace = '', name } = own.object.metadata;
      yield {
        path: server.path,
        message: `${does(server)} on port ${server.port}, and VirtualService ${namespace}/${name} has routes for ${has.join(' and ')}, none for ${wanted}`,
        why:
          wanted === 'tls'
            ? 'The gateway never sees a request there: no route fits, and it closes each connection in the handshake.'
            : 'No route fits on this port: requests get 404, or the connection is closed.',
        fix:
          wanted === 'tls'
            ? 'Write spec.tls with match.sniHosts, or end TLS at the gateway (mode SIMPLE).'
            : `Write spec.${wanted}, or change the protocol or tls.mode of the server.`,
      };
    }
  },
});

/** The kind of routes that act on a server; `plain` for one that may do without, nothing where nobody knows. */
function routesFor({ protocol, mode, tls, redirects }: GatewayServer): Routes | 'plain' | undefined {
  if (redirects || mode === 'AUTO_PASSTHROUGH') return undefined;
  if (mode === 'PASSTHROUGH') return 'tls';
  if (HTTP.has(protocol)) return 'plain';
  if (protocol === 'HTTPS') return tls ? 'http' : undefined;
  return protocol === 'TCP' || protocol === 'TLS' || protocol === 'MONGO' ? 'tcp' : undefined;
}

function does({ mode, protocol }: GatewayServer): string {
  if (mode === 'PASSTHROUGH') return 'the server passes TLS through';
  return protocol === 'HTTPS' ? 'the server ends TLS and reads requests' : `the server hands on ${protocol} without reading it`;
}
