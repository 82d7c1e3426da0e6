import type { App } from 'cdk8s';
import { InputError } from '../../lib/errors.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { ArgoCdChart } from './argocd/index.ts';
import type { Area } from './area.ts';
import { BASE } from './base/index.ts';
import { NamespacesChart } from './namespaces.ts';
import { OBSERVABILITY } from './observability/index.ts';
import { networkPolicies } from './policies.ts';
import { RoutesChart } from './routes.ts';
import { SECURITY } from './security/index.ts';

const AREAS: readonly Area[] = [BASE, SECURITY, OBSERVABILITY];

/** One cluster of a fleet (seed 004): the one that manages all, or one that carries workloads. */
export function installFleet(app: App, cluster: Cluster): void {
  const { fleet, file } = cluster;
  if (fleet === undefined)
    throw new InputError(`${file} fleet`, 'it is missing, and this system is made of several clusters', 'Say which part it plays.');

  new NamespacesChart(app, cluster);
  for (const area of AREAS) area.objects(app, cluster);
  if (fleet.role === 'management') {
    new ArgoCdChart(app, cluster, AREAS);
    new RoutesChart(app, cluster);
  }
  networkPolicies(app, cluster, AREAS);
}
