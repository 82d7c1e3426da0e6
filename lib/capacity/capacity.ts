import { Everywhere } from '../check/everywhere.ts';
import { World } from '../check/world.ts';
import type { KubeObject } from '../manifest/manifest.ts';
import { Quantity } from '../values/quantity.ts';
import { amount, minus, sum, times, type Amount } from '../check/scheduling/amount.ts';
import { demandsOf, type Demand } from './demand.ts';
import { KUBEADM } from './kubeadm.ts';
import { instanceManagers } from './longhorn.ts';
import { Board, EVICTION_THRESHOLD, type CapacityNode, type Pending, type Pod } from './place.ts';

/** What somebody says that a namespace takes. */
export interface StatedFigure extends Amount {
  readonly pods: number;
}

export interface CapacityFacts {
  readonly nodes: readonly CapacityNode[];
  /** What the output contains. */
  readonly objects: readonly KubeObject[];
  /** What third-party charts add. @default nothing */
  readonly provided?: readonly KubeObject[] | undefined;
  /** Figures to compare with, by namespace. @default none */
  readonly stated?: Readonly<Record<string, StatedFigure>> | undefined;
}

/** How many pods, and what they ask for together. */
export interface Load {
  readonly pods: number;
  readonly requests: Amount;
}

export interface NamespaceCapacity {
  readonly namespace: string;
  readonly rest: Load;
  /** Autoscalers at their maximum, a new version of everything of ours on its way, a Job of every CronJob running. */
  readonly most: Load;
  /** At rest, of the containers that have limits. */
  readonly limits: Amount;
  /** Pods at rest that may use whatever the node has, because a container states no limit, or a chart's is not known. */
  readonly unlimited: number;
  readonly sidecars: number;
  readonly stated: StatedFigure | undefined;
}

/** One state of the cluster. */
export interface Scenario {
  /** `at rest`, `without k8s-worker1 at rest`, … */
  readonly name: string;
  /** The node that is gone. */
  readonly without: string | undefined;
  readonly load: 'rest' | 'release' | 'most';
  readonly pods: number;
  /** In the order in which they ask: the first is the first thing that would not be scheduled. */
  readonly pending: readonly Pending[];
  readonly nodes: readonly NodeLoad[];
}

export interface NodeLoad extends Load {
  readonly node: string;
  /** What may be given away. */
  readonly room: Amount;
}

export interface Capacity {
  readonly namespaces: readonly NamespaceCapacity[];
  readonly scenarios: readonly Scenario[];
  /** Namespaces that a chart fills, while nothing is known of its pods. */
  readonly uncounted: readonly string[];
}

const LOADS = { rest: 'at rest', release: 'while all of ours is released', most: 'with autoscalers at their maximum' } as const;

/** Sums what a cluster's pods ask for, and tries whether they find a place: now, in a release, at the peak, and after the loss of a worker. */
export function capacityOf({ nodes, objects, provided = [], stated = {} }: CapacityFacts): Capacity {
  const world = worldOf(objects, provided);
  const found = [...instanceManagers(world, nodes), ...demandsOf(world)];
  const demands = [...KUBEADM.filter((known) => !found.some((each) => isSame(each, known))), ...found];
  const namespaces = [...new Set([...demands.map(({ namespace }) => namespace), ...Object.keys(stated)])].sort();
  return {
    namespaces: namespaces.map((namespace) => ofNamespace(namespace, demands, nodes, stated[namespace])),
    scenarios: scenariosOf(demands, nodes),
    uncounted: uncountedIn(world),
  };
}

function worldOf(objects: readonly KubeObject[], provided: readonly KubeObject[]): World {
  const charts = provided.map((object) => ({ object }));
  const all = [...objects.map((object) => ({ object })), ...charts];
  return new World(all, new Set(charts), { whole: true }, new Everywhere(all));
}

function isSame(a: Demand, b: Demand): boolean {
  return a.namespace === b.namespace && a.workload === b.workload;
}

