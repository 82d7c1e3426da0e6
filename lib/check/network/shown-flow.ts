import type { Container, PodTemplate } from '../pods.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import type { Flow, Peer } from './peer.ts';
import { blamed, judge, type Judgement } from './verdict.ts';
import type { Direction } from './policy.ts';
import { isOnHost, peerOf, policiesOf } from './world-policies.ts';

/** One end of a flow that a tree shows. */
export interface End {
  /** `Deployment blog/web`; `Prometheus in monitoring` where the pods are not in the tree. */
  readonly name: string;
  readonly peer: Peer;
  /** The workload, where it is known: only then are its own policies asked. */
  readonly pod: PodTemplate | undefined;
}

/** A connection that something in the tree shows to be needed. */
export interface ShownFlow {
  readonly from: End;
  readonly to: End;
  readonly port: number;
  readonly protocol: Flow['protocol'];
  /** Path of the request, where it is shown. */
  readonly httpPath?: string | undefined;
  /** `env API_URL says http://was:8080`: where the tree shows it, in words. */
  readonly because: string;
  /** Whether the program surely opens it; a name in a configuration may be there for somebody else. */
  readonly sure: boolean;
  /** The same text is read by several workloads, of which one may be the only one that needs it: one that passes is enough. */
  readonly shared?: string | undefined;
  /** The init container that opens it, before the others start. */
  readonly init?: Container | undefined;
}

/** A workload is an end of many flows: it is described once. */
export function podEnd(world: World, pod: PodTemplate): End {
  const ends = world.once('ends of flows', () => new Map<PodTemplate, End>());
  let end = ends.get(pod);
  if (end === undefined) ends.set(pod, (end = endOf(world, pod)));
  return end;
}

function endOf(world: World, pod: PodTemplate): End {
  const { kind, metadata } = pod.owner.object;
  const name = `${kind} ${pod.namespace === '' ? '' : `${pod.namespace}/`}${metadata.name}`;
  return isOnHost(pod) ? { name, peer: { kind: 'entity', entity: 'host' }, pod: undefined } : { name, peer: peerOf(world, pod), pod };
}

/** An end of a flow that a policy stops. */
export interface Stop {
  readonly direction: Direction;
  readonly judgement: Judgement;
  /** The policy to mend: the one that denies, has nearly the right rule, or isolates. */
  readonly policy: WorldObject;
  /** `spec.egress[1]`, or the whole list. */
  readonly path: string;
}

/** Where policies stop a flow; at most once at each end. */
export function stopsOf(world: World, { from, to, port, protocol }: ShownFlow): readonly Stop[] {
  const flow: Flow = { from: from.peer, to: to.peer, port, protocol };
  return [...stop(world, 'egress', from, to, flow), ...stop(world, 'ingress', to, from, flow)];
}

function stop(world: World, direction: Direction, end: End, other: End, flow: Flow): readonly Stop[] {
  if (end.pod === undefined || end.peer.kind !== 'pod') return [];
  const judgement = judge(direction, end.peer, other.peer, flow, policiesOf(world, end.pod));
  if (judgement.passes) return [];
  const mend = blamed(direction, judgement);
  return mend === undefined ? [] : [{ direction, judgement, policy: mend.policy, path: mend.path }];
}
