import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumNetworkPolicy, type CiliumNetworkPolicySpec } from '../../imports/cilium.io.ts';
import { ingressRules } from './cilium-isolation-policy.ts';
import { Flows } from './flow.ts';
import type { Peer } from './peer.ts';

export interface CiliumIngressPolicyProps {
  /** Pods of ours, or of a third-party chart. */
  readonly pods: Peer;
}

/**
 * Lets in the declared flows to some pods and nobody else; what these pods open themselves is not limited. For third-party
 * software, of which others' calls are known and its own are not.
 */
export class CiliumIngressPolicy extends Construct {
  constructor(scope: Construct, id: string, { pods }: CiliumIngressPolicyProps) {
    super(scope, id);
    const flows = Flows.of(this);
    new CiliumNetworkPolicy(this, 'Resource', {
      metadata: { name: `${pods.name}-ingress`, namespace: pods.namespace },
      // Flows may be declared after the policy: they are read when the tree is rendered.
      spec: Lazy.any({
        produce: (): CiliumNetworkPolicySpec => ({
          endpointSelector: { matchLabels: { ...pods.podLabels } },
          ingress: ingressRules(flows.to(pods), pods),
        }),
      }),
    });
  }
}
