import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { IstioGateway } from '../lib/constructs/istio-gateway.ts';
import { IstioHostRoute } from '../lib/constructs/istio-host-route.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { NAMESPACES } from './namespaces.ts';
import type { Platform } from './platform.ts';

/** The way to the administrators' user interfaces, through the blog's gateway (seed 002, endpoints). */
export class AdminRoutesChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, platform: Platform, gateway: IstioGateway) {
    super(scope, 'admin-routes', { namespace: NAMESPACES.istio.name, disableResourceNameHashes: true });
    new IstioHostRoute(this, 'ArgoCd', {
      name: 'argocd',
      namespace: NAMESPACES.istio.name,
      host: cluster.host('argocd').name,
      gateway,
      to: platform.argoCd,
    });
  }
}
