import type { Flow } from '../../lib/constructs/flow.ts';
import type { Endpoint, Peer } from '../../lib/constructs/peer.ts';

const OUTSIDE = 'outside';

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
  const namespaces = [...new Set([...peers.values()].map(({ namespace }) => namespace))].sort();
  const boxes = namespaces.flatMap((namespace) => [
    `  subgraph ${namespace}`,
    ...[...peers]
      .filter(([, peer]) => peer.namespace === namespace)
      .map(([id, { name }]) => `    ${id}["${name}"]`)
      .sort(),
    '  end',
  ]);
  const arrows = [...merged(flows.map(edgeOf))]
    .map(([ends, labels]) => `  ${ends.replace(' ', ` -->|${[...labels].sort().join(', ')}| `)}`)
    .sort();
  return ['flowchart LR', ...boxes, `  ${OUTSIDE}(("outside"))`, ...arrows, ''].join('\n');
}

function endsOf(flow: Flow): readonly Peer[] {
  const from = flow.kind === 'open' ? [] : [flow.from];
  return flow.kind === 'world' ? from : [...from, flow.to.peer];
}

function edgeOf(flow: Flow): Edge {
  switch (flow.kind) {
    case 'pod':
      return { from: idOf(flow.from), to: idOf(flow.to.peer), label: [portOf(flow.to), ...(flow.methods ?? [])].join(' ') };
    case 'open':
      return { from: OUTSIDE, to: idOf(flow.to.peer), label: portOf(flow.to) };
    case 'world':
      return { from: idOf(flow.from), to: OUTSIDE, label: [String(flow.port), ...(flow.hosts ?? [])].join(' ') };
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

function idOf({ namespace, name }: Peer): string {
  return `${namespace}_${name}`.replaceAll(/[^a-z0-9]+/g, '_');
}
