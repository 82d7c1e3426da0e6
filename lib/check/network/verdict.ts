import type { WorldObject } from '../rule.ts';
import type { Flow, Peer, PodPeer } from './peer.ts';
import { httpIncludes, portsInclude, type Direction, type Policy, type PolicyRule } from './policy.ts';

/** A rule of a policy. */
export interface RuleAt {
  readonly policy: WorldObject;
  /** `spec.egress[1]` */
  readonly path: string;
}

/** What policies say about one end of a flow. */
export interface Judgement {
  readonly passes: boolean;
  /** The rule that lets it pass or denies it; `undefined` where no policy speaks, and where nothing allows it. */
  readonly by?: RuleAt | undefined;
  /** Policies that isolate the end, where nothing allows the flow. */
  readonly isolatedBy?: readonly Policy[] | undefined;
  /** A rule that allows nearly this flow, and in what they differ. */
  readonly near?: (RuleAt & { readonly differs: 'peer' | 'port' | 'request' }) | undefined;
}

export interface Verdict {
  readonly passes: boolean;
  readonly egress: Judgement;
  readonly ingress: Judgement;
}

/** The policy to mend where one end does not pass: the one that denies, has nearly the right rule, or isolates and has rules of its own. */
export function blamed(direction: Direction, { by, near, isolatedBy = [] }: Judgement): RuleAt | undefined {
  if (by !== undefined || near !== undefined) return by ?? near;
  // A policy that only isolates, for all pods, is complete as it is.
  const policy = isolatedBy.find((each) => each[direction].allows.length > 0) ?? isolatedBy[0];
  return policy === undefined ? undefined : { policy: policy.manifest, path: `${policy.path}.${direction}` };
}

const FREE: Judgement = { passes: true };

/** Whether a flow passes at both ends. Only pods have policies; what else sends or receives is free. */
export function verdict(flow: Flow, policies: { readonly from: readonly Policy[]; readonly to: readonly Policy[] }): Verdict {
  const egress = flow.from.kind === 'pod' ? judge('egress', flow.from, flow.to, flow, policies.from) : FREE;
  const ingress = flow.to.kind === 'pod' ? judge('ingress', flow.to, flow.from, flow, policies.to) : FREE;
  return { passes: egress.passes && ingress.passes, egress, ingress };
}

/** One end: a rule that denies wins, then one that allows; otherwise it passes where no policy isolates the pod. */
export function judge(direction: Direction, subject: PodPeer, other: Peer, flow: Flow, policies: readonly Policy[]): Judgement {
  const own = policies.filter((policy) => policy.selects(subject));
  const matches = ({ matches, ports, http }: PolicyRule): boolean =>
    matches(other) && portsInclude(ports, flow) && httpIncludes(http, flow);
  for (const policy of own) {
    const denying = policy[direction].denies.find(matches);
    if (denying !== undefined) return { passes: false, by: { policy: policy.manifest, path: denying.path } };
  }
  const isolatedBy = own.filter((policy) => policy[direction].isolates);
  if (isolatedBy.length === 0) return FREE;
  for (const policy of own) {
    const allowing = policy[direction].allows.find(matches);
    if (allowing !== undefined) return { passes: true, by: { policy: policy.manifest, path: allowing.path } };
  }
  return { passes: false, isolatedBy, near: near(direction, other, flow, own) };
}

/** The rule that misses by the least: a request, then a port, then the peer. */
function near(direction: Direction, other: Peer, flow: Flow, policies: readonly Policy[]): Judgement['near'] {
  const rules = policies.flatMap((policy) =>
    policy[direction].allows.map((rule) => ({ rule, at: { policy: policy.manifest, path: rule.path } })),
  );
  const sameEnds = rules.filter(({ rule }) => rule.matches(other));
  const request = sameEnds.find(({ rule }) => portsInclude(rule.ports, flow));
  if (request !== undefined) return { ...request.at, differs: 'request' };
  const port = sameEnds[0];
  if (port !== undefined) return { ...port.at, differs: 'port' };
  if (flow.to.kind === 'pod' && flow.to.anyPort === true) return undefined;
  const peer = rules.find(({ rule }) => rule.ports !== undefined && portsInclude(rule.ports, flow));
  return peer === undefined ? undefined : { ...peer.at, differs: 'peer' };
}
