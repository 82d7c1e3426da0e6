import type { ApiObject } from 'cdk8s';
import type { NetworkIsolationPolicy } from '../../../lib/constructs/network-isolation-policy.ts';
import { isMain } from './services.ts';

const REASON = 'seed 003, section 7: app-config names api-gateway to all four services; by section 6 none of them calls it';

/** The four services read one list of addresses, and each calls what the call graph lets it: the rest of the list stays closed. */
export function excuseUnusedAddress(policies: readonly NetworkIsolationPolicy[]): void {
  for (const policy of policies) {
    if (!isMain(policy.workload.name)) continue;
    (policy.node.findChild('Resource') as ApiObject).metadata.addAnnotation('slipway.dev/allow.flow-passes', REASON);
  }
}
