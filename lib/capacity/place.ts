import { textAt } from '../check/read.ts';
import type { NodeFact } from '../check/facts.ts';
import { Quantity } from '../values/quantity.ts';
import { minus, plus, NOTHING, type Amount } from '../check/scheduling/amount.ts';
import type { Demand } from './demand.ts';

/** A machine with what it has. */
export interface CapacityNode extends Omit<NodeFact, 'cpu' | 'memory'>, Amount {}

/** One pod: the `index`th of a workload, from 1. */
export interface Pod {
  readonly demand: Demand;
  readonly index: number;
}

/** A pod without a place, and what each node has against it. */
export interface Pending extends Pod {
  readonly because: readonly { readonly node: string; readonly reason: string }[];
}

/**
 * What the kubelet keeps free: pods are evicted below this much memory, so it is not given away. kubeadm reserves nothing else.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/
 */
export const EVICTION_THRESHOLD: Amount = { ...NOTHING, memory: Quantity.parse('100Mi') };

/**
 * Most pods of one node, the kubelet's default. Unit: pods.
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export const PODS_PER_NODE = 110;

/** Taint that kubeadm puts on nodes that run no ordinary pods. */
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** A node that is being filled. */
class Room {
  readonly pods: Pod[] = [];
  used: Amount = NOTHING;
  readonly room: Amount;

  constructor(readonly node: CapacityNode) {
    this.room = minus(node, EVICTION_THRESHOLD);
  }

  put(pod: Pod): void {
    this.pods.push(pod);
    this.used = plus(this.used, pod.demand.requests);
  }

  /** How full it would be, 0 to 1: the mean of both, as the scheduler's default score. */
  get fullness(): number {
    return (this.used.cpu.toNumber() / this.room.cpu.toNumber() + this.used.memory.toNumber() / this.room.memory.toNumber()) / 2;
  }

  count(demand: Demand): number {
    return this.pods.filter((pod) => pod.demand === demand).length;
  }

  /** Why a pod cannot go here; nothing when it can. */
  refusal({ requests }: Demand): string | undefined {
    const after = plus(this.used, requests);
    const lacks = [
      ...(after.cpu.compare(this.room.cpu) > 0 ? [`${Math.ceil(minus(after, this.room).cpu.toNumber() * 1000)}m CPU`] : []),
      ...(after.memory.compare(this.room.memory) > 0
        ? [`${Math.ceil(minus(after, this.room).memory.toNumber() / 1024 ** 2)}Mi memory`]
        : []),
    ];
    if (lacks.length > 0) return `lacks ${lacks.join(' and ')}`;
    return this.pods.length >= PODS_PER_NODE ? `holds ${PODS_PER_NODE} pods` : undefined;
  }
}

/** Nodes and the pods on them. A stand-in for the scheduler: requests, taints, hard spread; emptier nodes first. */
export class Board {
  readonly rooms: readonly Room[];
  readonly pending: Pending[] = [];

  constructor(nodes: readonly CapacityNode[]) {
    this.rooms = nodes.map((node) => new Room(node));
  }

  /** The same pods on fewer nodes: those of the lost one, and those without a place, have to find a new one. */
  without(lost: string): Board {
    const homeless = [...this.roomOf(lost).pods, ...this.pending].filter(({ demand }) => !demand.everyNode);
    return this.copied(({ name }) => name !== lost).add(homeless.map(({ demand, index }) => ({ demand, index })));
  }

  copy(): Board {
    const board = this.copied(() => true);
    board.pending.push(...this.pending);
    return board;
  }

  private copied(kept: (node: CapacityNode) => boolean): Board {
    const board = new Board(this.rooms.map(({ node }) => node).filter(kept));
    for (const room of board.rooms) for (const pod of this.roomOf(room.node.name).pods) room.put(pod);
    return board;
  }

  add(pods: readonly Pod[]): this {
    for (const pod of pods) this.place(pod);
    return this;
  }

  /** One pod of a DaemonSet on every node that takes it. */
  addEverywhere(demand: Demand): void {
    const taking = this.rooms.filter(({ node }) => against(demand, node) === undefined);
    for (const [index, room] of taking.entries()) {
      const reason = room.refusal(demand);
      if (reason === undefined) room.put({ demand, index: index + 1 });
      else this.pending.push({ demand, index: index + 1, because: [{ node: room.node.name, reason }] });
    }
  }

  private place(pod: Pod): void {
    const { demand } = pod;
    const { spread } = demand;
    const domains = this.rooms.filter(({ node }) => spread?.countsTainted === true || against(demand, node) === undefined);
    const fewest = Math.min(...domains.map((room) => room.count(demand)));
    const because: { node: string; reason: string }[] = [];
    let best: Room | undefined;
    for (const room of this.rooms) {
      const ahead = spread !== undefined && room.count(demand) + 1 - fewest > spread.skew;
      const reason =
        against(demand, room.node) ?? room.refusal(demand) ?? (ahead ? `has ${room.count(demand)} of them already` : undefined);
      if (reason !== undefined) because.push({ node: room.node.name, reason });
      else if (best === undefined || isBetter(room, best, demand)) best = room;
    }
    if (best === undefined) this.pending.push({ ...pod, because });
    else best.put(pod);
  }

  private roomOf(name: string): Room {
    const room = this.rooms.find(({ node }) => node.name === name);
    if (room === undefined) throw new Error(`there is no node ${name}`);
    return room;
  }
}

/** Pods of one workload keep apart, and otherwise go where more is free. */
function isBetter(room: Room, than: Room, demand: Demand): boolean {
  return room.count(demand) - than.count(demand) < 0 || (room.count(demand) === than.count(demand) && room.fullness < than.fullness);
}

/** Why a node takes none of these pods, however empty it is. */
function against({ role, node: only, tolerations }: Demand, node: NodeFact): string | undefined {
  if (only !== undefined && only !== node.name) return `is not ${only}`;
  if (role !== undefined && role !== node.role) return `is no ${role}`;
  if (node.schedulable) return undefined;
  const tolerated = tolerations.some((each) => {
    const key = textAt(each, 'key');
    const effect = textAt(each, 'effect') ?? 'NoSchedule';
    return effect === 'NoSchedule' && (key === undefined || (key === CONTROL_PLANE && node.role === 'control-plane'));
  });
  return tolerated ? undefined : 'is tainted';
}
