import type { Construct } from 'constructs';
import { IstioDestinationRule } from '../../../lib/constructs/istio-destination-rule.ts';
import { IstioGateway } from '../../../lib/constructs/istio-gateway.ts';
import { IstioHostRoute } from '../../../lib/constructs/istio-host-route.ts';
import { IstioRateLimit } from '../../../lib/constructs/istio-rate-limit.ts';
import type { MeshDeployment } from '../../../lib/constructs/mesh-deployment.ts';
import type { MeshEndpoint, Peer } from '../../../lib/constructs/peer.ts';
import { PeerAuthentication } from '../../../lib/constructs/peer-authentication.ts';
import { PRODUCTION } from '../namespaces.ts';
import { LIMIT_INTERVAL, LIMIT_REQUESTS } from './rates.ts';

/** Every name: people come by the address of a node, which no certificate and no DNS zone stands behind (seed 003, section 24). */
const ANY_HOST = '*';

/** The one way in, and what passes through it (seed 003, section 11). */
export function entrance(scope: Construct, ingress: Peer, balancer: MeshDeployment): void {
  const { name: namespace } = PRODUCTION;
  const gateway = new IstioGateway(scope, 'Gateway', {
    name: 'titanium-gateway',
    namespace,
    selector: ingress.podLabels,
    hosts: [ANY_HOST],
  });
  new IstioHostRoute(scope, 'Route', { name: 'load-balancer-vs', namespace, host: ANY_HOST, gateway, prefix: '/', to: balancer.server });
  balancer.acceptsFrom(ingress, balancer.server);
  new IstioRateLimit(scope, 'RateLimit', {
    name: 'rate-limit-filter',
    workload: balancer,
    requests: LIMIT_REQUESTS,
    interval: LIMIT_INTERVAL,
    header: 'x-local-rate-limit',
  });
}

/** All calls by mutual TLS: taken by every sidecar, and opened towards the namespace and each Service in it. @param services by logical name */
export function mutualTls(scope: Construct, services: Readonly<Record<string, { readonly server: MeshEndpoint }>>): void {
  new PeerAuthentication(scope, 'PeerAuthentication', { namespace: PRODUCTION, name: 'default-mtls' });
  new IstioDestinationRule(scope, 'MutualTls', { to: PRODUCTION, name: 'default-mtls' });
  for (const [name, { server }] of Object.entries(services)) new IstioDestinationRule(scope, `${name}-mutual-tls`, { to: server, name });
}
