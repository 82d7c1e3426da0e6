import type { Values } from '../../../imports/charts/kube-prometheus-stack-88.5.3.ts';
import type { Claim, Cluster } from '../../../lib/inventory/cluster.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { CHOSEN } from './sizes.ts';

/** Between two readings of a target; the chart's own is 30 s too, except for cAdvisor, which it asks each 10 s. */
export const SCRAPE_INTERVAL = Duration.seconds(30);

/** What kube-state-metrics tells of; by default it also reads every Secret and ConfigMap, of which nothing here asks. */
const COLLECTORS = [
  'cronjobs',
  'daemonsets',
  'deployments',
  'horizontalpodautoscalers',
  'jobs',
  'namespaces',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'poddisruptionbudgets',
  'pods',
  'replicasets',
  'resourcequotas',
  'statefulsets',
];

/** What every cluster's stack has: operator, node exporter and kube-state-metrics (seed 004, section 14). */
export function commonValues() {
  return {
    crds: { enabled: false }, // they came in an earlier wave
    // kubeadm binds the first three to localhost, and there is no kube-proxy.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    kubelet: { serviceMonitor: { cAdvisorInterval: SCRAPE_INTERVAL.text, probes: false } },
    nodeExporter: { enabled: true },
    kubeStateMetrics: { enabled: true },
    'prometheus-node-exporter': { resources: CHOSEN.nodeExporter.toJson() },
    'kube-state-metrics': { collectors: COLLECTORS, resources: CHOSEN.kubeStateMetrics.toJson() },
    prometheusOperator: {
      resources: CHOSEN.prometheusOperator.toJson(),
      prometheusConfigReloader: { resources: CHOSEN.configReloader.toJson() },
      // Rules are judged before they are delivered, so no webhook stands between Argo CD and the API server.
      admissionWebhooks: { enabled: false },
      tls: { enabled: false }, // with the webhook's certificate
    },
  } satisfies Values;
}

/** Every monitor of every namespace counts, not only those that carry the label of the release. */
export const ALL_MONITORS = {
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
} as const;

/** Storage of a Prometheus: a claim of its own, in the size that the inventory has for it (seed 004, 10.2). */
export function storageSpec({ storage }: Cluster, { size }: Claim): Readonly<Record<string, unknown>> {
  return {
    volumeClaimTemplate: {
      spec: { storageClassName: storage.class, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size.text } } },
    },
  };
}