function ofNamespace(
  namespace: string,
  demands: readonly Demand[],
  nodes: readonly CapacityNode[],
  stated: StatedFigure | undefined,
): NamespaceCapacity {
  const own = demands.filter((demand) => demand.namespace === namespace);
  const atRest = own.map((demand) => ({ demand, count: restOf(demand, nodes) }));
  return {
    namespace,
    rest: loadOf(atRest),
    most: loadOf(own.map((demand) => ({ demand, count: demand.everyNode ? restOf(demand, nodes) : demand.pods.most + demand.pods.surge }))),
    limits: sum(atRest.map(({ demand, count }) => times(limitOf(demand), count))),
    unlimited: total(atRest.filter(({ demand }) => demand.limits.cpu === undefined || demand.limits.memory === undefined)),
    sidecars: total(atRest.filter(({ demand }) => demand.sidecar)),
    stated,
  };
}

interface Counted {
  readonly demand: Demand;
  readonly count: number;
}

function restOf(demand: Demand, nodes: readonly CapacityNode[]): number {
  if (!demand.everyNode) return demand.lasting ? demand.pods.rest : 0;
  const board = new Board(nodes);
  board.addEverywhere({ ...demand, requests: sum([]) });
  return total(board.rooms.map(({ pods }) => ({ demand, count: pods.length })));
}

function loadOf(counted: readonly Counted[]): Load {
  return { pods: total(counted), requests: sum(counted.map(({ demand, count }) => times(demand.requests, count))) };
}

function limitOf({ limits }: Demand): Amount {
  return { cpu: limits.cpu ?? Quantity.sum([]), memory: limits.memory ?? Quantity.sum([]) };
}

function total(counted: readonly Counted[]): number {
  return counted.reduce((so, { count }) => so + count, 0);
}

function scenariosOf(demands: readonly Demand[], nodes: readonly CapacityNode[]): Scenario[] {
  const atRest = new Board(nodes);
  for (const demand of demands) if (demand.everyNode) atRest.addEverywhere(demand);
  atRest.add(podsOf(demands, ({ lasting, pods }) => (lasting ? [1, pods.rest] : [1, 0])));
  const loads = { rest: [], release: releasePods(demands), most: peakPods(demands) };

  const workers = nodes.filter(({ role, schedulable }) => role === 'worker' && schedulable).map(({ name }) => name);
  return [undefined, ...workers].flatMap((without) => {
    return (['rest', 'release', 'most'] as const).map((load): Scenario => {
      const whole = atRest.copy().add(loads[load]);
      const { rooms, pending } = without === undefined ? whole : whole.without(without);
      return {
        name: without === undefined ? LOADS[load] : `without ${without}, ${LOADS[load]}`,
        without,
        load,
        pods: rooms.reduce((so, { pods }) => so + pods.length, pending.length),
        pending,
        nodes: rooms.map(({ node, pods, used }) => ({
          node: node.name,
          pods: pods.length,
          requests: used,
          room: minus(node, EVICTION_THRESHOLD),
        })),
      };
    });
  });
}

/** A new version of every workload of ours comes at the same time, and every CronJob's Job runs. */
function releasePods(demands: readonly Demand[]): Pod[] {
  return podsOf(demands, ({ lasting, pods }) => (lasting ? [pods.rest + 1, pods.rest + pods.surge] : [1, pods.rest]));
}

/** Autoscalers add their pods in turns, and the new versions come on top. */
function peakPods(demands: readonly Demand[]): Pod[] {
  return podsOf(demands, ({ lasting, pods }) => [lasting ? pods.rest + 1 : 1, pods.most + pods.surge]);
}

/** Pods numbered from `range[0]` to `range[1]` of each workload: the first of all, the second of all, … */
function podsOf(demands: readonly Demand[], range: (demand: Demand) => readonly [number, number]): Pod[] {
  const lists = demands.filter(({ everyNode }) => !everyNode).map((demand) => ({ demand, range: range(demand) }));
  const last = Math.max(0, ...lists.map((each) => each.range[1]));
  const pods: Pod[] = [];
  for (let index = 1; index <= last; index++) {
    for (const { demand, range: numbers } of lists) if (index >= numbers[0] && index <= numbers[1]) pods.push({ demand, index });
  }
  return pods;
}

function uncountedIn(world: World): string[] {
  const filled = world
    .ofKind('argoproj.io/v1alpha1/Application')
    .filter(({ object }) => typeof object['spec']?.source?.chart === 'string')
    .map(({ object }) => String(object['spec'].destination?.namespace));
  return [...new Set(filled)].filter((namespace) => !world.podsIn(namespace).some((pod) => pod.provided)).sort();
}

/** A stated figure from its texts. */
export function stated(pods: number, cpu: string, memory: string): StatedFigure {
  return { pods, ...amount(cpu, memory) };
}
