import type { WorldObject } from '../rule.ts';
import type { Labels } from '../selector.ts';
import type { Flow, Peer, PodPeer, Protocol } from './peer.ts';

export type Direction = 'ingress' | 'egress';

/** Ports that a rule speaks of: a range of numbers, or a name. */
export interface PortSet {
  readonly first: number;
  readonly last: number;
  readonly name?: string | undefined;
  readonly protocol: Protocol | 'ANY';
}

/** A request that a rule lets pass; what is left out may be anything. Both are regular expressions over the whole word. */
export interface HttpRule {
  readonly method: string | undefined;
  readonly path: string | undefined;
}

/** A line of a policy: who, on which ports. */
export interface PolicyRule {
  /** `spec.ingress[0].toPorts[0]` */
  readonly path: string;
  readonly matches: (peer: Peer) => boolean;
  /** Pods that it names by labels of theirs, for looking them up; `undefined` where it does not. */
  readonly names?: readonly { readonly namespace: string | undefined; readonly labels: Labels }[] | undefined;
  /** `undefined` is all of them. */
  readonly ports: readonly PortSet[] | undefined;
  /** `undefined` lets every request pass. */
  readonly http: readonly HttpRule[] | undefined;
}

export interface PolicySide {
  /** What is not allowed is denied. */
  readonly isolates: boolean;
  readonly allows: readonly PolicyRule[];
  /** Win over every rule that allows. */
  readonly denies: readonly PolicyRule[];
}

/** One network policy of any kind, ready to be asked. */
export interface Policy {
  readonly manifest: WorldObject;
  /** `spec`, `specs[1]` */
  readonly path: string;
  readonly selects: (pod: PodPeer) => boolean;
  /** Labels that every selected pod has, and its namespace where it must be one: for looking pods up. */
  readonly subject: { readonly namespace: string | undefined; readonly labels: Labels };
  readonly ingress: PolicySide;
  readonly egress: PolicySide;
}

/** Whether a rule's ports include the one that a flow goes to; names are those of the pod at its end. */
export function portsInclude(ports: readonly PortSet[] | undefined, { to, port, protocol }: Flow): boolean {
  if (ports === undefined || (to.kind === 'pod' && to.anyPort === true && ports.length > 0)) return true;
  return ports.some((set) => {
    if (set.protocol !== 'ANY' && set.protocol !== protocol) return false;
    if (set.name === undefined) return set.first === 0 || (set.first <= port && port <= set.last);
    return to.kind === 'pod' && to.ports.some((each) => each.name === set.name && each.port === port && each.protocol === protocol);
  });
}

/** Whether a rule lets a request pass; a flow of which no request is known passes where some request would. */
export function httpIncludes(rules: readonly HttpRule[] | undefined, { http }: Flow): boolean {
  if (rules === undefined || http === undefined) return true;
  return rules.some(({ method, path }) => fits(method, http.method) && fits(path, http.path?.split('?')[0]));
}

function fits(pattern: string | undefined, word: string | undefined): boolean {
  if (pattern === undefined || pattern === '' || word === undefined) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(word);
  } catch {
    // Written in a dialect that is not ours: taken to fit.
    return true;
  }
}
