import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CiliumNetworkPolicy,
  type CiliumNetworkPolicySpec,
  type CiliumNetworkPolicySpecEgress as EgressRule,
  CiliumNetworkPolicySpecEgressToEntities as Entity,
  type CiliumNetworkPolicySpecEgressToPorts as EgressPort,
  CiliumNetworkPolicySpecEgressToPortsPortsProtocol as EgressProtocol,
  type CiliumNetworkPolicySpecIngress as IngressRule,
  type CiliumNetworkPolicySpecIngressToPorts as IngressPort,
} from '../../imports/cilium.io.ts';
import { Flows, type OpenFlow, type PodFlow, type WorldFlow } from './flow.ts';
import { controlPlaneProblems, groupByPort, type IsolationProps } from './isolation.ts';
import type { Endpoint, Peer } from './peer.ts';
import type { Workload } from './workload.ts';

export type CiliumIsolationPolicyProps = IsolationProps;

/**
 * Limits a workload to its declared flows, in both directions: what no flow names is dropped.
 * Policies only ever add permissions in Cilium, so there is one policy a workload, and it is the whole truth.
 */
export class CiliumIsolationPolicy extends Construct {
  constructor(scope: Construct, id: string, { workload, dns, controlPlane }: CiliumIsolationPolicyProps) {
    super(scope, id);
    const flows = Flows.of(this);
    if (workload.inMesh && controlPlane !== undefined) workload.connectsTo(controlPlane);
    workload.connectsTo(dns);

    new CiliumNetworkPolicy(this, 'Resource', {
      metadata: { name: `${workload.name}-isolation`, namespace: workload.namespace },
      // Flows may be declared after the policy: they are read when the tree is rendered.
      spec: Lazy.any({
        produce: (): CiliumNetworkPolicySpec => ({
          endpointSelector: { matchLabels: workload.podLabels },
          ingress: ingressRules(flows.to(workload), workload),
          egress: egressRules(flows.from(workload), workload, dns),
        }),
      }),
    });
    this.node.addValidation({ validate: () => controlPlaneProblems(workload, controlPlane) });
  }
}

/** An empty rule admits nobody and still switches the direction to "deny what is not listed". */
const NOBODY: IngressRule[] = [{}];

/** Who may open what on some pods; whoever is not listed may not. */
export function ingressRules(flows: readonly (PodFlow | OpenFlow)[], workload: Peer): IngressRule[] {
  const rules = groupByPort(flows).map(([first, ...rest]) => {
    const group = [first, ...rest];
    if (group.some((flow) => flow.kind === 'open')) return { toPorts: toPorts<IngressPort>(first.to) };
    const peers = group.map((flow) => (flow as PodFlow).from);
    return {
      fromEndpoints: peers.map((peer) => selector(peer, workload)),
      toPorts: toPorts<IngressPort>(first.to, (first as PodFlow).methods),
    };
  });
  return rules.length === 0 ? NOBODY : rules;
}

function egressRules(flows: readonly (PodFlow | WorldFlow)[], workload: Workload, dns: Endpoint): EgressRule[] {
  const asksForNames = flows.some((flow) => flow.kind === 'world' && flow.hosts !== undefined);
  return flows.map((flow) => {
    if (flow.kind === 'world') return toWorld(flow);
    const ports = flow.to === dns && asksForNames ? seenByProxy(dns) : toPorts<EgressPort>(flow.to);
    return { toEndpoints: [selector(flow.to.peer, workload)], toPorts: ports };
  });
}

function toWorld({ hosts, port }: WorldFlow): EgressRule {
  const ports = [{ ports: [{ port: String(port), protocol: EgressProtocol.TCP }] }];
  if (hosts === undefined) return { toEntities: [Entity.WORLD], toPorts: ports };
  const names = hosts.map((host) => (host.includes('*') ? { matchPattern: host } : { matchName: host }));
  return { toFqdNs: names, toPorts: ports };
}

/** Names in a rule only work where the agent sees the answers, which takes a DNS rule on the way there. */
function seenByProxy(dns: Endpoint): EgressPort[] {
  return toPorts<EgressPort>(dns).map((port) => ({ ...port, rules: { dns: [{ matchPattern: '*' }] } }));
}

/** Ingress and egress have the same words under two names; the words are checked by the API server's definition. */
function toPorts<P extends EgressPort | IngressPort>({ port, transports = ['TCP'] }: Endpoint, methods?: readonly string[]): P[] {
  const ports = transports.map((protocol) => ({ port: String(port.number), protocol }));
  const rule = methods === undefined ? { ports } : { ports, rules: { http: methods.map((method) => ({ method })) } };
  return [rule as P];
}

/** Without a namespace a selector means the policy's own; another one must be named. */
function selector(peer: Peer, workload: Peer): { matchLabels: Record<string, string> } {
  const elsewhere = peer.namespace === workload.namespace ? {} : { 'k8s:io.kubernetes.pod.namespace': peer.namespace };
  return { matchLabels: { ...elsewhere, ...peer.podLabels } };
}
