import { type App, Chart } from 'cdk8s';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { LOCAL } from './namespaces.ts';

/** A developer's machine: the services alone, in kinds that every cluster has (seed 003, target local). */
export function installLocal(app: App, cluster: Cluster): void {
  const chart = new Chart(app, LOCAL.name, { namespace: LOCAL.name, disableResourceNameHashes: true });
  new PlatformNamespace(chart, 'Namespace', { name: LOCAL.name, labels: { environment: cluster.environment, tier: 'development' } });
}
