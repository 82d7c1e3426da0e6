import { type Flow, receiverOf, senderOf } from '../../lib/constructs/flow.ts';
import type { Endpoint, Peer } from '../../lib/constructs/peer.ts';

const OUTSIDE = 'outside';

/** What is no pod, by the name that a flow gives it. */
const OTHERS = { outside: OUTSIDE, 'api-server': 'api_server', nodes: 'nodes' } as const;
const OTHER_NAMES = { outside: 'outside', api_server: 'API server', nodes: 'each node' } as const;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** What talks to what, as text that GitHub and others draw: one box a namespace, one arrow for each pair of ends. */
export function mermaid(flows: readonly Flow[]): string {
  const peers = new Map<string, Peer>();
  for (const flow of flows) {
    for (const peer of endsOf(flow)) peers.set(idOf(peer), peer);
  }
  const places = [...new Set([...peers.values()].map(placeOf))].sort();
  const boxes = places.flatMap((place) => [
    `  subgraph ${place}`,
    ...[...peers]
      .filter(([, peer]) => placeOf(peer) === place)
      .map(([id, { name }]) => `    ${id}["${name}"]`)
      .sort(),
    '  end',
  ]);
  const edges = flows.map(edgeOf);
  const others = Object.entries(OTHER_NAMES).filter(([id]) => edges.some(({ from, to }) => from === id || to === id));
  const arrows = [...merged(edges)].map(([ends, labels]) => `  ${ends.replace(' ', ` -->|${[...labels].sort().join(', ')}| `)}`).sort();
  return ['flowchart LR', ...boxes, ...others.map(([id, name]) => `  ${id}(("${name}"))`), ...arrows, ''].join('\n');
}

function endsOf(flow: Flow): readonly Peer[] {
  return [senderOf(flow), receiverOf(flow)].filter((peer) => peer !== undefined);
}

function edgeOf(flow: Flow): Edge {
  switch (flow.kind) {
    case 'pod':
      return { from: idOf(flow.from), to: idOf(flow.to.peer), label: [portOf(flow.to), ...(flow.methods ?? [])].join(' ') };
    case 'open':
      return { from: OUTSIDE, to: idOf(flow.to.peer), label: portOf(flow.to) };
    case 'world':
      return { from: idOf(flow.from), to: OUTSIDE, label: [String(flow.port), ...(flow.hosts ?? [])].join(' ') };
    case 'machine':
      return { from: idOf(flow.from), to: OTHERS[flow.to], label: String(flow.port) };
    case 'called':
      return { from: OTHERS[flow.by], to: idOf(flow.to.peer), label: portOf(flow.to) };
    case 'group':
      return { from: idOf(flow.pods), to: idOf(flow.pods), label: 'any port' };
  }
}

/** Labels by `from to`: several ports between two ends share an arrow. */
function merged(edges: readonly Edge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byEnds = new Map<string, Set<string>>();
  for (const { from, to, label } of edges) {
    const ends = `${from} ${to}`;
    byEnds.set(ends, (byEnds.get(ends) ?? new Set()).add(label));
  }
  return byEnds;
}

function portOf({ port }: Endpoint): string {
  return `${port.number} ${port.protocol}`;
}

function idOf({ cluster, namespace, name }: Peer): string {
  return [...(cluster === undefined ? [] : [cluster]), namespace, name].join('_').replaceAll(/[^a-z0-9]+/g, '_');
}

/** A box of its own for each namespace, and for that of another cluster. */
function placeOf({ cluster, namespace }: Peer): string {
  return cluster === undefined ? namespace : `${cluster}_${namespace}`;
}
