import { defineExporter } from '../exporter.ts';

const POD = ['namespace', 'pod', 'uid'] as const;
const CONTAINER = [...POD, 'container'] as const;

/** kube-state-metrics: the state of the API's objects. */
export const KUBE_STATE = defineExporter({
  name: 'kube-state-metrics',
  version: '2.14.0',
  source: 'https://github.com/kubernetes/kube-state-metrics/tree/v2.14.0/docs/metrics',
  metrics: {
    kube_node_info: {
      type: 'gauge',
      labels: ['node', 'kernel_version', 'os_image', 'container_runtime_version', 'kubelet_version', 'internal_ip'],
    },
    kube_node_status_condition: {
      type: 'gauge',
      labels: ['node', 'condition', 'status'],
      values: { status: ['true', 'false', 'unknown'] },
    },
    kube_node_status_allocatable: { type: 'gauge', labels: ['node', 'resource', 'unit'] },
    kube_pod_info: {
      type: 'gauge',
      labels: [...POD, 'host_ip', 'pod_ip', 'node', 'created_by_kind', 'created_by_name', 'priority_class', 'host_network'],
    },
    kube_pod_owner: { type: 'gauge', labels: [...POD, 'owner_kind', 'owner_name', 'owner_is_controller'] },
    kube_pod_status_phase: {
      type: 'gauge',
      labels: [...POD, 'phase'],
      values: { phase: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] },
    },
    kube_pod_status_ready: { type: 'gauge', labels: [...POD, 'condition'], values: { condition: ['true', 'false', 'unknown'] } },
    kube_pod_status_reason: {
      type: 'gauge',
      labels: [...POD, 'reason'],
      values: { reason: ['Evicted', 'NodeAffinity', 'NodeLost', 'Shutdown', 'UnexpectedAdmissionError'] },
    },
    kube_pod_container_status_restarts_total: { type: 'counter', labels: CONTAINER },
    kube_pod_container_status_waiting_reason: { type: 'gauge', labels: [...CONTAINER, 'reason'] },
    kube_pod_container_status_last_terminated_reason: { type: 'gauge', labels: [...CONTAINER, 'reason'] },
    kube_pod_container_resource_requests: { type: 'gauge', labels: [...CONTAINER, 'node', 'resource', 'unit'] },
    kube_pod_container_resource_limits: { type: 'gauge', labels: [...CONTAINER, 'node', 'resource', 'unit'] },
    kube_deployment_spec_replicas: { type: 'gauge', labels: ['namespace', 'deployment'] },
    kube_deployment_status_replicas_available: { type: 'gauge', labels: ['namespace', 'deployment'] },
    kube_statefulset_replicas: { type: 'gauge', labels: ['namespace', 'statefulset'] },
    kube_statefulset_status_replicas_ready: { type: 'gauge', labels: ['namespace', 'statefulset'] },
    kube_daemonset_status_desired_number_scheduled: { type: 'gauge', labels: ['namespace', 'daemonset'] },
    kube_daemonset_status_number_ready: { type: 'gauge', labels: ['namespace', 'daemonset'] },
    kube_horizontalpodautoscaler_spec_max_replicas: { type: 'gauge', labels: ['namespace', 'horizontalpodautoscaler'] },
    kube_horizontalpodautoscaler_status_current_replicas: { type: 'gauge', labels: ['namespace', 'horizontalpodautoscaler'] },
    kube_horizontalpodautoscaler_status_desired_replicas: { type: 'gauge', labels: ['namespace', 'horizontalpodautoscaler'] },
    kube_job_status_failed: { type: 'gauge', labels: ['namespace', 'job_name', 'reason'] },
    kube_cronjob_status_last_successful_time: { type: 'gauge', unit: 'seconds', labels: ['namespace', 'cronjob'] },
    kube_persistentvolumeclaim_status_phase: {
      type: 'gauge',
      labels: ['namespace', 'persistentvolumeclaim', 'phase'],
      values: { phase: ['Lost', 'Bound', 'Pending'] },
    },
  },
});
