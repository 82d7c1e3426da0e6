import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { zoneOf } from '../../../charts/facts.ts';
import { IstioDestinationRule } from '../../../lib/constructs/istio-destination-rule.ts';
import { IstioGateway } from '../../../lib/constructs/istio-gateway.ts';
import { IstioHostRoute } from '../../../lib/constructs/istio-host-route.ts';
import { NetworkDefaultDeny } from '../../../lib/constructs/network-default-deny.ts';
import { NetworkIsolationPolicy } from '../../../lib/constructs/network-isolation-policy.ts';
import { PeerAuthentication } from '../../../lib/constructs/peer-authentication.ts';
import { PlatformNamespace } from '../../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { SHOP } from './namespaces.ts';
import type { PlatformChart } from './platform.ts';
import { shopPrograms } from './programs.ts';

/** The shop: its programs and their data, their way in, and the limits of their traffic. */
export class ShopChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, platform: PlatformChart) {
    super(scope, SHOP.name, { namespace: SHOP.name, disableResourceNameHashes: true });
    new PlatformNamespace(this, 'Namespace', SHOP);
    const { storefront, others } = shopPrograms(this, cluster);
    storefront.acceptsFrom(platform.ingress, storefront.server);

    const gateway = new IstioGateway(this, 'Gateway', {
      name: 'shop-gateway',
      namespace: SHOP.name,
      selector: platform.ingress.podLabels,
      hosts: [`*.${zoneOf(cluster)}`],
    });
    const host = cluster.host('store').name;
    new IstioHostRoute(this, 'Route', { name: 'store', namespace: SHOP.name, host, gateway, to: storefront.server });

    new PeerAuthentication(this, 'PeerAuthentication', { namespace: SHOP });
    new IstioDestinationRule(this, 'MutualTls', { to: SHOP });
    new NetworkDefaultDeny(this, 'DefaultDeny', { namespace: SHOP.name });
    const { pods, services } = cluster.networks;
    for (const workload of [storefront, ...others]) {
      new IstioDestinationRule(this, `${workload.name}-mutual-tls`, { to: workload.server });
      workload.acceptsFrom(platform.prometheus, workload.sidecarMetrics);
      new NetworkIsolationPolicy(this, `${workload.name}-isolation`, {
        workload,
        dns: platform.dns,
        controlPlane: platform.controlPlane,
        clusterNetworks: [pods, services].filter((network) => network !== undefined),
      });
    }
  }
}
