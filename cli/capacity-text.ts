import type { Cluster } from '../lib/inventory/cluster.ts';
import { shown, type Amount } from '../lib/check/scheduling/amount.ts';
import type { Capacity, NamespaceCapacity, Scenario } from '../lib/capacity/capacity.ts';
import type { Pending } from '../lib/capacity/place.ts';
import type { Palette } from './io.ts';
import { columns, count } from './text.ts';

/** What is printed of one cluster. */
export interface ClusterCapacity {
  readonly cluster: Pick<Cluster, 'name' | 'nodes'>;
  readonly capacity: Capacity;
}

/** Three tables: namespaces, nodes, and what finds a place when. */
export function capacityText({ cluster, capacity }: ClusterCapacity, color: Palette): string {
  const open = cluster.nodes.filter(({ schedulable }) => schedulable).length;
  return [
    color.bold(`${cluster.name}: ${count(cluster.nodes.length, 'node')}, ${open} of them for ordinary pods`),
    '',
    ...namespaceTable(capacity),
    '',
    ...nodeTable(capacity),
    '',
    ...capacity.scenarios.map((scenario) => verdict(scenario, color)),
    ...(capacity.uncounted.length === 0
      ? []
      : ['', color.dim(`Not counted, because nothing is known of their charts' pods: ${capacity.uncounted.join(', ')}.`)]),
  ].join('\n');
}

function namespaceTable({ namespaces }: Capacity): readonly string[] {
  const head = [
    'namespace',
    'pods',
    'CPU',
    'memory',
    'stated',
    'CPU',
    'memory',
    'at most',
    'CPU',
    'memory',
    'CPU limit',
    'memory',
    'unlimited',
    'sidecars',
  ];
  const rows = namespaces.map((each) => [
    each.namespace,
    ...load(each.rest.pods, each.rest.requests),
    ...(each.stated === undefined ? ['-', '-', '-'] : load(each.stated.pods, each.stated)),
    ...load(each.most.pods, each.most.requests),
    ...both(each.limits),
    String(each.unlimited),
    String(each.sidecars),
  ]);
  return columns([head, ...rows], head.map((_, index) => index).slice(1));
}

/** A node at rest, and at the peak. */
function nodeTable({ scenarios }: Capacity): readonly string[] {
  const [rest, most] = (['rest', 'most'] as const).map((load) =>
    scenarios.find(({ without, load: its }) => without === undefined && its === load),
  );
  const head = ['node', 'CPU to give', 'memory', 'pods at rest', 'CPU', 'memory', 'at most', 'CPU', 'memory'];
  const rows = (rest?.nodes ?? []).map((node, index) => {
    const peak = most?.nodes[index] ?? node;
    return [node.node, ...both(node.room), ...load(node.pods, node.requests), ...load(peak.pods, peak.requests)];
  });
  return columns([head, ...rows], head.map((_, index) => index).slice(1));
}

function verdict({ name, pods, pending }: Scenario, color: Palette): string {
  const [first] = pending;
  if (first === undefined) return `${color.green('fits')}  ${name}: each of ${count(pods, 'pod')} has a place`;
  const left = pending.length === 1 ? 'has' : 'have';
  return `${color.red('full')}  ${name}: ${pending.length} of ${count(pods, 'pod')} ${left} no place, the first ${podText(first)}: ${reasons(first)}`;
}

/** `blog-system Rollout was, pod 8 of 11`. */
function podText({ demand, index }: Pending): string {
  return `${demand.namespace} ${demand.workload}, pod ${index} of ${demand.pods.most + demand.pods.surge}`;
}

function reasons({ because }: Pending): string {
  return because.map(({ node, reason }) => `${node} ${reason}`).join(', ');
}

function load(pods: number, requests: Amount): readonly string[] {
  return [String(pods), ...both(requests)];
}

function both(amount: Amount): readonly string[] {
  const { cpu, memory } = shown(amount);
  return [cpu, memory];
}

/** The same as data; amounts in cores and bytes. */
export function capacityJson(all: readonly ClusterCapacity[]): string {
  const clusters = all.map(({ cluster, capacity }) => ({
    cluster: cluster.name,
    namespaces: capacity.namespaces.map(namespaceJson),
    scenarios: capacity.scenarios.map(({ name, without, load: state, pods, pending, nodes }) => ({
      name,
      without: without ?? null,
      load: state,
      pods,
      first: pending[0] === undefined ? null : podText(pending[0]),
      pending: pending.map((each) => ({
        namespace: each.demand.namespace,
        workload: each.demand.workload,
        pod: each.index,
        because: each.because,
      })),
      nodes: nodes.map(({ node, pods: held, requests, room }) => ({ node, pods: held, requests: numbers(requests), room: numbers(room) })),
    })),
    uncounted: capacity.uncounted,
  }));
  return JSON.stringify({ clusters }, undefined, 2);
}

function namespaceJson({ namespace, rest, most, limits, unlimited, sidecars, stated }: NamespaceCapacity): object {
  return {
    namespace,
    rest: { pods: rest.pods, requests: numbers(rest.requests) },
    most: { pods: most.pods, requests: numbers(most.requests) },
    limits: numbers(limits),
    unlimited,
    sidecars,
    stated: stated === undefined ? null : { pods: stated.pods, requests: numbers(stated) },
  };
}

function numbers({ cpu, memory }: Amount): { cpu: number; memory: number } {
  return { cpu: cpu.toNumber(), memory: memory.toNumber() };
}
