import type { App } from 'cdk8s';
import { type Flow, Flows, receiverOf, senderOf } from '../../lib/constructs/flow.ts';
import { type Endpoint, type Peer, podPort } from '../../lib/constructs/peer.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';

type Labels = Readonly<Record<string, string>>;

/** One connection in the words of `cilium-judge -flows`. */
export interface JudgedFlow {
  readonly from: JudgedPeer;
  readonly to: JudgedPeer;
  readonly port: number;
  readonly protocol: string;
  /** Pods may open it as well as whoever is outside. */
  readonly anyone?: true;
  /** The port is one of many, all of which are meant. */
  readonly anyPort?: true;
}

export type JudgedPeer =
  { readonly namespace: string; readonly labels: Readonly<Record<string, string>> } | { readonly ip: string } | { readonly entity: string };

/** An address of the range that is kept for documentation: somewhere outside. */
const OUTSIDE = { ip: '203.0.113.9' };

/** Where requests of the API server, and of people behind a node port, may seem to come from. */
const CALLERS = {
  'api-server': [{ entity: 'kube-apiserver' }, { entity: 'remote-node' }],
  outside: [OUTSIDE, { entity: 'remote-node' }],
} as const;

const MACHINES = { 'api-server': [{ entity: 'kube-apiserver' }], nodes: [{ entity: 'host' }, { entity: 'remote-node' }] } as const;

/** Some port: pods of a group may use any. */
const ANY_PORT = 10_000;

/** Every declared flow that an engine of one cluster, without DNS, can judge: rules on host names and flows between clusters are left out. */
export function judgedFlows(app: App): readonly JudgedFlow[] {
  return Flows.of(app)
    .all.filter((flow) => ![senderOf(flow), receiverOf(flow)].some(isElsewhere))
    .flatMap(judged);
}

/** Pods and machines of other clusters. */
function isElsewhere(peer: Peer | undefined): boolean {
  return peer?.cluster !== undefined || peer?.machines !== undefined;
}

function judged(flow: Flow): JudgedFlow[] {
  switch (flow.kind) {
    case 'pod':
      return toEndpoint(pods(flow.from), flow.to);
    case 'open':
      return toEndpoint(OUTSIDE, flow.to).map((judged) => ({ ...judged, anyone: true }));
    case 'world':
      if (flow.hosts !== undefined) return [];
      return (flow.transports ?? ['TCP']).map((protocol) => ({ from: pods(flow.from), to: OUTSIDE, port: flow.port, protocol }));
    case 'machine':
      return MACHINES[flow.to].map((to) => ({ from: pods(flow.from), to, port: flow.port, protocol: 'TCP' }));
    case 'called':
      return CALLERS[flow.by].flatMap((from) => toEndpoint(from, flow.to));
    case 'group':
      return [{ from: pods(flow.pods), to: pods(flow.pods), port: ANY_PORT, protocol: 'TCP', anyPort: true }];
  }
}

function toEndpoint(from: JudgedPeer, to: Endpoint): JudgedFlow[] {
  const { transports = ['TCP'] } = to;
  return transports.map((protocol) => ({ from, to: pods(to.peer), port: podPort(to).number, protocol }));
}

function pods({ namespace, podLabels, entity }: Peer): JudgedPeer {
  return entity === undefined ? { namespace, labels: podLabels } : { entity };
}

/** Labels that cut a pod off: those that a cluster-wide policy denies everything for (D-09). */
export function labelsThatDeny(objects: readonly KubeObject[]): readonly Labels[] {
  return objects
    .filter(({ kind, ['spec']: spec }) => kind === 'CiliumClusterwideNetworkPolicy' && spec.egressDeny !== undefined)
    .map(({ ['spec']: spec }) => spec.endpointSelector.matchLabels as Labels);
}

/** Each flow twice, with such a label on the pods at one of its ends: none of these may pass. */
export function flowsOfQuarantined(flows: readonly JudgedFlow[], labels: readonly Labels[]): readonly JudgedFlow[] {
  return labels.flatMap((label) => {
    const cutOff = (peer: JudgedPeer): JudgedPeer => ('labels' in peer ? { ...peer, labels: { ...peer.labels, ...label } } : peer);
    return flows.flatMap((flow) => [
      ...('labels' in flow.from ? [{ ...flow, from: cutOff(flow.from) }] : []),
      ...('labels' in flow.to ? [{ ...flow, to: cutOff(flow.to) }] : []),
    ]);
  });
}

function isPods(peer: Peer): boolean {
  return !isElsewhere(peer) && peer.entity === undefined;
}

/** Pods that a flow starts from or ends at, or that a third-party chart makes, each with the ports on which they listen. */
export function judgedPods(app: App): ReadonlyMap<Peer, ReadonlySet<number>> {
  const pods = new Map<string, { readonly peer: Peer; readonly ports: Set<number> }>();
  const note = (peer: Peer, ports: readonly number[]): void => {
    const key = `${peer.namespace}/${peer.name}`;
    const known = pods.get(key);
    pods.set(key, { peer, ports: new Set([...(known?.ports ?? []), ...ports]) });
  };
  for (const each of app.node.findAll()) if (each instanceof ProvidedWorkload) note(each, each.listening);
  for (const flow of Flows.of(app).all) {
    const [sender, receiver] = [senderOf(flow), receiverOf(flow)];
    if (sender !== undefined && isPods(sender)) note(sender, []);
    if (receiver !== undefined && isPods(receiver))
      note(receiver, 'to' in flow && typeof flow.to !== 'string' ? [podPort(flow.to).number] : []);
  }
  return new Map([...pods.values()].map(({ peer, ports }) => [peer, ports]));
}
