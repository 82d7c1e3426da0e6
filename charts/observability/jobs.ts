import { addressOf, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Duration } from '../../lib/values/duration.ts';
import type { MetricSource } from '../../lib/metrics/catalogue.ts';
import { BLACKBOX } from '../../lib/metrics/exporters/blackbox.ts';
import { ISTIO_PROXY } from '../../lib/metrics/exporters/istio-proxy.ts';
import { KUBE_STATE } from '../../lib/metrics/exporters/kube-state-metrics.ts';
import { CADVISOR, KUBELET } from '../../lib/metrics/exporters/kubelet.ts';
import { MYSQLD } from '../../lib/metrics/exporters/mysqld.ts';
import { NGINX } from '../../lib/metrics/exporters/nginx.ts';
import { NODE } from '../../lib/metrics/exporters/node.ts';
import { SPRING_BOOT } from '../../lib/metrics/exporters/spring-boot.ts';
import type { ScrapeJob, Targets } from '../../lib/metrics/scrape-job.ts';

/** How often targets are asked unless a job says otherwise (seed 002, Prometheus scraping). */
export const SCRAPE_INTERVAL = Duration.seconds(15);

/** The six jobs (seed 002, Prometheus scraping), the planned probes, and the machines, which Alloy pushes (seed 002, exporters). */
export const SOURCES = {
  nodes: { name: 'kubernetes-nodes', interval: SCRAPE_INTERVAL, exporters: [KUBELET], labels: [] },
  /**
   * Who carries the annotations: was (Spring Boot), the mesh's gateway, and by their charts' own hand istiod and Cilium's
   * operator and proxies, of which nothing here asks. Others may follow without a line here, but for their flow.
   */
  pods: {
    name: 'kubernetes-pods',
    interval: SCRAPE_INTERVAL,
    exporters: [SPRING_BOOT, ISTIO_PROXY],
    labels: ['namespace', 'pod', 'node', 'app'],
  },
  cadvisor: { name: 'kubernetes-cadvisor', interval: SCRAPE_INTERVAL, exporters: [CADVISOR], labels: [] },
  nginx: { name: 'nginx-exporter', interval: SCRAPE_INTERVAL, exporters: [NGINX], labels: ['namespace'] },
  mysql: { name: 'mysql-exporter', interval: SCRAPE_INTERVAL, exporters: [MYSQLD], labels: ['namespace'] },
  kubeState: { name: 'kube-state-metrics', interval: Duration.seconds(30), exporters: [KUBE_STATE], labels: [] },
  /** Grafana Alloy writes `integrations/unix` as job and the node's name as instance. */
  machines: { name: 'integrations/unix', interval: SCRAPE_INTERVAL, exporters: [NODE], labels: [], pushed: true },
} as const satisfies Readonly<Record<string, MetricSource>>;

/** Only with the switch `blackbox-exporter`. */
export const PROBES = {
  name: 'blackbox-exporter',
  interval: Duration.seconds(30),
  exporters: [BLACKBOX],
  labels: [],
} as const satisfies MetricSource;

/** What the jobs scrape: the Services of the exporters. */
export interface ScrapeTargets {
  readonly nginx: ServiceEndpoint;
  readonly mysql: ServiceEndpoint;
  readonly kubeState: ServiceEndpoint;
  /** The prober and what it asks, if it is switched on. */
  readonly probes?: { readonly prober: ServiceEndpoint; readonly urls: readonly string[] } | undefined;
}

/** The jobs as Prometheus runs them, in the order of seed 002. */
export function scrapeJobs({ nginx, mysql, kubeState, probes }: ScrapeTargets): ScrapeJob[] {
  return [
    { ...SOURCES.nodes, targets: { kind: 'kubelet', path: '/metrics' } },
    { ...SOURCES.pods, targets: { kind: 'annotated-pods' } },
    { ...SOURCES.cadvisor, targets: { kind: 'kubelet', path: '/metrics/cadvisor' } },
    { ...SOURCES.nginx, targets: behind(nginx) },
    { ...SOURCES.mysql, targets: behind(mysql) },
    { ...SOURCES.kubeState, honorLabels: true, targets: { kind: 'address', address: addressOf(kubeState) } },
    ...(probes === undefined
      ? []
      : [{ ...PROBES, targets: { kind: 'probes' as const, prober: addressOf(probes.prober), module: 'http_2xx', urls: probes.urls } }]),
  ];
}

function behind(endpoint: ServiceEndpoint): Targets {
  return { kind: 'address', address: addressOf(endpoint), labels: { namespace: endpoint.peer.namespace } };
}
