import { Lazy } from 'cdk8s';
import {
  IntOrString,
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule as EgressRule,
  type NetworkPolicyIngressRule as IngressRule,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type NetworkPolicySpec,
} from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import type { Cidr } from '../values/cidr.ts';
import { defined } from './defined.ts';
import { Flows, type IncomingFlow, type OutgoingFlow, type PodFlow, type WorldFlow } from './flow.ts';
import { controlPlaneProblems, groupByPort, type IsolationProps } from './isolation.ts';
import { type Endpoint, type Peer, podPort } from './peer.ts';
import type { Workload } from './workload.ts';

export interface NetworkIsolationPolicyProps extends IsolationProps {
  /** Networks of the pods and of the Services: what is in them is not the world. Needed by a workload that calls out. @default none */
  readonly clusterNetworks?: readonly Cidr[] | undefined;
}

/**
 * Limits a workload to its declared flows with what Kubernetes itself has, for Calico and every other engine.
 * Such a policy knows pods, ports and addresses. A flow that also names HTTP methods or hosts is refused: the policy
 * would let more pass than was declared, and nobody would see it.
 */
export class NetworkIsolationPolicy extends Construct {
  readonly workload: Workload;

  constructor(scope: Construct, id: string, { workload, dns, controlPlane, clusterNetworks = [] }: NetworkIsolationPolicyProps) {
    super(scope, id);
    this.workload = workload;
    const flows = Flows.of(this);
    if (workload.inMesh && controlPlane !== undefined) workload.connectsTo(controlPlane);
    workload.connectsTo(dns);

    new KubeNetworkPolicy(this, 'Resource', {
      metadata: { name: `${workload.name}-isolation`, namespace: workload.namespace },
      // Flows may be declared after the policy: they are read when the tree is rendered.
      spec: Lazy.any({
        produce: (): NetworkPolicySpec => {
          const ingress = ingressRules(flows.to(workload), workload);
          return defined({
            podSelector: { matchLabels: workload.podLabels },
            policyTypes: ['Ingress', 'Egress'], // a direction without rules is closed
            ingress: ingress.length === 0 ? undefined : ingress,
            egress: egressRules(flows.from(workload), workload, clusterNetworks),
          });
        },
      }) as NetworkPolicySpec,
    });
    this.node.addValidation({
      validate: () => [...controlPlaneProblems(workload, controlPlane), ...unenforceable(workload, flows, clusterNetworks)],
    });
  }
}

const MACHINES = { 'api-server': 'API server', nodes: 'nodes', outside: 'outside' } as const;

/** What was declared and no policy of this kind can hold back. */
function unenforceable(workload: Workload, flows: Flows, clusterNetworks: readonly Cidr[]): string[] {
  const problems: string[] = [];
  for (const flow of [...flows.to(workload), ...flows.from(workload)]) {
    if (flow.kind === 'pod' && flow.methods !== undefined) {
      problems.push(
        `${flow.from.name} may send ${flow.methods.join(', ')} to ${flow.to.peer.name}, and a NetworkPolicy knows no methods: all would pass. Leave them out, or let the mesh enforce them.`,
      );
    }
    if (flow.kind === 'machine' || flow.kind === 'called') {
      const whom = flow.kind === 'machine' ? `may call the ${MACHINES[flow.to]}` : `is called from ${MACHINES[flow.by]}`;
      problems.push(
        `${workload.name} ${whom}, which a NetworkPolicy cannot name: it knows pods and addresses. Isolate it by Cilium, or name the addresses in a policy of its own.`,
      );
    }
    if (flow.kind === 'world' && flow.hosts !== undefined) {
      problems.push(
        `${workload.name} may call ${flow.hosts.join(', ')}, and a NetworkPolicy knows addresses only: every host would be open on port ${flow.port}. Leave the hosts out, or let the mesh enforce them.`,
      );
    }
    if (flow.kind === 'world' && clusterNetworks.length === 0) {
      problems.push(
        `${workload.name} may call the world on port ${flow.port}, and without the cluster's own networks that includes every pod. Pass clusterNetworks.`,
      );
    }
  }
  return problems;
}

function ingressRules(flows: readonly IncomingFlow[], workload: Workload): IngressRule[] {
  const rules: IngressRule[] = groupByPort(flows.filter((flow) => flow.kind === 'pod' || flow.kind === 'open')).map((group) => {
    const ports = portsOf(group[0].to);
    if (group.some((flow) => flow.kind === 'open')) return { ports };
    return { from: group.map((flow) => podsOf((flow as PodFlow).from, workload)), ports };
  });
  if (flows.some(({ kind }) => kind === 'group')) rules.push({ from: [podsOf(workload, workload)] });
  return rules;
}

function egressRules(flows: readonly OutgoingFlow[], workload: Workload, clusterNetworks: readonly Cidr[]): EgressRule[] {
  return flows.flatMap((flow) => {
    switch (flow.kind) {
      case 'world':
        return [toWorld(flow, clusterNetworks)];
      case 'pod':
        return [{ to: [podsOf(flow.to.peer, workload)], ports: portsOf(flow.to) }];
      case 'group':
        return [{ to: [podsOf(workload, workload)] }];
      case 'machine':
        return []; // refused
    }
  });
}

/** Every IPv4 address that is not the cluster's own. */
function toWorld({ port, transports = ['TCP'] }: WorldFlow, clusterNetworks: readonly Cidr[]): EgressRule {
  const except = clusterNetworks.map(({ text }) => text).filter((text) => !text.includes(':'));
  const ports = transports.map((protocol) => ({ port: IntOrString.fromNumber(port), protocol }));
  return { to: [{ ipBlock: { cidr: '0.0.0.0/0', except } }], ports };
}

/** Numbers of the pods' ports: a policy is asked after the Service's address was replaced by a pod's. */
function portsOf(to: Endpoint): NetworkPolicyPort[] {
  const { transports = ['TCP'] } = to;
  return transports.map((protocol) => ({ port: IntOrString.fromNumber(podPort(to).number), protocol }));
}

/** Without a namespace a selector means the policy's own; another one is named by the label that Kubernetes gives to each. */
function podsOf({ namespace, podLabels }: Peer, workload: Workload): NetworkPolicyPeer {
  const elsewhere =
    namespace === workload.namespace ? {} : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
  return { ...elsewhere, podSelector: { matchLabels: podLabels } };
}
