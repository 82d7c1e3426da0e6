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
import type { Endpoint, Peer } from './peer.ts';
import type { Workload } from './workload.ts';

export interface CiliumIsolationPolicyProps {
  /** Whose traffic is limited to the flows that were declared. */
  readonly workload: Workload;
  /** Where names are resolved; every isolated pod may ask there. */
  readonly dns: Endpoint;
  /** Where sidecars get their configuration; needed by workloads in the mesh. */
  readonly controlPlane?: Endpoint | undefined;
}

/**
 * Limits a workload to its declared flows, in both directions: what no flow names is dropped.
 * Policies only ever add permissions in Cilium, so there is one policy a workload, and it is the whole truth.
 */
export class CiliumIsolationPolicy extends Construct {
  constructor(scope: Construct, id: string, { workload, dns, controlPlane }: CiliumIsolationPolicyProps) {
    super(scope, id);
    const flows = Flows.of(this);
    if (workload.inMesh && controlPlane !== undefined) workload.connectsTo(controlPlane);

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
    this.node.addValidation({ validate: () => meshProblems(workload, controlPlane) });
  }
}

function meshProblems(workload: Workload, controlPlane: Endpoint | undefined): string[] {
  if (!workload.inMesh || controlPlane !== undefined) return [];
  return [
    `${workload.name} has a sidecar, and its policy names no control plane: the sidecar would start without configuration and the pod never become ready. Pass controlPlane.`,
  ];
}

/** An empty rule admits nobody and still switches the direction to "deny what is not listed". */
const NOBODY: IngressRule[] = [{}];

function ingressRules(flows: readonly (PodFlow | OpenFlow)[], workload: Workload): IngressRule[] {
  const rules = groupByPort(flows).map(([first, ...rest]) => {
    const group = [first, ...rest];
    if (group.some((flow) => flow.kind === 'open')) return { toPorts: toPorts<IngressPort>(first.to) };
    const peers = group.map((flow) => (flow as PodFlow).from);
    return { fromEndpoints: peers.map((peer) => selector(peer, workload)), toPorts: toPorts<IngressPort>(first.to, (first as PodFlow).methods) };
  });
  return rules.length === 0 ? NOBODY : rules;
}

function egressRules(flows: readonly (PodFlow | WorldFlow)[], workload: Workload, dns: Endpoint): EgressRule[] {
  const asksForNames = flows.some((flow) => flow.kind === 'world' && flow.hosts !== undefined);
  return [
    ...flows.map((flow) => (flow.kind === 'pod' ? toPods(flow, workload) : toWorld(flow))),
    { toEndpoints: [selector(dns.peer, workload)], toPorts: dnsPorts(dns, asksForNames) },
  ];
}

function toPods({ to }: PodFlow, workload: Workload): EgressRule {
  return { toEndpoints: [selector(to.peer, workload)], toPorts: toPorts<EgressPort>(to) };
}

function toWorld({ hosts, port }: WorldFlow): EgressRule {
  const ports = [{ ports: [{ port: String(port), protocol: EgressProtocol.TCP }] }];
  if (hosts === undefined) return { toEntities: [Entity.WORLD], toPorts: ports };
  const names = hosts.map((host) => (host.includes('*') ? { matchPattern: host } : { matchName: host }));
  return { toFqdNs: names, toPorts: ports };
}

/** Names in a rule only work where the agent sees the answers, which takes a DNS rule on the way there. */
function dnsPorts(dns: Endpoint, proxied: boolean): EgressPort[] {
  const ports = toPorts<EgressPort>(dns);
  return proxied ? ports.map((port) => ({ ...port, rules: { dns: [{ matchPattern: '*' }] } })) : ports;
}

/** Ingress and egress have the same words under two names; the words are checked by the API server's definition. */
function toPorts<P extends EgressPort | IngressPort>({ port, transports = ['TCP'] }: Endpoint, methods?: readonly string[]): P[] {
  const ports = transports.map((protocol) => ({ port: String(port.number), protocol }));
  const rule = methods === undefined ? { ports } : { ports, rules: { http: methods.map((method) => ({ method })) } };
  return [rule as P];
}

/** Without a namespace a selector means the policy's own; another one must be named. */
function selector(peer: Peer, workload: Workload): { matchLabels: Record<string, string> } {
  const elsewhere = peer.namespace === workload.namespace ? {} : { 'k8s:io.kubernetes.pod.namespace': peer.namespace };
  return { matchLabels: { ...elsewhere, ...peer.podLabels } };
}

/** One rule for each port and set of methods, in the order in which the flows were declared. */
function groupByPort<F extends PodFlow | OpenFlow>(flows: readonly F[]): [F, ...F[]][] {
  const groups = new Map<string, [F, ...F[]]>();
  for (const flow of flows) {
    const methods = flow.kind === 'pod' ? (flow.methods ?? []) : [];
    const key = [flow.to.port.number, ...methods].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [flow]);
    else group.push(flow);
  }
  return [...groups.values()];
}
