import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AuthorizationPolicy } from '../lib/constructs/authorization-policy.ts';
import { CiliumIsolationPolicy } from '../lib/constructs/cilium-isolation-policy.ts';
import { IstioGateway } from '../lib/constructs/istio-gateway.ts';
import { NginxExporter } from '../lib/constructs/nginx-exporter.ts';
import type { ServiceEndpoint } from '../lib/constructs/peer.ts';
import { PeerAuthentication } from '../lib/constructs/peer-authentication.ts';
import { PlatformNamespace } from '../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { Resources } from '../lib/values/resources.ts';
import { database } from './blog/database.ts';
import { excuse } from './blog/excuses.ts';
import { apiAuthorization, egressHosts, siteAccount } from './blog/mesh.ts';
import { STATUS_PATH } from './blog/nginx-config.ts';
import { apiRoute, siteRoute } from './blog/routes.ts';
import { was } from './blog/was.ts';
import { web } from './blog/web.ts';
import { GATEWAY_CERTIFICATE } from './certificates.ts';
import { imageOf, zoneOf } from './facts.ts';
import { BLOG } from './namespaces.ts';
import type { Platform } from './platform.ts';

/** The blog: site, API and database, their way in, and the limits of their traffic (seed 002, blog-system). */
export class BlogSystemChart extends Chart {
  /** Where requests from outside come in. */
  readonly gateway: IstioGateway;

  /** What of it is measured. */
  readonly measured: { readonly nginx: ServiceEndpoint; readonly mysql: ServiceEndpoint; readonly site: ServiceEndpoint };

  constructor(scope: Construct, cluster: Cluster, platform: Platform) {
    super(scope, BLOG.name, { namespace: BLOG.name, disableResourceNameHashes: true });
    new PlatformNamespace(this, 'Namespace', BLOG);
    const mysql = database(this, cluster, platform.prometheus);
    const api = was(this, cluster, mysql, platform);
    const account = siteAccount(this, cluster);
    const site = web(this, cluster, api.http, account);
    site.admitsAnyone(site.http);
    const exporter = new NginxExporter(this, 'NginxExporter', {
      namespace: BLOG,
      image: imageOf(cluster, 'nginx-exporter'),
      resources: Resources.of({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } }), // chosen
      source: site.http,
      statusPath: STATUS_PATH,
      scrapedBy: platform.prometheus,
    });

    this.gateway = new IstioGateway(this, 'Gateway', {
      name: 'blog-gateway',
      namespace: BLOG.name,
      selector: { istio: 'ingressgateway' },
      hosts: [`*.${zoneOf(cluster)}`],
      certificate: cluster.switch('https-gateway') ? GATEWAY_CERTIFICATE : undefined,
    });
    siteRoute(this, cluster, site, this.gateway);
    apiRoute(this, cluster, api);
    new PeerAuthentication(this, 'PeerAuthentication', { namespace: BLOG });
    new AuthorizationPolicy(this, 'WebAuthorization', { workload: site, ports: [site.http.port.number] });
    apiAuthorization(this, cluster, api, account);
    egressHosts(this, cluster, [site, api]);
    const isolated = [mysql, api, site, mysql.exporter, mysql.backup, ...(cluster.switch('egress-hardening') ? [exporter] : [])];
    for (const workload of isolated) {
      new CiliumIsolationPolicy(this, `${workload.name}-isolation`, {
        workload,
        dns: platform.dns,
        controlPlane: platform.meshControlPlane,
      });
    }
    for (const workload of [mysql, api, site, mysql.exporter, mysql.backup, exporter]) excuse(workload);
    this.measured = { nginx: exporter.metrics, mysql: mysql.exporter.metrics, site: site.http };
  }
}
