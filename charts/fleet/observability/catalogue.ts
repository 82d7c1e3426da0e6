import type { Catalogue, MetricSource } from '../../../lib/metrics/catalogue.ts';
import { defineExporter } from '../../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { NODE } from '../../../lib/metrics/exporters/node.ts';
import { SCRAPE_INTERVAL } from './stack-values.ts';
import { RECORDING_RULES } from './service-level.ts';

/** Since when a Deployment is there; the catalogue of kube-state-metrics has not needed it before. */
export const DEPLOYMENT_AGE = defineExporter({
  name: 'kube-state-metrics, Deployments',
  version: '2.19',
  source: 'https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/deployment-metrics.md',
  metrics: { kube_deployment_created: { type: 'gauge', unit: 'seconds', labels: ['namespace', 'deployment'] } },
});

/** What Prometheus, server or agent, and Thanos' ruler tell of samples that they send on. */
export const REMOTE_STORAGE = defineExporter({
  name: 'Prometheus, remote storage',
  version: '3.14',
  source: 'https://github.com/prometheus/prometheus/blob/main/storage/remote/queue_manager.go',
  metrics: {
    prometheus_remote_storage_samples_failed_total: { type: 'counter', labels: ['remote_name', 'url'] },
    prometheus_remote_storage_samples_dropped_total: { type: 'counter', labels: ['remote_name', 'url', 'reason'] },
  },
});

export const LOG_AGENT = defineExporter({
  name: 'Promtail',
  version: '3.5.1',
  source: 'https://github.com/grafana/loki/blob/v3.5.1/clients/pkg/promtail/client/client.go',
  metrics: { promtail_dropped_entries_total: { type: 'counter', labels: ['host', 'tenant', 'reason'] } },
});

export const THANOS = defineExporter({
  name: 'Thanos',
  version: '0.42',
  source: 'https://github.com/thanos-io/thanos/blob/main/mixin/README.md',
  metrics: {
    thanos_compact_halted: { type: 'gauge' },
    thanos_objstore_bucket_operation_failures_total: { type: 'counter', labels: ['bucket', 'operation'] },
    prometheus_rule_evaluation_failures_total: { type: 'counter', labels: ['rule_group', 'strategy'] },
  },
});

/** Added to everything that leaves a cluster. */
const EXTERNAL = ['cluster'];

/** What comes from every cluster of the fleet, asked of Thanos Query. */
const FLEET_SOURCES: readonly MetricSource[] = [
  { name: 'kube-state-metrics', interval: SCRAPE_INTERVAL, exporters: [KUBE_STATE, DEPLOYMENT_AGE], labels: EXTERNAL },
  { name: 'node-exporter', interval: SCRAPE_INTERVAL, exporters: [NODE], labels: [...EXTERNAL, 'namespace', 'pod'] },
  { name: 'promtail', interval: SCRAPE_INTERVAL, exporters: [LOG_AGENT], labels: [...EXTERNAL, 'namespace', 'pod'] },
  { name: 'prometheus', interval: SCRAPE_INTERVAL, exporters: [REMOTE_STORAGE], labels: [...EXTERNAL, 'namespace', 'pod'] },
];

/** Processes of Thanos, by the names of their Services. */
export const THANOS_PROCESSES = ['thanos-compact', 'thanos-query', 'thanos-receive', 'thanos-rule', 'thanos-store'] as const;

/** What Prometheus of the management cluster reads itself. */
const LOCAL_SOURCES: readonly MetricSource[] = THANOS_PROCESSES.map((name) => ({
  name,
  interval: SCRAPE_INTERVAL,
  exporters: [THANOS],
  labels: ['namespace', 'pod', 'service'],
}));

/** For rules that Thanos' ruler evaluates, and for dashboards. */
export const FLEET: Catalogue = { sources: FLEET_SOURCES, rules: RECORDING_RULES };

/** For rules that Prometheus of the management cluster evaluates. */
export const LOCAL: Catalogue = { sources: LOCAL_SOURCES, rules: [] };
