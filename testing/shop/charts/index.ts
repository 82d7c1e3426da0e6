import type { App } from 'cdk8s';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { ArgoCdChart } from './argocd.ts';
import { PlatformChart } from './platform.ts';
import { ShopChart } from './shop.ts';

/** One cluster that runs the shop. */
export function installShop(app: App, cluster: Cluster): void {
  const platform = new PlatformChart(app, cluster);
  const shop = new ShopChart(app, cluster, platform);
  new ArgoCdChart(app, cluster, shop);
}
