import type { IConstruct } from 'constructs';
import type { Endpoint, Peer } from './peer.ts';

/** HTTP methods that a policy may admit. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type Transport = 'TCP' | 'UDP';

/** One kind of connection that somebody needs; everything else is refused. */
export type Flow = PodFlow | WorldFlow | OpenFlow | MachineFlow | CalledFlow | GroupFlow;

/** What some pods open. */
export type OutgoingFlow = PodFlow | WorldFlow | MachineFlow | GroupFlow;

/** What others open on some pods. */
export type IncomingFlow = PodFlow | OpenFlow | CalledFlow | GroupFlow;

/** From some pods to a port of others. */
export interface PodFlow {
  readonly kind: 'pod';
  readonly from: Peer;
  readonly to: Endpoint;
  /** Only these HTTP methods pass; any when left out. */
  readonly methods?: readonly HttpMethod[] | undefined;
}

/** From some pods to a port outside the cluster. */
export interface WorldFlow {
  readonly kind: 'world';
  readonly from: Peer;
  readonly port: number;
  /** @default TCP alone */
  readonly transports?: readonly Transport[] | undefined;
  /** Host names, `*` for one or more leading labels; any address when left out. */
  readonly hosts?: readonly string[] | undefined;
}

/** From anybody, inside the cluster or out, to a port: a front door. */
export interface OpenFlow {
  readonly kind: 'open';
  readonly to: Endpoint;
}

/** From some pods to a port of the cluster's machines: of those with the API server, or of each. */
export interface MachineFlow {
  readonly kind: 'machine';
  readonly from: Peer;
  readonly to: 'api-server' | 'nodes';
  readonly port: number;
}

/** From who is no pod: the API server, which asks webhooks and the APIs that pods serve, or people and machines outside. */
export interface CalledFlow {
  readonly kind: 'called';
  readonly by: 'api-server' | 'outside';
  readonly to: Endpoint;
}

/** Pods of one kind among themselves, on any port. */
export interface GroupFlow {
  readonly kind: 'group';
  readonly pods: Peer;
}

/**
 * Every flow that one cluster's constructs declared. Network policies, mesh policies and the acceptance run all read
 * this one list.
 */
export class Flows {
  private static readonly byRoot = new WeakMap<IConstruct, Flows>();
  private readonly declared: Flow[] = [];

  /** The list that belongs to the tree in which `scope` stands. */
  static of(scope: IConstruct): Flows {
    const { root } = scope.node;
    const known = Flows.byRoot.get(root);
    if (known !== undefined) return known;
    const flows = new Flows();
    Flows.byRoot.set(root, flows);
    return flows;
  }

  declare(flow: Flow): void {
    this.declared.push(flow);
  }

  get all(): readonly Flow[] {
    return this.declared;
  }

  /** What these pods may open. */
  from(peer: Peer): readonly OutgoingFlow[] {
    return this.declared.filter((flow): flow is OutgoingFlow => samePods(senderOf(flow), peer));
  }

  /** Who may open what on these pods. */
  to(peer: Peer): readonly IncomingFlow[] {
    return this.declared.filter((flow): flow is IncomingFlow => samePods(receiverOf(flow), peer));
  }
}

/** The pods that open connections; nothing where they are opened by others than pods. */
export function senderOf(flow: Flow): Peer | undefined {
  if (flow.kind === 'group') return flow.pods;
  return 'from' in flow ? flow.from : undefined;
}

/** The pods on which connections are opened; nothing where they lead to others than pods. */
export function receiverOf(flow: Flow): Peer | undefined {
  if (flow.kind === 'group') return flow.pods;
  if (flow.kind === 'world' || flow.kind === 'machine') return undefined;
  return flow.to.peer;
}

function samePods(one: Peer | undefined, other: Peer): boolean {
  return one?.namespace === other.namespace && one.name === other.name && one.cluster === other.cluster;
}
