import type { Port } from './port.ts';

/** Pods that a flow starts from or ends at: ours, or those that a third-party chart makes. */
export interface Peer {
  readonly name: string;
  readonly namespace: string;
  /** Labels that select exactly these pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Whether the pods have a sidecar, so speak the mesh's mutual TLS. Left out: not known, as of a gateway, which has none and speaks it. */
  readonly inMesh?: boolean | undefined;
  /** Cluster of the mesh of clusters in which the pods are. Left out: this one. */
  readonly cluster?: string | undefined;
  /** Cilium's own word for them, where they are no pods: its proxies behind a Gateway. */
  readonly entity?: 'ingress' | undefined;
  /** Addresses of machines of other clusters, where they are no pods. */
  readonly machines?: readonly string[] | undefined;
}

/** A port of some pods. */
export interface Endpoint {
  readonly peer: Peer;
  readonly port: Port;
  /** Port of the pods, where a Service stands in front of them and leads from {@link port} to another number. */
  readonly target?: Port | undefined;
  /** Further transport protocols on the same number; TCP unless it says so. */
  readonly transports?: readonly ('TCP' | 'UDP')[] | undefined;
}

/** A port as clients see it: through a Service with a name that DNS resolves. */
export interface ServiceEndpoint extends Endpoint {
  /** Short name, `was-service`. */
  readonly service: string;
}

/** A port behind a Service whose pods have sidecars: what may be called by mutual TLS. */
export interface MeshEndpoint extends ServiceEndpoint {
  readonly peer: Peer & { readonly inMesh: true };
}

/** The port on which the pods listen, which policies mean: they are asked after the Service's address gave way to a pod's. */
export function podPort({ port, target = port }: Endpoint): Port {
  return target;
}

/** `was-service.blog-system.svc.cluster.local`. */
export function fqdn({ service, peer }: ServiceEndpoint): string {
  return `${service}.${peer.namespace}.svc.cluster.local`;
}

/** `mysql.blog-system.svc.cluster.local:3306`: where a client connects. */
export function addressOf(endpoint: ServiceEndpoint): string {
  return `${fqdn(endpoint)}:${endpoint.port.number}`;
}

/** `http://prometheus.monitoring.svc.cluster.local:9090` */
export function urlOf(endpoint: ServiceEndpoint): string {
  return `http://${addressOf(endpoint)}`;
}
