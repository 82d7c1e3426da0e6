import type { IConstruct } from 'constructs';
import type { Endpoint, Peer } from './peer.ts';

/** HTTP methods that a policy may admit. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** One kind of connection that somebody needs; everything else is refused. */
export type Flow = PodFlow | WorldFlow | OpenFlow;

/** From some pods to a port of others. */
export interface PodFlow {
  readonly kind: 'pod';
  readonly from: Peer;
  readonly to: Endpoint;
  /** Only these HTTP methods pass; any when left out. */
  readonly methods?: readonly HttpMethod[] | undefined;
}

/** From some pods to a TCP port outside the cluster. */
export interface WorldFlow {
  readonly kind: 'world';
  readonly from: Peer;
  readonly port: number;
  /** Host names, `*` for one or more leading labels; any address when left out. */
  readonly hosts?: readonly string[] | undefined;
}

/** From anybody, inside the cluster or out, to a port: a front door. */
export interface OpenFlow {
  readonly kind: 'open';
  readonly to: Endpoint;
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
  from(peer: Peer): readonly (PodFlow | WorldFlow)[] {
    return this.declared.filter((flow) => flow.kind !== 'open' && samePods(flow.from, peer)) as (PodFlow | WorldFlow)[];
  }

  /** Who may open what on these pods. */
  to(peer: Peer): readonly (PodFlow | OpenFlow)[] {
    return this.declared.filter((flow) => flow.kind !== 'world' && samePods(flow.to.peer, peer)) as (PodFlow | OpenFlow)[];
  }
}

function samePods(one: Peer, other: Peer): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}
