import type { Labels } from '../selector.ts';
import { NAMESPACE_LABEL } from './endpoint-selector.ts';
import type { Peer } from './peer.ts';
import type { Direction } from './policy.ts';
import type { ShownFlow, Stop } from './shown-flow.ts';

/** What stops a flow, in one sentence without its full stop. */
export function stopMessage({ from, to, port, protocol, because }: ShownFlow, stop: Stop): string {
  return `${from.name} does not reach ${to.name} on port ${port}/${protocol} (${because}): ${reason(stop)}`;
}

function reason({ direction, judgement: { by, near }, path }: Stop): string {
  if (by !== undefined) return `${by.path} denies it`;
  switch (near?.differs) {
    case 'port':
      return `${near.path} allows the ${direction === 'egress' ? 'destination' : 'source'}, but not this port`;
    case 'peer':
      return `${near.path} allows the port, but not ${direction === 'egress' ? 'this destination' : 'this source'}`;
    case 'request':
      return `${near.path} allows the port, but not this request`;
    default:
      return `no rule of ${path} allows it`;
  }
}

/** The lines to add to a policy so that it lets a flow pass. */
export function stopFix(flow: Pick<ShownFlow, 'from' | 'to' | 'port' | 'protocol'>, { direction, policy, judgement }: Stop): string {
  if (judgement.by !== undefined) return `Narrow ${judgement.by.path}, or except these pods from it.`;
  const other = direction === 'egress' ? flow.to.peer : flow.from.peer;
  const list = `spec${policy.object['spec'] === undefined ? 's[].' : '.'}${direction}`;
  return `Add to ${list}: ${allowLine(policy.object.kind, policy.object.metadata.namespace, direction, other, flow)}.`;
}

/** `- toEndpoints: [{matchLabels: {app: was}}], toPorts: …`, or its like in a NetworkPolicy. */
export function allowLine(
  kind: string,
  namespace: string | undefined,
  direction: Direction,
  other: Peer,
  { port, protocol }: { readonly port: number; readonly protocol: string },
): string {
  const side = direction === 'egress' ? 'to' : 'from';
  if (kind === 'NetworkPolicy') {
    const ports = `ports: [{port: ${port}, protocol: ${protocol}}]`;
    return `- {${side}: [${nativePeer(other, namespace)}], ${ports}}`;
  }
  const ports = `toPorts: [{ports: [{port: "${port}", protocol: ${protocol}}]}]`;
  return `- {${ciliumPeer(side, other, namespace)}, ${ports}}`;
}

function ciliumPeer(side: 'from' | 'to', peer: Peer, namespace: string | undefined): string {
  switch (peer.kind) {
    case 'pod': {
      const far = peer.namespace === namespace ? {} : { [`k8s:${NAMESPACE_LABEL}`]: peer.namespace };
      return `${side}Endpoints: [{matchLabels: ${labelsText({ ...tellingLabels(peer.labels), ...far })}}]`;
    }
    case 'entity':
      return `${side}Entities: [${peer.entity}]`;
    case 'address':
      return `${side}CIDR: [${peer.address}/${peer.address.includes(':') ? 128 : 32}]`;
    case 'name':
      return peer.host.startsWith('*') ? `toFQDNs: [{matchPattern: "*${peer.host}"}]` : `toFQDNs: [{matchName: ${peer.host}}]`;
  }
}

function nativePeer(peer: Peer, namespace: string | undefined): string {
  switch (peer.kind) {
    case 'pod': {
      const pods = `podSelector: {matchLabels: ${labelsText(tellingLabels(peer.labels))}}`;
      const far = `namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${peer.namespace}}}`;
      return peer.namespace === namespace ? `{${pods}}` : `{${far}, ${pods}}`;
    }
    case 'address':
      return `{ipBlock: {cidr: ${peer.address}/${peer.address.includes(':') ? 128 : 32}}}`;
    default:
      return '{ipBlock: {cidr: 0.0.0.0/0}}';
  }
}

function labelsText(labels: Labels): string {
  return `{${Object.entries(labels)
    .map(
      ([key, value]) =>
        `${key.includes(':') ? JSON.stringify(key) : key}: ${/^(true|false|\d.*)?$/.test(value) ? JSON.stringify(value) : value}`,
    )
    .join(', ')}}`;
}

/** Labels by which people know pods; all of them where there is none of these. */
const TELLING = ['app', 'k8s-app', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component', 'name'];

export function tellingLabels(labels: Labels): Labels {
  const telling = Object.fromEntries(Object.entries(labels).filter(([key]) => TELLING.includes(key)));
  return Object.keys(telling).length > 0 ? telling : labels;
}
