import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { MetalLbPool } from '../lib/constructs/metallb-pool.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { loadBalancerOf } from './facts.ts';
import { NAMESPACES } from './namespaces.ts';

/** Addresses of the local network that Services may get (seed 002, MetalLB). */
export class LoadBalancerPoolsChart extends Chart {
  readonly pool: MetalLbPool;

  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'metallb-pools', { namespace: NAMESPACES.metallb.name, disableResourceNameHashes: true });
    this.pool = new MetalLbPool(this, 'DefaultPool', {
      name: 'default-pool',
      namespace: NAMESPACES.metallb.name,
      addresses: loadBalancerOf(cluster).pool,
    });
  }
}
