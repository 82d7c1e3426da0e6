import type { App } from 'cdk8s';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { AdminRoutesChart } from './admin-routes.ts';
import { ArgoCdChart } from './argocd.ts';
import { BlogSystemChart } from './blog-system.ts';
import { LoadBalancerPoolsChart } from './load-balancer-pools.ts';
import { installPlatform } from './platform.ts';
import { WAVE } from './waves.ts';

/** One cluster that runs the blog and everything below it. */
export function installBlogPlatform(app: App, cluster: Cluster): void {
  const argocd = new ArgoCdChart(app, cluster);
  const pools = new LoadBalancerPoolsChart(app, cluster);
  const platform = installPlatform(argocd, cluster, pools.pool);
  const blog = new BlogSystemChart(app, cluster, platform);
  const routes = new AdminRoutesChart(app, cluster, platform, blog.gateway);

  argocd.deliver(
    [
      { chart: pools, project: 'platform', wave: WAVE.loadBalancerPools },
      { chart: routes, project: 'platform', wave: WAVE.routes },
      { chart: blog, project: 'blog', wave: WAVE.workloads },
    ],
    platform.components,
  );
}
