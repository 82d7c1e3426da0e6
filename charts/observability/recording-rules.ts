import { names } from '../../lib/metrics/exporter.ts';
import { ISTIO_PROXY } from '../../lib/metrics/exporters/istio-proxy.ts';
import { KUBE_STATE } from '../../lib/metrics/exporters/kube-state-metrics.ts';
import { KUBELET } from '../../lib/metrics/exporters/kubelet.ts';
import { NODE } from '../../lib/metrics/exporters/node.ts';
import type { RecordingRule } from '../../lib/metrics/catalogue.ts';

const node = names(NODE);
const kube = names(KUBE_STATE);
const kubelet = names(KUBELET);
const proxy = names(ISTIO_PROXY);

/** Requests of users for the site, counted at the gateway: it sees every one of them, whichever pod answers. */
const SITE_REQUESTS = `${proxy.istio_requests_total}{app="istio-ingressgateway", reporter="source", destination_service_name="web-service"}`;
const SITE_ERRORS = SITE_REQUESTS.replace('}', ', response_code=~"5.."}');

/** File systems that hold data; memory-backed ones and read-only images fill up on purpose. */
const DISKS = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|erofs"';

/** The names that alerts and dashboards share. */
export const RECORDED = {
  cpu: 'instance:node_cpu:ratio',
  memory: 'instance:node_memory:ratio',
  disk: 'instance_mountpoint:node_filesystem:ratio',
  volume: 'namespace_persistentvolumeclaim:kubelet_volume:ratio',
  siteRequests: 'site:requests:rate5m',
  siteErrors: 'site:request_errors:ratio5m',
  podDown: 'namespace_pod:kube_pod_down:max',
} as const;

/** Queries that alerts and dashboards share. */
export const RECORDING_RULES: readonly RecordingRule[] = [
  { record: RECORDED.cpu, expr: `1 - avg by (instance) (rate(${node.node_cpu_seconds_total}{mode="idle"}[5m]))` },
  {
    record: RECORDED.memory,
    expr: `1 - max by (instance) (${node.node_memory_MemAvailable_bytes}) / max by (instance) (${node.node_memory_MemTotal_bytes})`,
  },
  {
    record: RECORDED.disk,
    expr: `1 - max by (instance, mountpoint) (${node.node_filesystem_avail_bytes}{${DISKS}}) / max by (instance, mountpoint) (${node.node_filesystem_size_bytes}{${DISKS}} > 0)`,
  },
  {
    record: RECORDED.volume,
    expr: `max by (namespace, persistentvolumeclaim) (${kubelet.kubelet_volume_stats_used_bytes}) / max by (namespace, persistentvolumeclaim) (${kubelet.kubelet_volume_stats_capacity_bytes} > 0)`,
  },
  { record: RECORDED.siteRequests, expr: `sum(rate(${SITE_REQUESTS}[5m]))` },
  { record: RECORDED.siteErrors, expr: `sum(rate(${SITE_ERRORS}[5m])) / sum(rate(${SITE_REQUESTS}[5m]))` },
  // Asked of the API's objects, not of `up`: a target that a network policy hides from Prometheus is not down (D-17).
  {
    record: RECORDED.podDown,
    expr: [
      `max by (namespace, pod) (${kube.kube_pod_status_phase}{phase=~"Pending|Failed|Unknown"} == 1`,
      `or ${kube.kube_pod_status_ready}{condition=~"false|unknown"} == 1`,
      `or max_over_time(${kube.kube_pod_container_status_waiting_reason}{reason="CrashLoopBackOff"}[5m]) == 1)`,
      `unless on (namespace, pod) ${kube.kube_pod_status_phase}{phase="Succeeded"} == 1`,
    ].join(' '),
  },
];
