import { type App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import type { Area } from '../area.ts';
import { priorityClasses } from '../recovery.ts';
import { installCilium } from './cilium.ts';
import { gateway } from './gateway.ts';
import { installGatewayApi } from './gateway-api.ts';
import { hubble } from './hubble.ts';
import { installLocalPath, localPathObjects } from './local-path.ts';
import { managedByArgoCd } from './managed-by-argocd.ts';
import { installMetalLb, metalLbObjects } from './metallb.ts';
import { publishedInventory } from './published-inventory.ts';
import { globalServiceStubs } from './stubs.ts';

/** Network, addresses, storage, and the ways between the clusters. */
export const BASE: Area = {
  applications(scope: Construct, target: Cluster, fleet: readonly Cluster[]): void {
    installGatewayApi(scope, target);
    installCilium(scope, target, fleet);
    installMetalLb(scope, target);
    installLocalPath(scope, target);
  },
  objects(app: App, cluster: Cluster): void {
    new BaseChart(app, cluster);
  },
};

class BaseChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'base', { namespace: 'kube-system', disableResourceNameHashes: true });
    publishedInventory(this, cluster);
    priorityClasses(this);
    metalLbObjects(this, cluster);
    localPathObjects(this, cluster);
    gateway(this, cluster);
    hubble(this);
    if (cluster.fleet?.role !== 'workload') return;
    globalServiceStubs(this);
    managedByArgoCd(this);
  }
}
