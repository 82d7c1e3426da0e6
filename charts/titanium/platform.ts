import type { Construct } from 'constructs';
import type { Endpoint, Peer, ServiceEndpoint } from '../../lib/constructs/peer.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';

/** What the services of titanium find on the cluster: the ends of the flows that lead to third-party software. */
export interface Platform {
  readonly dns: Endpoint;
  /** Where sidecars get their configuration: istiod, 15012. */
  readonly controlPlane: Endpoint;
  /** Where sidecars send their spans: Jaeger, 9411. */
  readonly traces: ServiceEndpoint;
  /** Pods of the ingress gateway. */
  readonly ingress: Peer;
  /** Scrapes in plaintext, the ports that a sidecar does not guard. */
  readonly prometheus: Peer;
}

export type PlatformOf = (scope: Construct, cluster: Cluster) => Platform;
