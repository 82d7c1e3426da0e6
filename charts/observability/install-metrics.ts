import type { Construct } from 'constructs';
import type { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { Endpoint, ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import type { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { checkSources } from '../../lib/metrics/catalogue.ts';
import { checkRules } from '../../lib/metrics/rules.ts';
import { type Alertmanager, installAlertmanager } from '../components/alertmanager.ts';
import { installBlackboxExporter } from '../components/blackbox-exporter.ts';
import { installKubeStateMetrics } from '../components/kube-state-metrics.ts';
import { installMetricsServer } from '../components/metrics-server.ts';
import { installPrometheusAdapter } from '../components/prometheus-adapter.ts';
import { installPrometheus, prometheusPods } from '../components/prometheus.ts';
import { installVerticalPodAutoscaler } from '../components/vertical-pod-autoscaler.ts';
import { ALERT_RULES } from './alerts.ts';
import { catalogueOf } from './catalogue.ts';
import checked from './dashboards/built/checked.json';
import { fingerprint } from './fingerprint.ts';
import { scrapeJobs } from './jobs.ts';

/** What of the workloads is measured; it exists only after them, and they need to know their scraper. */
export interface Measured {
  readonly nginx: ServiceEndpoint;
  readonly mysql: ServiceEndpoint;
  /** The site, which the probes ask once they are switched on. */
  readonly site: ServiceEndpoint;
  /** Pods of the mesh's gateway, which count every request of a user. */
  readonly gateway: Endpoint['peer'];
  /** Metrics of the mesh's control plane, whose pods the chart annotates. */
  readonly controlPlane: Endpoint;
}

/** Metrics: who collects, keeps and serves them, and whom they wake. */
export interface Metrics {
  /** The scraper as a peer of network policies, and its query API. */
  readonly prometheus: ProvidedWorkload<'http'>;
  readonly query: ServiceEndpoint;
  readonly alertmanager: ServiceEndpoint;
  /** Called once, after the workloads: adds Prometheus with its jobs. All components of metrics, in the order of their waves. */
  collect(measured: Measured): readonly HelmComponent<object>[];
}

/** Where Istio's proxies tell their metrics. */
const PROXY_METRICS = Port.http(15020, 'merged');

/**
 * Exporters, Prometheus, Alertmanager, and the APIs that autoscalers read (seed 002, monitoring and autoscaling; D-06).
 * Every query of ours has been read (`npm run dashboards`), or is read first: one that names what no job has stops the
 * synthesis (D-12).
 * @param objects chart of native objects in namespace monitoring.
 */
export function installMetrics(scope: Construct, cluster: Cluster, objects: Construct): Metrics {
  const catalogue = catalogueOf(cluster);
  checkSources(catalogue.sources);
  if (fingerprint(catalogue, ALERT_RULES) !== checked.rules) checkRules(catalogue, ALERT_RULES);

  const prometheus = prometheusPods(scope);
  const query = prometheus.serviceEndpoint('http');
  const kubeState = installKubeStateMetrics(scope, cluster);
  const sources = [kubeState.component, installMetricsServer(scope), installVerticalPodAutoscaler(scope)];
  const alertmanager: Alertmanager = installAlertmanager(scope, cluster, objects);
  const adapter = installPrometheusAdapter(scope, query);

  return {
    prometheus,
    query,
    alertmanager: alertmanager.http,
    collect({ nginx, mysql, site, gateway, controlPlane }) {
      const probes = cluster.switch('blackbox-exporter') ? installBlackboxExporter(scope, cluster, site) : undefined;
      prometheus.connectsTo(kubeState.metrics, { peer: gateway, port: PROXY_METRICS }, controlPlane);
      if (probes !== undefined) prometheus.connectsTo(probes.prober);
      const jobs = scrapeJobs({ nginx, mysql, kubeState: kubeState.metrics, probes });
      const server = installPrometheus(scope, cluster, { pods: prometheus, jobs, alertmanager: alertmanager.http });
      return [...sources, server, alertmanager.component, adapter, ...(probes === undefined ? [] : [probes.component])];
    },
  };
}
