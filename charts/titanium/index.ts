import type { App } from 'cdk8s';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { installLocal } from './local.ts';
import { installProduction } from './production.ts';

/** A cluster of the system titanium (seed 003): production, or a developer's machine. */
export function installTitanium(app: App, cluster: Cluster): void {
  if (cluster.environment === 'local') installLocal(app, cluster);
  else installProduction(app, cluster);
}
