import type { Construct } from 'constructs';
import { NetworkDefaultDeny } from '../../../lib/constructs/network-default-deny.ts';
import { NetworkIsolationPolicy } from '../../../lib/constructs/network-isolation-policy.ts';
import type { Workload } from '../../../lib/constructs/workload.ts';
import { PRODUCTION } from '../namespaces.ts';
import type { Platform } from '../platform.ts';
import { excuseUnusedAddress } from './excuses.ts';

/**
 * Nothing passes but the call graph, and what every pod needs: names, its sidecar's configuration and the way of its spans,
 * and Prometheus, which reads the two ports that sidecars do not guard (seed 003, section 12). The ports of the programs
 * themselves stay closed to Prometheus: STRICT mutual TLS would refuse it there.
 */
export function isolate(scope: Construct, { dns, controlPlane, traces, prometheus }: Platform, workloads: readonly Workload[]): void {
  new NetworkDefaultDeny(scope, 'DefaultDeny', { namespace: PRODUCTION.name });
  const policies = workloads.map((workload) => {
    workload.connectsTo(traces).acceptsFrom(prometheus, workload.sidecarMetrics).acceptsFrom(prometheus, workload.proxyMetrics);
    return new NetworkIsolationPolicy(scope, `${workload.name}-isolation`, { workload, dns, controlPlane });
  });
  excuseUnusedAddress(policies);
}
