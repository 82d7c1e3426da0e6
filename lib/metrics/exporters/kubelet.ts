import { defineExporter } from '../exporter.ts';

/** The kubelet of each node, path `/metrics`. */
export const KUBELET = defineExporter({
  name: 'kubelet',
  version: '1.31.13',
  source: 'https://github.com/kubernetes/kubernetes/blob/v1.31.13/pkg/kubelet/metrics/metrics.go',
  metrics: {
    kubelet_node_name: { type: 'gauge', labels: ['node'] },
    kubelet_running_pods: { type: 'gauge' },
    kubelet_running_containers: {
      type: 'gauge',
      labels: ['container_state'],
      values: { container_state: ['created', 'exited', 'running', 'unknown'] },
    },
    kubelet_volume_stats_used_bytes: { type: 'gauge', unit: 'bytes', labels: ['namespace', 'persistentvolumeclaim'] },
    kubelet_volume_stats_available_bytes: { type: 'gauge', unit: 'bytes', labels: ['namespace', 'persistentvolumeclaim'] },
    kubelet_volume_stats_capacity_bytes: { type: 'gauge', unit: 'bytes', labels: ['namespace', 'persistentvolumeclaim'] },
  },
});

const POD = ['id', 'image', 'name', 'namespace', 'pod'] as const;
const CONTAINER = [...POD, 'container'] as const;

/** cAdvisor in the kubelet, path `/metrics/cadvisor`: use per container. A pod's network belongs to its sandbox, so those series name no container. */
export const CADVISOR = defineExporter({
  name: 'cAdvisor',
  version: '1.31.13',
  source: 'https://github.com/google/cadvisor/blob/v0.49.0/docs/storage/prometheus.md',
  metrics: {
    container_cpu_usage_seconds_total: { type: 'counter', unit: 'seconds', labels: [...CONTAINER, 'cpu'] },
    container_cpu_cfs_periods_total: { type: 'counter', labels: CONTAINER },
    container_cpu_cfs_throttled_periods_total: { type: 'counter', labels: CONTAINER },
    container_memory_working_set_bytes: { type: 'gauge', unit: 'bytes', labels: CONTAINER },
    container_memory_usage_bytes: { type: 'gauge', unit: 'bytes', labels: CONTAINER },
    container_spec_memory_limit_bytes: { type: 'gauge', unit: 'bytes', labels: CONTAINER },
    container_fs_usage_bytes: { type: 'gauge', unit: 'bytes', labels: [...CONTAINER, 'device'] },
    container_network_receive_bytes_total: { type: 'counter', unit: 'bytes', labels: [...POD, 'interface'] },
    container_network_transmit_bytes_total: { type: 'counter', unit: 'bytes', labels: [...POD, 'interface'] },
  },
});
