import type { Port } from './port.ts';

/** Pods that a flow starts from or ends at: ours, or those that a third-party chart makes. */
export interface Peer {
  readonly name: string;
  readonly namespace: string;
  /** Labels that select exactly these pods. */
  readonly podLabels: Readonly<Record<string, string>>;
}

/** A port of some pods. */
export interface Endpoint {
  readonly peer: Peer;
  readonly port: Port;
  /** Further transport protocols on the same number; TCP unless it says so. */
  readonly transports?: readonly ('TCP' | 'UDP')[] | undefined;
}

/** A port as clients see it: through a Service with a name that DNS resolves. */
export interface ServiceEndpoint extends Endpoint {
  /** Short name, `was-service`. */
  readonly service: string;
}

/** `was-service.blog-system.svc.cluster.local`. */
export function fqdn({ service, peer }: ServiceEndpoint): string {
  return `${service}.${peer.namespace}.svc.cluster.local`;
}
