import type { PodTemplate } from '../pods.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import type { Policy, PolicyRule } from './policy.ts';
import { podEnd, stopsOf, type ShownFlow, type Stop } from './shown-flow.ts';
import type { RuleAt } from './verdict.ts';
import { hasForeignPolicies, isOnHost, networkPolicies, peerOf, podsOf } from './world-policies.ts';
import { addTo } from '../../values/multimap.ts';

/** Something that a rule allows at one end and a policy stops at the other. */
export interface OneSided {
  readonly allowedBy: RuleAt;
  readonly flow: ShownFlow;
  readonly stop: Stop;
}

/** Most workloads that a peer may stand for and still be meant one by one; a wider one is a convenience, not a need. */
const MEANT = 3;

/** One-sided flows by the policy that stops them. */
export function oneSided(world: World): ReadonlyMap<WorldObject, readonly OneSided[]> {
  return world.once('one-sided flows', () => {
    const found = new Map<WorldObject, OneSided[]>();
    if (hasForeignPolicies(world)) return found;
    for (const policy of networkPolicies(world)) {
      for (const direction of ['egress', 'ingress'] as const) {
        for (const rule of policy[direction].allows) {
          for (const each of ofRule(world, policy, rule, direction)) addTo(found, each.stop.policy, each);
        }
      }
    }
    return found;
  });
}

function* ofRule(world: World, policy: Policy, rule: PolicyRule, direction: 'egress' | 'ingress'): Generator<OneSided> {
  const ports = (rule.ports ?? []).filter(({ first, last, name }) => name === undefined && first === last && first > 0);
  const own = podsOf(world, policy).filter((pod) => !isOnHost(pod));
  if (ports.length === 0 || own.length === 0 || own.length > MEANT || rule.names === undefined) return;
  const others = namedPods(world, rule);
  if (others.length > MEANT) return;
  for (const pod of own) {
    for (const other of others) {
      if (other === pod || isOnHost(other)) continue;
      const [from, to] = direction === 'egress' ? [pod, other] : [other, pod];
      for (const { first, protocol } of ports) {
        if (!listens(to, first)) continue;
        const flow: ShownFlow = {
          from: podEnd(world, from),
          to: podEnd(world, to),
          port: first,
          protocol: protocol === 'ANY' ? 'TCP' : protocol,
          because: '',
          sure: false,
        };
        const [stop, ...more] = stopsOf(world, flow);
        // Stopped at both ends it is not this rule that counts.
        if (stop === undefined || more.length > 0 || stop.direction === direction) continue;
        yield { allowedBy: { policy: policy.manifest, path: rule.path }, flow, stop };
      }
    }
  }
}

/** Pods of the tree that the rule names by labels of theirs. */
export function namedPods(world: World, rule: PolicyRule): readonly PodTemplate[] {
  const found = (rule.names ?? []).flatMap(({ labels, namespace }) => world.podsWith(labels, namespace));
  return [...new Set(found)].filter((pod) => rule.matches(peerOf(world, pod)));
}

/** The pod declares the port; a pod that declares none may listen on any. */
function listens(pod: PodTemplate, port: number): boolean {
  let declares = false;
  for (const { ports } of pod.containers) {
    if (ports.some((each) => each.port === port)) return true;
    declares ||= ports.length > 0;
  }
  return !declares;
}
