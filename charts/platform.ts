import type { Construct } from 'constructs';
import type { HelmComponent } from '../lib/constructs/helm-component.ts';
import type { MetalLbPool } from '../lib/constructs/metallb-pool.ts';
import type { Endpoint, Peer, ServiceEndpoint } from '../lib/constructs/peer.ts';
import { Port } from '../lib/constructs/port.ts';
import { ProvidedWorkload } from '../lib/constructs/provided.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { installArgoCd } from './components/argo-cd.ts';
import { installArgoRollouts } from './components/argo-rollouts.ts';
import { installCilium } from './components/cilium.ts';
import { installIstio } from './components/istio.ts';
import { installLonghorn } from './components/longhorn.ts';
import { installMetalLb } from './components/metallb.ts';
import { loadBalancerOf } from './facts.ts';
import { NAMESPACES } from './namespaces.ts';

/** What workloads find on a cluster: the third-party software, and the ends of the flows that lead to it. */
export interface Platform {
  readonly components: readonly HelmComponent<object>[];
  readonly dns: Endpoint;
  readonly meshControlPlane: Endpoint;
  readonly prometheus: Peer;
  /** Takes spans by OTLP over gRPC. */
  readonly traces: ServiceEndpoint;
  readonly argoCd: ServiceEndpoint;
}

/** Third-party software of a platform, from the network upwards. */
export function installPlatform(scope: Construct, cluster: Cluster, pool: MetalLbPool): Platform {
  const istio = installIstio(scope, cluster, pool.ask(loadBalancerOf(cluster).ingress));
  const argoCd = installArgoCd(scope, cluster);
  return {
    components: [
      installCilium(scope, cluster),
      installMetalLb(scope, cluster),
      installLonghorn(scope, cluster),
      ...istio.components,
      argoCd.component,
      installArgoRollouts(scope, cluster),
    ],
    dns: DNS,
    meshControlPlane: istio.controlPlane,
    argoCd: argoCd.server,
    ...observability(scope),
  };
}

/** CoreDNS as kubeadm installs it. */
const DNS: Endpoint = {
  peer: { name: 'kube-dns', namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
  port: Port.tcp(53, 'dns'),
  transports: ['UDP', 'TCP'],
};

/** Where metrics are collected and spans are sent. */
function observability(scope: Construct): Pick<Platform, 'prometheus' | 'traces'> {
  const tempo = new ProvidedWorkload(scope, 'Tempo', {
    name: 'tempo',
    namespace: NAMESPACES.monitoring.name,
    service: 'tempo',
    podLabels: { 'app.kubernetes.io/name': 'tempo' },
    ports: { query: { port: Port.http(3200) }, otlp: { port: Port.grpc(4317, 'otlp') }, otlpHttp: { port: Port.http(4318, 'otlp') } },
  });
  const prometheus: Peer = {
    name: 'prometheus',
    namespace: NAMESPACES.monitoring.name,
    podLabels: { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/component': 'server' },
  };
  return { prometheus, traces: tempo.serviceEndpoint('otlp') };
}
