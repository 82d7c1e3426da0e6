import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/metallb-0.14.9.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, DEFINITIONS, NAMESPACED_RBAC, VALIDATING_WEBHOOKS } from './kinds.ts';

/** Addresses for Services on the local network, in layer 2 only: no router here speaks BGP (seed 002, MetalLB). */
export function installMetalLb(scope: Construct, cluster: Cluster): HelmComponent<object> {
  new ProvidedWorkload(scope, 'MetalLbControllerPods', {
    name: 'metallb-controller',
    namespace: NAMESPACES.metallb.name,
    podLabels: {
      'app.kubernetes.io/name': 'metallb',
      'app.kubernetes.io/instance': 'metallb',
      'app.kubernetes.io/component': 'controller',
    },
    ports: { webhook: { port: Port.tcp(9443, 'webhook') }, metrics: { port: Port.http(7472, 'metrics') } },
  })
    .connectsToApiServer()
    .acceptsFrom('api-server', 'webhook');
  return new HelmComponent(scope, 'MetalLb', {
    release: 'metallb',
    chart,
    namespace: NAMESPACES.metallb.name,
    project: 'platform',
    wave: WAVE.loadBalancer,
    line: lineOf(cluster, 'metallb'),
    kinds: {
      cluster: [...CLUSTER_RBAC, DEFINITIONS, VALIDATING_WEBHOOKS],
      namespaced: [
        ...core('ConfigMap', 'Secret', 'Service', 'ServiceAccount'),
        ...NAMESPACED_RBAC,
        { group: 'apps', kind: 'DaemonSet' },
        { group: 'apps', kind: 'Deployment' },
      ],
    },
    // The controller puts its own certificate over the chart's placeholder.
    ignore: [
      {
        group: DEFINITIONS.group,
        kind: DEFINITIONS.kind,
        name: 'bgppeers.metallb.io',
        jsonPointers: ['/spec/conversion/webhook/clientConfig/caBundle'],
      },
    ],
    values: { speaker: { frr: { enabled: false } } },
  });
}
