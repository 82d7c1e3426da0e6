import type { App } from 'cdk8s';
import { readByIstio } from '../../lib/constructs/istio-api.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { TitaniumChart } from './application.ts';

/** Production: the services behind a STRICT mesh, and the platform below them. */
export function installProduction(app: App, cluster: Cluster): void {
  readByIstio(app, lineOf(cluster, 'istio'));
  new TitaniumChart(app, cluster);
}
