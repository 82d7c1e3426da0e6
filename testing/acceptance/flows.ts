import type { App } from 'cdk8s';
import { type Flow, Flows } from '../../lib/constructs/flow.ts';
import type { Endpoint, Peer } from '../../lib/constructs/peer.ts';

/** One connection in the words of `cilium-judge -flows`. */
export interface JudgedFlow {
  readonly from: JudgedPeer;
  readonly to: JudgedPeer;
  readonly port: number;
  readonly protocol: string;
}

type JudgedPeer = { readonly namespace: string; readonly labels: Readonly<Record<string, string>> } | { readonly ip: string };

/** An address of the range that is kept for documentation: somewhere outside. */
const OUTSIDE = { ip: '203.0.113.9' };

/** Every declared flow that an engine without DNS can judge: rules on host names are left out. */
export function judgedFlows(app: App): readonly JudgedFlow[] {
  return Flows.of(app).all.flatMap(judged);
}

function judged(flow: Flow): JudgedFlow[] {
  switch (flow.kind) {
    case 'pod':
      return toEndpoint(pods(flow.from), flow.to);
    case 'open':
      return toEndpoint(OUTSIDE, flow.to);
    case 'world':
      return flow.hosts === undefined ? [{ from: pods(flow.from), to: OUTSIDE, port: flow.port, protocol: 'TCP' }] : [];
  }
}

function toEndpoint(from: JudgedPeer, { peer, port, transports = ['TCP'] }: Endpoint): JudgedFlow[] {
  return transports.map((protocol) => ({ from, to: pods(peer), port: port.number, protocol }));
}

function pods({ namespace, podLabels }: Peer): JudgedPeer {
  return { namespace, labels: podLabels };
}
