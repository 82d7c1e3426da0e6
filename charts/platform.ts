import type { Construct } from 'constructs';
import type { HelmComponent } from '../lib/constructs/helm-component.ts';
import type { MetalLbPool } from '../lib/constructs/metallb-pool.ts';
import type { Endpoint, Peer, ServiceEndpoint } from '../lib/constructs/peer.ts';
import { Port } from '../lib/constructs/port.ts';
import type { ProvidedWorkload } from '../lib/constructs/provided.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { installArgoCd } from './components/argo-cd.ts';
import { installArgoRollouts } from './components/argo-rollouts.ts';
import { installCilium } from './components/cilium.ts';
import { installFalcoTalon } from './components/falco-talon.ts';
import { installFalco } from './components/falco.ts';
import { installIstio } from './components/istio.ts';
import { installLonghorn } from './components/longhorn.ts';
import { installMetalLb } from './components/metallb.ts';
import { loadBalancerOf } from './facts.ts';
import type { MonitoringChart } from './monitoring.ts';
import { installMetrics, type Measured } from './observability/install-metrics.ts';
import { installTelemetry } from './observability/install-telemetry.ts';
import type { SecurityChart } from './security.ts';

/** What workloads find on a cluster: the third-party software, and the ends of the flows that lead to it. */
export interface Platform {
  readonly dns: Endpoint;
  readonly meshControlPlane: Endpoint;
  readonly prometheus: Peer;
  /** Takes spans by OTLP over gRPC. */
  readonly traces: ServiceEndpoint;
  /** The pods through which requests from outside come in. */
  readonly ingress: ProvidedWorkload;
  readonly argoCd: ServiceEndpoint;
  /** Says from which repositories Argo CD fetches. Called once, when all are known. */
  readonly fetchesFrom: (repositories: readonly string[]) => void;
  readonly grafana: ServiceEndpoint;
  readonly kiali: ServiceEndpoint;
  /** Called once, after the workloads: what is measured of them completes the list of components. */
  components(measured: Omit<Measured, 'gateway' | 'controlPlane'>): readonly HelmComponent<object>[];
}

/** Our own objects that the third-party software needs. */
export interface PlatformCharts {
  readonly pool: MetalLbPool;
  readonly monitoring: MonitoringChart;
  readonly security: SecurityChart;
}

/** Third-party software of a platform, from the network upwards. */
export function installPlatform(scope: Construct, cluster: Cluster, { pool, monitoring, security }: PlatformCharts): Platform {
  const base = [installCilium(scope, cluster), installMetalLb(scope, cluster), installLonghorn(scope, cluster)];
  const istio = installIstio(scope, cluster, pool.ask(loadBalancerOf(cluster).ingress));
  const argoCd = installArgoCd(scope, cluster);
  const rollouts = installArgoRollouts(scope, cluster);
  const metrics = installMetrics(scope, cluster, monitoring);
  const telemetry = installTelemetry(scope, cluster, { prometheus: metrics.query, istiod: istio.monitoring });
  telemetry.addTo(monitoring);
  const talon = installFalcoTalon(scope, cluster, security.quarantine);
  const falco = installFalco(scope, cluster, talon.http);

  return {
    dns: DNS,
    meshControlPlane: istio.controlPlane,
    prometheus: metrics.prometheus,
    traces: telemetry.traces,
    argoCd: argoCd.server,
    fetchesFrom: argoCd.fetchesFrom,
    ingress: istio.ingress,
    grafana: telemetry.grafana,
    kiali: telemetry.kiali,
    components: (measured) => [
      ...base,
      ...istio.components,
      argoCd.component,
      rollouts,
      ...metrics.collect({ ...measured, gateway: istio.ingress, controlPlane: istio.monitoring }),
      ...telemetry.components,
      talon.component,
      falco,
    ],
  };
}

/** CoreDNS as kubeadm installs it. */
const DNS: Endpoint = {
  peer: { name: 'kube-dns', namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
  port: Port.tcp(53, 'dns'),
  transports: ['UDP', 'TCP'],
};
