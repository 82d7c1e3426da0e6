import { names } from '../../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { NODE } from '../../../lib/metrics/exporters/node.ts';
import type { Alert } from '../../../lib/metrics/rules.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { LOG_AGENT, REMOTE_STORAGE, THANOS, THANOS_PROCESSES } from './catalogue.ts';
import { WORKLOAD_NAMESPACE } from './service-level.ts';

const kube = names(KUBE_STATE);
const node = names(NODE);
const remote = names(REMOTE_STORAGE);
const logs = names(LOG_AGENT);
const thanos = names(THANOS);

/** File systems that hold data; memory-backed ones and read-only images fill up on purpose. */
export const DISKS = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|erofs"';

/** Part of a disk from which somebody must know of it: local-path enforces no sizes (seed 004, 10.2). */
export const DISK_LIMIT = 0.8;

/** About all clusters; agents evaluate nothing, so Thanos' ruler does (seed 004, section 14). Conditions and times are chosen. */
export const FLEET_ALERTS: readonly Alert[] = [
  {
    name: 'NodeDiskFilling',
    severity: 'critical',
    expr: `1 - ${byDisk(node.node_filesystem_avail_bytes)} / ${byDisk(node.node_filesystem_size_bytes)} > ${DISK_LIMIT}`,
    for: Duration.minutes(10),
    summary: 'Disk {{ $labels.mountpoint }} of {{ $labels.instance }} on {{ $labels.cluster }} is {{ $value | humanizePercentage }} full',
    action:
      'Volumes of local-path grow beyond their size: look which one did (du -s /opt/local-path-provisioner/*). Remove unused images (crictl rmi --prune); lower a retention in Git.',
  },
  {
    name: 'NodeMemoryShort',
    severity: 'warning',
    expr: `max by (cluster, instance) (${node.node_memory_MemAvailable_bytes}) / max by (cluster, instance) (${node.node_memory_MemTotal_bytes}) < 0.1`,
    for: Duration.minutes(10),
    summary: '{{ $labels.instance }} on {{ $labels.cluster }} has {{ $value | humanizePercentage }} of its memory left',
    action: 'Run kubectl top pods -A --sort-by=memory there, before the kubelet evicts pods.',
  },
  {
    name: 'WorkloadUnavailable',
    severity: 'critical',
    expr: `max by (cluster, namespace, deployment) (${kube.kube_deployment_status_replicas_available}{namespace="${WORKLOAD_NAMESPACE}"}) == 0`,
    for: Duration.minutes(5),
    summary: 'No pod of {{ $labels.deployment }} on {{ $labels.cluster }} is available',
    action:
      'Run kubectl -n {{ $labels.namespace }} describe pods there. ImagePullBackOff: is Harbor up? Otherwise roll the last change back in Git.',
  },
  {
    name: 'ContainerRestarting',
    severity: 'warning',
    expr: `increase(${kube.kube_pod_container_status_restarts_total}[1h]) > 3`,
    summary:
      '{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} on {{ $labels.cluster }} restarted more than three times in an hour',
    action: 'Read its logs with --previous. OOMKilled: raise its limit in Git.',
  },
  {
    name: 'SamplesLost',
    severity: 'warning',
    expr: `increase(${remote.prometheus_remote_storage_samples_failed_total}[15m]) > 0`,
    summary: 'Samples of {{ $labels.cluster }} were refused by Thanos and are lost',
    action:
      'Look into the log of thanos-receive: samples older than its out-of-order window mean an outage longer than the buffer of the agent.',
  },
  {
    name: 'LogLinesLost',
    severity: 'warning',
    expr: `increase(${logs.promtail_dropped_entries_total}[15m]) > 0`,
    summary: 'Promtail {{ $labels.pod }} on {{ $labels.cluster }} dropped lines ({{ $labels.reason }})',
    action: 'Look into its log and that of Loki: lines that are too old or come too fast are refused.',
  },
];

/** A cluster that says nothing has no series to tell it by, so each is asked for by name. */
export function silenceAlert(clusters: readonly string[]): Alert {
  return {
    name: 'ClusterSilent',
    severity: 'critical',
    expr: clusters.map((cluster) => `absent(up{cluster="${cluster}", job="node-exporter"})`).join(' or '),
    for: Duration.minutes(10),
    summary: 'Nothing was heard of {{ $labels.cluster }} for 10 minutes',
    action: 'Look at its nodes and at cilium clustermesh status. Its agent keeps what it measures for hours and sends it later.',
  };
}

/** About what evaluates all of the above: evaluated by Prometheus beside it, which needs neither Thanos nor the bucket. */
export const THANOS_ALERTS: readonly Alert[] = [
  {
    name: 'ThanosProcessDown',
    severity: 'critical',
    // One that has no pod has no series either.
    expr: THANOS_PROCESSES.map((job) => `max by (job) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`).join(' or '),
    for: Duration.minutes(5),
    summary: '{{ $labels.job }} does not answer',
    action:
      'Run kubectl -n monitoring describe pod -l app={{ $labels.job }}. A Secret that is missing: is Vault unsealed? While the ruler is down nobody watches the app clusters.',
  },
  {
    name: 'ThanosCompactHalted',
    severity: 'warning',
    expr: `max by (pod) (${thanos.thanos_compact_halted}) == 1`,
    summary: 'The compactor has stopped: blocks pile up in the bucket, and nothing old is deleted',
    action: 'Read its log: it names the block that it cannot merge. Mark that block with thanos tools bucket mark, then restart the pod.',
  },
  {
    name: 'ThanosBucketFailing',
    severity: 'warning',
    expr: `sum by (service) (increase(${thanos.thanos_objstore_bucket_operation_failures_total}[30m])) > 10`,
    summary: '{{ $labels.service }} fails at the bucket in MinIO',
    action: 'Look at MinIO and at the disk of the worker. Blocks that cannot be uploaded wait on the pod for a day.',
  },
  {
    name: 'RulesFailing',
    severity: 'warning',
    expr: `sum by (rule_group) (increase(${thanos.prometheus_rule_evaluation_failures_total}[15m])) > 0`,
    summary: 'Rules of {{ $labels.rule_group }} cannot be evaluated',
    action: 'Read the log of thanos-rule, then that of thanos-query: a query that runs longer than 2 minutes is cut off.',
  },
];

function byDisk(metric: string): string {
  return `max by (cluster, instance, mountpoint) (${metric}{${DISKS}})`;
}
