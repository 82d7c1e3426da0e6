import type { App } from 'cdk8s';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { AdminRoutesChart } from './admin-routes.ts';
import { ArgoCdChart, type Delivered } from './argocd.ts';
import { BlogSystemChart } from './blog-system.ts';
import { CertificatesChart } from './certificates.ts';
import { installCertManager } from './components/cert-manager.ts';
import { LoadBalancerPoolsChart } from './load-balancer-pools.ts';
import { MonitoringChart } from './monitoring.ts';
import { PlatformPoliciesChart } from './platform-policies.ts';
import { installPlatform } from './platform.ts';
import { SecurityChart } from './security.ts';
import { WAVE } from './waves.ts';

/** One cluster that runs the blog and everything below it. */
export function installBlogPlatform(app: App, cluster: Cluster): void {
  const argocd = new ArgoCdChart(app, cluster);
  const pools = new LoadBalancerPoolsChart(app, cluster);
  const monitoring = new MonitoringChart(app);
  const security = new SecurityChart(app);
  const platform = installPlatform(argocd, cluster, { pool: pools.pool, monitoring, security });
  const blog = new BlogSystemChart(app, cluster, platform);
  const routes = new AdminRoutesChart(app, cluster, platform, blog.gateway);
  platform.ingress.connectsTo(blog.measured.site);
  const components = [...platform.components(blog.measured)];

  const apps: Delivered[] = [
    { chart: pools, project: 'platform', wave: WAVE.loadBalancerPools },
    { chart: monitoring, project: 'platform', wave: WAVE.monitoring },
    { chart: security, project: 'platform', wave: WAVE.quarantine },
    { chart: routes, project: 'platform', wave: WAVE.routes },
    { chart: blog, project: 'blog', wave: WAVE.workloads },
  ];
  if (cluster.switch('https-gateway')) {
    components.push(installCertManager(argocd));
    apps.push({ chart: new CertificatesChart(app, cluster), project: 'platform', wave: WAVE.certificates });
  }
  platform.fetchesFrom([cluster.repository('manifests').url, ...components.map(({ repository }) => repository)]);
  // After all flows: it closes what none of them needs.
  if (cluster.switch('platform-policies'))
    apps.push({ chart: new PlatformPoliciesChart(app, platform.dns), project: 'platform', wave: WAVE.routes });

  argocd.deliver(apps, components);
}
