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
  CiliumNetworkPolicySpecIngressFromEntities as Origin,
  type CiliumNetworkPolicySpecIngressToPorts as IngressPort,
} from '../../imports/cilium.io.ts';
import { defined } from './defined.ts';
import { Flows, type IncomingFlow, type OpenFlow, type OutgoingFlow, type PodFlow, type WorldFlow } from './flow.ts';
import { controlPlaneProblems, groupByPort, type IsolationProps } from './isolation.ts';
import { type Endpoint, type Peer, podPort } from './peer.ts';

export interface CiliumIsolationPolicyProps extends Omit<IsolationProps, 'workload' | 'dns'> {
  /** Whose traffic is limited to the flows that were declared: pods of ours, or of a third-party chart. */
  readonly workload: Peer;
  /** Where names are resolved. @default another policy lets the whole namespace ask there, see `CiliumDefaultDeny` */
  readonly dns?: Endpoint | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * Limits pods to their declared flows, in both directions: what no flow names is dropped.
 * Policies only ever add permissions in Cilium, so there is one policy a workload, and it is the whole truth.
 */
export class CiliumIsolationPolicy extends Construct {
  constructor(scope: Construct, id: string, { workload, dns, controlPlane, annotations }: CiliumIsolationPolicyProps) {
    super(scope, id);
    const flows = Flows.of(this);
    if (workload.inMesh === true && controlPlane !== undefined) flows.declare({ kind: 'pod', from: workload, to: controlPlane });
    if (dns !== undefined) flows.declare({ kind: 'pod', from: workload, to: dns });

    new CiliumNetworkPolicy(this, 'Resource', {
      metadata: defined({
        name: `${workload.name}-isolation`,
        namespace: workload.namespace,
        annotations: annotations && { ...annotations },
      }),
      // Flows may be declared after the policy: they are read when the tree is rendered.
      spec: Lazy.any({
        produce: (): CiliumNetworkPolicySpec => ({
          endpointSelector: { matchLabels: { ...workload.podLabels } },
          ingress: ingressRules(flows.to(workload), workload),
          egress: egressRules(flows.from(workload), workload, dns),
        }),
      }),
    });
    this.node.addValidation({ validate: () => controlPlaneProblems(workload, controlPlane) });
  }
}

/** An empty rule admits nobody and still switches the direction to "deny what is not listed". */
const NOBODY = [{}];

/**
 * Who comes in without being a pod. A request of the API server to a pod on another node arrives with the address of its
 * own node's overlay interface, which Cilium knows as a node's and not as the API server's; and kube-proxy puts a node's
 * address in the place of whoever came in by a node port. The pod's own node is let in by Cilium in any case.
 * @see https://github.com/cilium/cilium/issues/35401
 */
const CALLERS = {
  'api-server': [Origin.KUBE_HYPHEN_APISERVER, Origin.REMOTE_HYPHEN_NODE],
  outside: [Origin.WORLD, Origin.REMOTE_HYPHEN_NODE],
} as const;

const MACHINES = {
  'api-server': [Entity.KUBE_HYPHEN_APISERVER],
  nodes: [Entity.HOST, Entity.REMOTE_HYPHEN_NODE],
} as const;

function ingressRules(flows: readonly IncomingFlow[], workload: Peer): IngressRule[] {
  const byPods = flows.filter((flow) => flow.kind === 'open' || (flow.kind === 'pod' && flow.from.entity === undefined));
  const rules: IngressRule[] = groupByPort(byPods as (OpenFlow | PodFlow)[]).map(([first, ...rest]) => {
    const callers = [first, ...rest].flatMap((flow) => (flow.kind === 'pod' ? [selector(flow.from, workload)] : []));
    if (callers.length <= rest.length) return { toPorts: toPorts<IngressPort>(first.to) }; // one of them is open
    return { fromEndpoints: once(callers), toPorts: toPorts<IngressPort>(first.to, first.kind === 'pod' ? first.methods : undefined) };
  });
  for (const flow of flows) {
    if (flow.kind === 'pod' && flow.from.entity !== undefined)
      rules.push({ fromEntities: [Origin.INGRESS], toPorts: toPorts<IngressPort>(flow.to, flow.methods) });
    if (flow.kind === 'called') rules.push({ fromEntities: [...CALLERS[flow.by]], toPorts: toPorts<IngressPort>(flow.to) });
    if (flow.kind === 'group') rules.push({ fromEndpoints: [selector(flow.pods, workload)] });
  }
  return rules.length === 0 ? NOBODY : once(rules);
}

function egressRules(flows: readonly OutgoingFlow[], workload: Peer, dns: Endpoint | undefined): EgressRule[] {
  const asksForNames = flows.some((flow) => flow.kind === 'world' && flow.hosts !== undefined);
  const rules = flows.flatMap((flow): EgressRule[] => {
    switch (flow.kind) {
      case 'world':
        return [toWorld(flow)];
      case 'machine':
        return [{ toEntities: [...MACHINES[flow.to]], toPorts: [{ ports: [{ port: String(flow.port), protocol: EgressProtocol.TCP }] }] }];
      case 'group':
        return [{ toEndpoints: [selector(flow.pods, workload)] }];
      case 'pod': {
        if (flow.to.peer.machines !== undefined) return toMachines(flow.to, flow.to.peer.machines);
        const ports = flow.to === dns && asksForNames ? seenByProxy(flow.to) : toPorts<EgressPort>(flow.to);
        return [{ toEndpoints: [selector(flow.to.peer, workload)], toPorts: ports }];
      }
    }
  });
  return rules.length === 0 ? NOBODY : once(rules);
}

/**
 * A node of another cluster is `remote-node` once the mesh knows it, which no address matches any more, and outside before.
 * @see https://docs.cilium.io/en/stable/security/policy/language/#cidr-based
 */
function toMachines(to: Endpoint, addresses: readonly string[]): EgressRule[] {
  const ports = toPorts<EgressPort>(to);
  return [
    { toEntities: [Entity.REMOTE_HYPHEN_NODE], toPorts: ports },
    { toCidr: addresses.map((address) => `${address}/32`), toPorts: ports },
  ];
}

/** Two declarations of one flow are one rule. */
function once<T>(rules: readonly T[]): T[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function toWorld({ hosts, port, transports = ['TCP'] }: WorldFlow): EgressRule {
  const ports = [{ ports: transports.map((transport) => ({ port: String(port), protocol: EgressProtocol[transport] })) }];
  if (hosts === undefined) return { toEntities: [Entity.WORLD], toPorts: ports };
  const names = hosts.map((host) => (host.includes('*') ? { matchPattern: host } : { matchName: host }));
  return { toFqdNs: names, toPorts: ports };
}

/** Names in a rule only work where the agent sees the answers, which takes a DNS rule on the way there. */
function seenByProxy(dns: Endpoint): EgressPort[] {
  return toPorts<EgressPort>(dns).map((port) => ({ ...port, rules: { dns: [{ matchPattern: '*' }] } }));
}

/** Ingress and egress have the same words under two names; the words are checked by the API server's definition. */
function toPorts<P extends EgressPort | IngressPort>(to: Endpoint, methods?: readonly string[]): P[] {
  const { transports = ['TCP'] } = to;
  const ports = transports.map((protocol) => ({ port: String(podPort(to).number), protocol }));
  const rule = methods === undefined ? { ports } : { ports, rules: { http: methods.map((method) => ({ method })) } };
  return [rule as P];
}

/** Without a namespace a selector means the policy's own, without a cluster its own one; others must be named. */
function selector({ cluster, namespace, podLabels }: Peer, workload: Peer): { matchLabels: Record<string, string> } {
  const there = cluster === undefined ? {} : { 'k8s:io.cilium.k8s.policy.cluster': cluster };
  const near = cluster === undefined && namespace === workload.namespace;
  return { matchLabels: { ...there, ...(near ? {} : { 'k8s:io.kubernetes.pod.namespace': namespace }), ...podLabels } };
}
