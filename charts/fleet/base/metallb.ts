import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/metallb-0.16.1.ts';
import { MetalLbPool } from '../../../lib/constructs/metallb-pool.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { inWave, WAVE } from '../waves.ts';
import { sized } from './sized.ts';

const NAMESPACE = 'metallb-system';

/** Addresses for Services by ARP: BGP is impossible on the bridge of the virtual machines (seed 004, 8.5). */
export function installMetalLb(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'metallb',
    chart,
    namespace: NAMESPACE,
    wave: WAVE.addressesAndStorage,
    serverSideApply: true,
    // The controller puts its own certificate over the chart's placeholder.
    ignore: [
      {
        group: 'apiextensions.k8s.io',
        kind: 'CustomResourceDefinition',
        name: 'bgppeers.metallb.io',
        jsonPointers: ['/spec/conversion/webhook/clientConfig/caBundle'],
      },
    ],
    values: {
      frrk8s: { enabled: false },
      speaker: { frr: { enabled: false }, resources: sized('20m/48Mi', '100m/128Mi') },
      controller: { resources: sized('20m/48Mi', '100m/128Mi') },
    },
  });
}

/** The pool of the cluster, and who works with it; the speakers run in the nodes' network, where no policy reaches. */
export function metalLbObjects(scope: Construct, cluster: Cluster): void {
  const { loadBalancer } = cluster.networks;
  if (loadBalancer === undefined) {
    throw new InputError(`${cluster.file} networks.loadBalancer`, 'it is missing, and Services ask for addresses', 'State the pool.');
  }
  new MetalLbPool(scope, 'Pool', {
    name: `${cluster.name}-pool`,
    namespace: NAMESPACE,
    addresses: loadBalancer.pool,
    annotations: inWave(WAVE.networkPolicies, { definedElsewhere: true }),
  });
  new ProvidedWorkload(scope, 'MetalLbController', {
    name: 'metallb-controller',
    namespace: NAMESPACE,
    podLabels: {
      'app.kubernetes.io/name': 'metallb',
      'app.kubernetes.io/instance': 'metallb',
      'app.kubernetes.io/component': 'controller',
    },
    ports: { webhook: { port: Port.tcp(9443, 'webhook') } },
  })
    .connectsToApiServer()
    .acceptsFrom('api-server', 'webhook');
}
