import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/cilium-1.16.19.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, NAMESPACED_RBAC } from './kinds.ts';

/** Network and network policies (seed 002, Cilium and Hubble). */
export function installCilium(scope: Construct, cluster: Cluster): HelmComponent<object> {
  const { kubeProxy, transport } = cluster.networks;
  hubble(scope, cluster.switch('hubble-ui'));
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

/** Each agent tells what it sees on this port of its node. */
const HUBBLE_PEER = 4244;

/** Who collects what the agents see, and shows it; the agents themselves run in the nodes' network. */
function hubble(scope: Construct, shown: boolean): void {
  const relay = new ProvidedWorkload(scope, 'HubbleRelayPods', {
    name: 'hubble-relay',
    namespace: 'kube-system',
    podLabels: { 'k8s-app': 'hubble-relay' },
    ports: { grpc: { port: Port.grpc(4245) } },
  }).connectsToNodes(HUBBLE_PEER);
  if (!shown) return;
  new ProvidedWorkload(scope, 'HubbleUiPods', {
    name: 'hubble-ui',
    namespace: 'kube-system',
    podLabels: { 'k8s-app': 'hubble-ui' },
    ports: { http: { port: Port.http(8081) } },
  })
    .connectsTo(relay.endpoint('grpc'))
    .connectsToApiServer();
}
