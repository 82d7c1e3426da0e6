import { defineExporter } from '../exporter.ts';

const FILESYSTEM = ['device', 'fstype', 'mountpoint'] as const;

/**
 * node_exporter's collectors inside Grafana Alloy (`prometheus.exporter.unix`): the machines.
 * Without the network: in a pod that would be the pod's own. cAdvisor tells a machine's, as `id="/"`.
 */
export const NODE = defineExporter({
  name: 'prometheus.exporter.unix',
  version: 'Alloy 1.5 (node_exporter 1.8)',
  source: 'https://grafana.com/docs/alloy/v1.5/reference/components/prometheus/prometheus.exporter.unix/',
  metrics: {
    node_boot_time_seconds: { type: 'gauge', unit: 'seconds' },
    node_time_seconds: { type: 'gauge', unit: 'seconds' },
    node_uname_info: { type: 'gauge', labels: ['sysname', 'release', 'version', 'machine', 'nodename', 'domainname'] },
    node_load1: { type: 'gauge' },
    node_load5: { type: 'gauge' },
    node_load15: { type: 'gauge' },
    node_cpu_seconds_total: {
      type: 'counter',
      unit: 'seconds',
      labels: ['cpu', 'mode'],
      values: { mode: ['idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user'] },
    },
    node_memory_MemTotal_bytes: { type: 'gauge', unit: 'bytes' },
    node_memory_MemAvailable_bytes: { type: 'gauge', unit: 'bytes' },
    node_memory_MemFree_bytes: { type: 'gauge', unit: 'bytes' },
    node_memory_Buffers_bytes: { type: 'gauge', unit: 'bytes' },
    node_memory_Cached_bytes: { type: 'gauge', unit: 'bytes' },
    node_filesystem_size_bytes: { type: 'gauge', unit: 'bytes', labels: FILESYSTEM },
    node_filesystem_avail_bytes: { type: 'gauge', unit: 'bytes', labels: FILESYSTEM },
    node_filesystem_free_bytes: { type: 'gauge', unit: 'bytes', labels: FILESYSTEM },
    node_filesystem_readonly: { type: 'gauge', labels: FILESYSTEM },
    node_disk_read_bytes_total: { type: 'counter', unit: 'bytes', labels: ['device'] },
    node_disk_written_bytes_total: { type: 'counter', unit: 'bytes', labels: ['device'] },
    node_disk_io_time_seconds_total: { type: 'counter', unit: 'seconds', labels: ['device'] },
  },
});
