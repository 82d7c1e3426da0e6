import type { Construct } from 'constructs';
import type { Endpoint, Peer, ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedStorageClass, type ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { argoCdPods } from './platform/argo-cd-pods.ts';
import { installArgoCd } from './platform/argo-cd.ts';
import { installIstio } from './platform/istio.ts';
import { installJaeger } from './platform/jaeger.ts';
import { installKiali } from './platform/kiali.ts';
import { installKubePrometheusStack } from './platform/kube-prometheus-stack.ts';
import { installLoki } from './platform/loki.ts';
import { installMetricsServer } from './platform/metrics-server.ts';
import { installPromtail } from './platform/promtail.ts';

/** What the services of titanium find on the cluster: the ends of the flows that lead to third-party software. */
export interface Platform {
  readonly dns: Endpoint;
  /** Where sidecars get their configuration: istiod, 15012. */
  readonly controlPlane: Endpoint;
  /** Where sidecars send their spans: Jaeger, 9411. */
  readonly traces: ServiceEndpoint;
  /** Pods of the ingress gateway. */
  readonly ingress: Peer;
  /** Scrapes in plaintext, the ports that a sidecar does not guard. */
  readonly prometheus: Peer;
}

/** The same with what our own objects of the platform stand in front of. */
export interface InstalledPlatform extends Platform {
  readonly kiali: ProvidedWorkload;
  readonly loki: ServiceEndpoint;
}

/** Third-party software below the services (seed 003): the mesh, what measures and shows, and what delivers. */
export function installPlatform(scope: Construct, cluster: Cluster): InstalledPlatform {
  // By hand, before Argo CD (seed 003, inventory).
  new ProvidedStorageClass(scope, 'StorageClass', { name: cluster.storage.class, provisioner: 'rancher.io/local-path' });
  installArgoCd(scope, cluster);
  argoCdPods(scope);
  installMetricsServer(scope);
  const { prometheus, grafana } = installKubePrometheusStack(scope, cluster);
  const jaeger = installJaeger(scope);
  const { istiod, ingress } = installIstio(scope, cluster, jaeger.zipkin);
  const loki = installLoki(scope, cluster);
  installPromtail(scope, cluster, loki);
  const kiali = installKiali(scope, cluster, {
    prometheus: prometheus.serviceEndpoint('http'),
    grafana: grafana.serviceEndpoint('http'),
    traces: jaeger.query,
    istiod: istiod.endpoint('monitoring'),
  });
  prometheus.connectsTo(istiod.endpoint('monitoring'), loki);
  grafana.connectsTo(loki);
  const { name, namespace, podLabels } = prometheus;
  return {
    dns: DNS,
    controlPlane: istiod.endpoint('xds'),
    traces: jaeger.zipkin,
    ingress,
    prometheus: { name, namespace, podLabels, inMesh: false },
    kiali,
    loki,
  };
}

/** CoreDNS as kubeadm installs it. */
const DNS: Endpoint = {
  peer: { name: 'kube-dns', namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
  port: Port.tcp(53, 'dns'),
  transports: ['UDP', 'TCP'],
};
