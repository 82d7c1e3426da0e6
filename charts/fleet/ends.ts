import { ciliumProxyOf } from '../../lib/constructs/https-gateway.ts';
import type { Endpoint, Peer } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';

/** CoreDNS as kubeadm installs it. */
export const DNS: Endpoint = {
  peer: { name: 'kube-dns', namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
  port: Port.tcp(53, 'dns'),
  transports: ['UDP', 'TCP'],
};

/** Gateway of every cluster (seed 004, 8.4). Each host of the inventory is a listener, under its name there (`GatewayRoute`). */
export const GATEWAY = { name: 'main', namespace: 'gateway' } as const;

/** Through whom its requests come in. A `GatewayRoute` declares their flow by itself. */
export const GATEWAY_PROXY: Peer = ciliumProxyOf(GATEWAY);

/**
 * API servers of the clusters that this one manages, called by the addresses of their nodes (seed 004, 6.2): a name of the
 * mesh would not do, for Argo CD must reach a cluster before its mesh works.
 */
export function managedApiServers({ fleet, apiServer }: Cluster): Endpoint {
  const others = fleet?.others ?? [];
  return {
    peer: {
      name: 'managed-api-servers',
      namespace: 'kube-system',
      podLabels: {},
      machines: others.map(({ apiServer }) => apiServer.address),
    },
    port: Port.tcp(apiServer.port, 'api'),
  };
}
