import type { Construct } from 'constructs';
import { HttpsGateway } from '../../../lib/constructs/https-gateway.ts';
import { MetalLbPool } from '../../../lib/constructs/metallb-pool.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GATEWAY } from '../ends.ts';
import { VAULT_ISSUER } from '../global-services.ts';
import { namespacesOf } from '../namespaces.ts';
import { inWave, WAVE } from '../waves.ts';

/** The one way in from outside (seed 004, 8.4): every host of the inventory, at an address of the cluster's own pool. */
export function gateway(scope: Construct, cluster: Cluster): void {
  const { domain, networks, file } = cluster;
  if (domain === undefined || networks.loadBalancer === undefined) {
    throw new InputError(`${file} domain`, 'or networks.loadBalancer is missing, and the cluster has a Gateway', 'State both.');
  }
  new HttpsGateway(scope, 'Gateway', {
    ...GATEWAY,
    className: 'cilium', // made by Cilium's chart
    hosts: Object.fromEntries(Object.entries(domain.hosts).map(([listener, { name }]) => [listener, name])),
    routesFrom: namespacesOf(cluster),
    issuer: VAULT_ISSUER,
    serviceAnnotations: MetalLbPool.request(networks.loadBalancer.ingress),
    annotations: inWave(WAVE.conveniences, { definedElsewhere: true }),
  });
}
