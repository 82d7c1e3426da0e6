import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { CiliumIsolationPolicy } from '../lib/constructs/cilium-isolation-policy.ts';
import type { Endpoint } from '../lib/constructs/peer.ts';
import { ProvidedWorkload } from '../lib/constructs/provided.ts';
import { NAMESPACES } from './namespaces.ts';

/**
 * Limits the third-party software of every platform namespace to its declared flows, in and out. Behind a switch, because
 * seed 002 has five policies and all of them in the blog's namespace. Made last, when all flows are known.
 * Not limited: what runs in the nodes' own network, which no policy of a namespace selects (Cilium's agents, MetalLB's
 * speakers, the control plane), and the cluster's name server, which is not ours.
 */
export class PlatformPoliciesChart extends Chart {
  constructor(scope: Construct, dns: Endpoint) {
    super(scope, 'platform-policies', { namespace: NAMESPACES.monitoring.name, disableResourceNameHashes: true });
    for (const workload of scope.node.root.node.findAll()) {
      if (!(workload instanceof ProvidedWorkload)) continue;
      new CiliumIsolationPolicy(this, `${workload.namespace}-${workload.name}`, { workload, dns });
    }
  }
}
