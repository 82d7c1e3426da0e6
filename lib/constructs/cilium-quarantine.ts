import { Construct } from 'constructs';
import {
  CiliumClusterwideNetworkPolicy,
  CiliumClusterwideNetworkPolicySpecEgressDenyToEntities as Destination,
  CiliumClusterwideNetworkPolicySpecIngressDenyFromEntities as Origin,
} from '../../imports/cilium.io.ts';

export interface CiliumQuarantineProps {
  /** @default quarantine */
  readonly name?: string | undefined;
  /** Pods with this label are cut off, from the moment they get it. @default `quarantine: "true"` */
  readonly label?: Readonly<Record<string, string>> | undefined;
}

/**
 * Cuts off every pod that carries a label, in all namespaces and both directions.
 * By denying, and not by allowing nothing: policies add up in Cilium, so whatever another policy allows the pod would
 * still pass (D-09).
 * @see https://docs.cilium.io/en/v1.16/security/policy/deny/
 */
export class CiliumQuarantine extends Construct {
  /** The label that a response engine sets. */
  readonly label: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { name = 'quarantine', label = { quarantine: 'true' } }: CiliumQuarantineProps = {}) {
    super(scope, id);
    this.label = label;
    new CiliumClusterwideNetworkPolicy(this, 'Resource', {
      metadata: { name },
      spec: {
        description: 'Everything to and from quarantined pods is dropped, whatever other policies allow.',
        endpointSelector: { matchLabels: { ...label } },
        ingressDeny: [{ fromEntities: [Origin.ALL] }],
        egressDeny: [{ toEntities: [Destination.ALL] }],
      },
    });
  }
}
