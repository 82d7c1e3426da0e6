import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CiliumNetworkPolicy,
  type CiliumNetworkPolicySpec,
  CiliumNetworkPolicySpecEgressToPortsPortsProtocol as Protocol,
} from '../../imports/cilium.io.ts';
import { defined } from './defined.ts';
import { Flows } from './flow.ts';
import { type Endpoint, podPort } from './peer.ts';

export interface CiliumDefaultDenyProps {
  readonly namespace: string;
  /** Where names are resolved: the one thing that every pod of the namespace may ask. */
  readonly dns: Endpoint;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * Closes a namespace in both directions, save for questions to the cluster's DNS. What its pods need beyond that, each
 * of them gets by a `CiliumIsolationPolicy`.
 */
export class CiliumDefaultDeny extends Construct {
  constructor(scope: Construct, id: string, { namespace, dns, annotations }: CiliumDefaultDenyProps) {
    super(scope, id);
    const metadata = (name: string) => defined({ name, namespace, annotations: annotations && { ...annotations } });
    new CiliumNetworkPolicy(this, 'Resource', {
      metadata: metadata('default-deny'),
      // An empty rule admits nobody; without any rule the direction would stay open.
      spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
    });
    const { transports = ['TCP'] } = dns;
    const ports = transports.map((transport) => ({ port: String(podPort(dns).number), protocol: Protocol[transport] }));
    const toEndpoints = [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': dns.peer.namespace, ...dns.peer.podLabels } }];
    new CiliumNetworkPolicy(this, 'Dns', {
      metadata: metadata('allow-dns'),
      // Flows may be declared after the policy: they are read when the tree is rendered.
      spec: Lazy.any({
        produce: (): CiliumNetworkPolicySpec => ({
          endpointSelector: {},
          egress: [{ toEndpoints, toPorts: [{ ports, ...(this.namesAreRules(namespace) ? { rules: SEEN } : {}) }] }],
        }),
      }),
    });
  }

  /** Whether some pod of the namespace may call hosts by name. */
  private namesAreRules(namespace: string): boolean {
    return Flows.of(this).all.some((flow) => flow.kind === 'world' && flow.hosts !== undefined && flow.from.namespace === namespace);
  }
}

/** Rules on names only work where the agent sees the answers, which takes a DNS rule on the way there. */
const SEEN = { dns: [{ matchPattern: '*' }] };
