import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/cilium-1.16.19.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, NAMESPACED_RBAC } from './kinds.ts';

/** Network and network policies (seed 002, Cilium and Hubble). */
export function installCilium(scope: Construct, cluster: Cluster): HelmComponent<object> {
  const { kubeProxy, transport } = cluster.networks;
  return new HelmComponent(scope, 'Cilium', {
    release: 'cilium',
    chart,
    namespace: 'kube-system',
    project: 'platform',
    wave: WAVE.network,
    line: lineOf(cluster, 'cilium'),
    kinds: {
      cluster: CLUSTER_RBAC,
      namespaced: [
        ...core('ConfigMap', 'Service', 'ServiceAccount'),
        ...NAMESPACED_RBAC,
        { group: 'apps', kind: 'DaemonSet' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'batch', kind: 'CronJob' },
        { group: 'batch', kind: 'Job' },
      ],
    },
    values: {
      kubeProxyReplacement: String(!kubeProxy), // the chart compares text
      ...(transport === undefined || transport === 'native'
        ? { routingMode: 'native' }
        : { routingMode: 'tunnel', tunnelProtocol: transport }),
      operator: { enabled: true },
      hubble: {
        relay: { enabled: true },
        ui: { enabled: cluster.switch('hubble-ui') },
        tls: { auto: { method: 'cronJob' } }, // drawn by Helm, the certificates would change with every sync
      },
    },
  });
}
