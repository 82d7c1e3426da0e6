import type { ContainerPort } from '../pods.ts';
import type { Labels } from '../selector.ts';

/** Pods of one workload, as policies see them. */
export interface PodPeer {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly labels: Labels;
  /** Labels of the namespace; `undefined` where nobody says them: a condition on them is then taken to hold. */
  readonly namespaceLabels: Labels | undefined;
  /** Ports of the pod by name, for policies that name them. */
  readonly ports: readonly ContainerPort[];
  /** Made by a chart that was not read: it may have more labels, and those that are not known are taken to fit. */
  readonly partial?: boolean | undefined;
  /** The port where a connection ends is not known, only that of the Service: every port is taken to fit. */
  readonly anyPort?: boolean | undefined;
}

/** Something that has no pod labels: a reserved identity of Cilium (`host`, `remote-node`, `kube-apiserver` …). */
export interface EntityPeer {
  readonly kind: 'entity';
  readonly entity: string;
}

/** An address outside the cluster. */
export interface AddressPeer {
  readonly kind: 'address';
  readonly address: string;
}

/** A host name of the outside world; which addresses it has is not known. */
export interface NamePeer {
  readonly kind: 'name';
  readonly host: string;
}

/** One end of a connection. */
export type Peer = PodPeer | EntityPeer | AddressPeer | NamePeer;

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A connection that somebody opens. */
export interface Flow {
  readonly from: Peer;
  readonly to: Peer;
  /** Port of the pod, where the connection ends: policies are asked after a Service's address has been translated. */
  readonly port: number;
  readonly protocol: Protocol;
  /** The request, where it is HTTP and known. */
  readonly http?: { readonly method?: string; readonly path?: string } | undefined;
}

export function podPeer(
  namespace: string,
  labels: Labels,
  { namespaceLabels, ports = [], partial, anyPort }: Partial<Pick<PodPeer, 'namespaceLabels' | 'ports' | 'partial' | 'anyPort'>> = {},
): PodPeer {
  return { kind: 'pod', namespace, labels, namespaceLabels, ports, partial, anyPort };
}
