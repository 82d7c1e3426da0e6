import type { Catalogue, MetricSource } from '../../../lib/metrics/catalogue.ts';
import { defineExporter } from '../../../lib/metrics/exporter.ts';
import { ISTIO_PROXY } from '../../../lib/metrics/exporters/istio-proxy.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { CADVISOR } from '../../../lib/metrics/exporters/kubelet.ts';
import { PRODUCTION } from '../namespaces.ts';
import { MAIN } from '../services/services.ts';
import { ENVOY_MONITOR, JOB, SCRAPE_INTERVAL } from './jobs.ts';

const CONTAINER = ['namespace', 'pod', 'uid', 'container'] as const;

/** Native sidecars are init containers to the API, and so to kube-state-metrics. */
export const KUBE_STATE_SIDECARS = defineExporter({
  name: 'kube-state-metrics, init containers',
  version: '2.14.0',
  source: 'https://github.com/kubernetes/kube-state-metrics/blob/v2.14.0/docs/metrics/workload/pod-metrics.md',
  metrics: {
    kube_pod_init_container_resource_limits: { type: 'gauge', labels: [...CONTAINER, 'node', 'resource', 'unit'] },
    kube_pod_init_container_status_restarts_total: { type: 'counter', labels: CONTAINER },
  },
});

/** Labels that the operator gives to every target behind a Service. */
const BEHIND_SERVICE = ['namespace', 'service', 'pod', 'container', 'endpoint'] as const;
const interval = SCRAPE_INTERVAL;

function ownMetrics(name: string): MetricSource {
  return { name, interval, exporters: [], labels: BEHIND_SERVICE };
}

/** What alerts and dashboard may ask for: which job brings which metrics. */
export const CATALOGUE: Catalogue = {
  sources: [
    { name: JOB.kubelet, interval, exporters: [CADVISOR], labels: ['node', 'metrics_path', 'service', 'endpoint'] },
    { name: JOB.kubeState, interval, exporters: [KUBE_STATE, KUBE_STATE_SIDECARS], labels: ['service', 'endpoint'] },
    {
      name: `${PRODUCTION.name}/${ENVOY_MONITOR}`,
      interval,
      exporters: [ISTIO_PROXY],
      labels: ['namespace', 'pod', 'container', 'endpoint', 'app', 'version'],
    },
    ...[...MAIN, JOB.loki, JOB.promtail].map(ownMetrics),
  ],
  rules: [],
};
