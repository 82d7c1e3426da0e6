import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { IstioGateway } from '../lib/constructs/istio-gateway.ts';
import { IstioHostRoute } from '../lib/constructs/istio-host-route.ts';
import type { ServiceEndpoint } from '../lib/constructs/peer.ts';
import { Port } from '../lib/constructs/port.ts';
import { PrivateHosts } from '../lib/constructs/private-hosts.ts';
import { ProvidedWorkload } from '../lib/constructs/provided.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { NAMESPACES } from './namespaces.ts';

const namespace = NAMESPACES.istio.name;

/** User interfaces that a platform may have. */
export interface AdminPages {
  /** The pods that take the requests. */
  readonly ingress: ProvidedWorkload;
  readonly argoCd: ServiceEndpoint;
  readonly grafana?: ServiceEndpoint;
  readonly kiali?: ServiceEndpoint;
}

/**
 * The way to the administrators' user interfaces, through the blog's gateway (seed 002, endpoints). What the inventory
 * does not call public is for the LAN only (D-14).
 */
export class AdminRoutesChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, pages: AdminPages, gateway: IstioGateway) {
    super(scope, 'admin-routes', { namespace, disableResourceNameHashes: true });
    const byHost: Readonly<Record<string, ServiceEndpoint | undefined>> = {
      argocd: pages.argoCd,
      monitoring: pages.grafana,
      kiali: pages.kiali,
      longhorn: cluster.switch('longhorn-ui') ? longhornUi(this) : undefined,
    };
    const privateHosts = Object.entries(byHost).flatMap(([name, to]) => {
      if (to === undefined) return [];
      const { name: host, exposure } = cluster.host(name);
      pages.ingress.connectsTo(to);
      new IstioHostRoute(this, `Route-${name}`, { name, namespace, host, gateway, to });
      return exposure === 'public' ? [] : [host];
    });
    if (privateHosts.length === 0) return;
    new PrivateHosts(this, 'PrivateHosts', { namespace, gateway: gateway.selector, hosts: privateHosts, clients: [cluster.networks.lan] });
  }
}

/** Made by the chart of Longhorn 1.7.2 in any case. */
function longhornUi(scope: Construct): ServiceEndpoint {
  return new ProvidedWorkload(scope, 'LonghornUi', {
    name: 'longhorn-ui',
    namespace: NAMESPACES.longhorn.name,
    service: 'longhorn-frontend',
    podLabels: { app: 'longhorn-ui' },
    ports: { http: { port: Port.http(80), target: Port.http(8000) } },
  }).serviceEndpoint('http');
}
