/** Names that metrics had once, with those they have now. */
export const RENAMED: ReadonlyMap<string, { readonly now: string; readonly since: string }> = new Map(
  [
    // https://github.com/falcosecurity/falcosidekick/blob/master/stats_prometheus.go: with a prefix since 2.30, and falco_events before.
    ['falco_events_total', 'falcosecurity_falcosidekick_falco_events_total', 'Falcosidekick 2.30'] as const,
    ['falcosidekick_falco_events_total', 'falcosecurity_falcosidekick_falco_events_total', 'Falcosidekick 2.30'] as const,
    // kube-state-metrics 2.0, https://github.com/kubernetes/kube-state-metrics/blob/main/CHANGELOG.md
    ...['requests', 'limits'].flatMap((what) => [
      [
        `kube_pod_container_resource_${what}_cpu_cores`,
        `kube_pod_container_resource_${what}{resource="cpu"}`,
        'kube-state-metrics 2.0',
      ] as const,
      [
        `kube_pod_container_resource_${what}_memory_bytes`,
        `kube_pod_container_resource_${what}{resource="memory"}`,
        'kube-state-metrics 2.0',
      ] as const,
    ]),
    ...['capacity', 'allocatable'].flatMap((what) => [
      [`kube_node_status_${what}_cpu_cores`, `kube_node_status_${what}{resource="cpu"}`, 'kube-state-metrics 2.0'] as const,
      [`kube_node_status_${what}_memory_bytes`, `kube_node_status_${what}{resource="memory"}`, 'kube-state-metrics 2.0'] as const,
      [`kube_node_status_${what}_pods`, `kube_node_status_${what}{resource="pods"}`, 'kube-state-metrics 2.0'] as const,
    ]),
    ...['spec_max_replicas', 'spec_min_replicas', 'status_current_replicas', 'status_desired_replicas', 'status_condition'].map(
      (what) => [`kube_hpa_${what}`, `kube_horizontalpodautoscaler_${what}`, 'kube-state-metrics 2.0'] as const,
    ),
    // node_exporter 0.16, https://github.com/prometheus/node_exporter/blob/master/CHANGELOG.md
    ['node_cpu', 'node_cpu_seconds_total', 'node_exporter 0.16'],
    ['node_boot_time', 'node_boot_time_seconds', 'node_exporter 0.16'],
    ['node_time', 'node_time_seconds', 'node_exporter 0.16'],
    ...['MemTotal', 'MemFree', 'MemAvailable', 'Buffers', 'Cached', 'SwapTotal', 'SwapFree', 'Active', 'Slab'].map(
      (what) => [`node_memory_${what}`, `node_memory_${what}_bytes`, 'node_exporter 0.16'] as const,
    ),
    ...['size', 'free', 'avail'].map((what) => [`node_filesystem_${what}`, `node_filesystem_${what}_bytes`, 'node_exporter 0.16'] as const),
    ['node_disk_bytes_read', 'node_disk_read_bytes_total', 'node_exporter 0.16'],
    ['node_disk_bytes_written', 'node_disk_written_bytes_total', 'node_exporter 0.16'],
    ['node_network_receive_bytes', 'node_network_receive_bytes_total', 'node_exporter 0.16'],
    ['node_network_transmit_bytes', 'node_network_transmit_bytes_total', 'node_exporter 0.16'],
    // Kubernetes 1.14 to 1.19, https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.14.md
    ['apiserver_request_count', 'apiserver_request_total', 'Kubernetes 1.14'],
    ['apiserver_request_latencies_bucket', 'apiserver_request_duration_seconds_bucket', 'Kubernetes 1.14'],
    ['kubelet_running_pod_count', 'kubelet_running_pods', 'Kubernetes 1.19'],
    ['kubelet_running_container_count', 'kubelet_running_containers', 'Kubernetes 1.19'],
    ['rest_client_request_latency_seconds_bucket', 'rest_client_request_duration_seconds_bucket', 'Kubernetes 1.14'],
    ['etcd_object_counts', 'apiserver_storage_objects', 'Kubernetes 1.22'],
    // Istio 1.5, https://istio.io/latest/docs/reference/config/metrics/
    ['istio_request_count', 'istio_requests_total', 'Istio 1.0'],
    ...['bucket', 'count', 'sum'].map(
      (what) => [`istio_request_duration_seconds_${what}`, `istio_request_duration_milliseconds_${what}`, 'Istio 1.5'] as const,
    ),
    ...['bucket', 'count', 'sum'].map(
      (what) => [`istio_request_duration_${what}`, `istio_request_duration_milliseconds_${what}`, 'Istio 1.5'] as const,
    ),
  ].map(([before = '', now = '', since = '']) => [before, { now, since }] as const),
);

/** Metrics of exporters that most clusters run, for near misses only: what is not here may still exist. */
export const COMMON: ReadonlySet<string> = new Set([
  ...['current_healthy', 'desired_healthy', 'expected_pods', 'pod_disruptions_allowed', 'observed_generation'].map(
    (name) => `kube_poddisruptionbudget_status_${name}`,
  ),
  ...[
    'cpu_usage_seconds_total',
    'cpu_user_seconds_total',
    'cpu_system_seconds_total',
    'cpu_cfs_periods_total',
    'cpu_cfs_throttled_periods_total',
  ]
    .concat([
      'cpu_cfs_throttled_seconds_total',
      'cpu_load_average_10s',
      'fs_inodes_free',
      'fs_inodes_total',
      'fs_io_current',
      'fs_io_time_seconds_total',
    ])
    .concat([
      'fs_limit_bytes',
      'fs_usage_bytes',
      'fs_reads_total',
      'fs_writes_total',
      'fs_reads_bytes_total',
      'fs_writes_bytes_total',
      'last_seen',
    ])
    .concat([
      'memory_cache',
      'memory_failcnt',
      'memory_failures_total',
      'memory_mapped_file',
      'memory_max_usage_bytes',
      'memory_rss',
      'memory_swap',
    ])
    .concat([
      'memory_usage_bytes',
      'memory_working_set_bytes',
      'oom_events_total',
      'processes',
      'sockets',
      'spec_cpu_period',
      'spec_cpu_quota',
    ])
    .concat([
      'spec_cpu_shares',
      'spec_memory_limit_bytes',
      'spec_memory_reservation_limit_bytes',
      'spec_memory_swap_limit_bytes',
      'start_time_seconds',
    ])
    .concat(['threads', 'threads_max', 'tasks_state', 'file_descriptors', 'network_receive_bytes_total', 'network_receive_errors_total'])
    .concat([
      'network_receive_packets_dropped_total',
      'network_receive_packets_total',
      'network_transmit_bytes_total',
      'network_transmit_errors_total',
    ])
    .concat(['network_transmit_packets_dropped_total', 'network_transmit_packets_total'])
    .map((name) => `container_${name}`),
  ...[
    'info',
    'owner',
    'labels',
    'annotations',
    'created',
    'start_time',
    'completion_time',
    'status_phase',
    'status_ready',
    'status_reason',
    'status_scheduled',
  ]
    .concat([
      'status_unschedulable',
      'status_scheduled_time',
      'deletion_timestamp',
      'restart_policy',
      'container_info',
      'container_status_ready',
    ])
    .concat(['container_status_running', 'container_status_terminated', 'container_status_terminated_reason', 'container_status_waiting'])
    .concat(['container_status_waiting_reason', 'container_status_restarts_total', 'container_status_last_terminated_reason'])
    .concat([
      'container_status_last_terminated_exitcode',
      'container_resource_requests',
      'container_resource_limits',
      'container_state_started',
    ])
    .concat(['init_container_status_ready', 'init_container_status_restarts_total', 'init_container_status_waiting_reason'])
    .map((name) => `kube_pod_${name}`),
  ...[
    'spec_replicas',
    'status_replicas',
    'status_replicas_available',
    'status_replicas_unavailable',
    'status_replicas_updated',
    'status_replicas_ready',
  ]
    .concat(['status_observed_generation', 'metadata_generation', 'status_condition', 'spec_paused', 'labels', 'created', 'annotations'])
    .map((name) => `kube_deployment_${name}`),
  ...[
    'replicas',
    'status_replicas',
    'status_replicas_ready',
    'status_replicas_available',
    'status_replicas_current',
    'status_replicas_updated',
  ]
    .concat(['status_observed_generation', 'metadata_generation', 'labels', 'created', 'status_current_revision', 'status_update_revision'])
    .map((name) => `kube_statefulset_${name}`),
  ...[
    'desired_number_scheduled',
    'current_number_scheduled',
    'number_available',
    'number_misscheduled',
    'number_ready',
    'number_unavailable',
  ]
    .concat(['updated_number_scheduled', 'observed_generation'])
    .map((name) => `kube_daemonset_status_${name}`),
  ...[
    'info',
    'labels',
    'created',
    'role',
    'spec_taint',
    'spec_unschedulable',
    'status_allocatable',
    'status_capacity',
    'status_condition',
    'status_addresses',
  ].map((name) => `kube_node_${name}`),
  ...[
    'info',
    'spec_max_replicas',
    'spec_min_replicas',
    'spec_target_metric',
    'status_condition',
    'status_current_replicas',
    'status_desired_replicas',
  ]
    .concat(['labels', 'status_target_metric'])
    .map((name) => `kube_horizontalpodautoscaler_${name}`),
  ...[
    'complete',
    'failed',
    'info',
    'owner',
    'spec_completions',
    'spec_parallelism',
    'status_active',
    'status_completion_time',
    'status_failed',
  ]
    .concat(['status_start_time', 'status_succeeded', 'created', 'labels', 'spec_active_deadline_seconds'])
    .map((name) => `kube_job_${name}`),
  ...[
    'created',
    'info',
    'labels',
    'next_schedule_time',
    'spec_suspend',
    'spec_starting_deadline_seconds',
    'status_active',
    'status_last_schedule_time',
  ]
    .concat(['status_last_successful_time', 'spec_successful_job_history_limit', 'spec_failed_job_history_limit'])
    .map((name) => `kube_cronjob_${name}`),
  ...['info', 'labels', 'access_mode', 'resource_requests_storage_bytes', 'status_phase', 'status_condition', 'created'].map(
    (name) => `kube_persistentvolumeclaim_${name}`,
  ),
  ...['info', 'labels', 'capacity_bytes', 'status_phase', 'claim_ref', 'created'].map((name) => `kube_persistentvolume_${name}`),
  ...['kube_namespace_status_phase', 'kube_namespace_labels', 'kube_namespace_created', 'kube_resourcequota', 'kube_resourcequota_created'],
  ...[
    'kube_service_info',
    'kube_service_labels',
    'kube_service_spec_type',
    'kube_endpoint_address',
    'kube_endpoint_info',
    'kube_ingress_info',
  ],
  ...['used_bytes', 'available_bytes', 'capacity_bytes', 'inodes', 'inodes_free', 'inodes_used', 'health_status_abnormal'].map(
    (name) => `kubelet_volume_stats_${name}`,
  ),
  ...[
    'cpu_seconds_total',
    'load1',
    'load5',
    'load15',
    'memory_MemTotal_bytes',
    'memory_MemFree_bytes',
    'memory_MemAvailable_bytes',
    'memory_Buffers_bytes',
  ]
    .concat(['memory_Cached_bytes', 'memory_SwapTotal_bytes', 'memory_SwapFree_bytes', 'filesystem_size_bytes', 'filesystem_free_bytes'])
    .concat(['filesystem_avail_bytes', 'filesystem_files', 'filesystem_files_free', 'filesystem_readonly', 'filesystem_device_error'])
    .concat([
      'disk_read_bytes_total',
      'disk_written_bytes_total',
      'disk_io_time_seconds_total',
      'disk_io_now',
      'disk_reads_completed_total',
    ])
    .concat(['disk_writes_completed_total', 'network_receive_bytes_total', 'network_transmit_bytes_total', 'network_receive_errs_total'])
    .concat(['network_transmit_errs_total', 'network_receive_drop_total', 'network_transmit_drop_total', 'network_up', 'boot_time_seconds'])
    .concat(['time_seconds', 'uname_info', 'timex_offset_seconds', 'timex_sync_status', 'vmstat_oom_kill', 'vmstat_pgmajfault'])
    .map((name) => `node_${name}`),
  ...[
    'istio_requests_total',
    'istio_request_bytes_bucket',
    'istio_response_bytes_bucket',
    'istio_tcp_sent_bytes_total',
    'istio_tcp_received_bytes_total',
  ],
  ...['istio_tcp_connections_opened_total', 'istio_tcp_connections_closed_total', 'pilot_xds_pushes', 'pilot_total_xds_rejects'],
  ...['bucket', 'count', 'sum'].map((name) => `istio_request_duration_milliseconds_${name}`),
  ...['calls_total', 'size_total', 'latency_bucket', 'latency_count', 'latency_sum'].map((name) => `traces_spanmetrics_${name}`),
  ...[
    'request_total',
    'request_failed_total',
    'request_server_seconds_bucket',
    'request_client_seconds_bucket',
    'unpaired_spans_total',
  ].map((name) => `traces_service_graph_${name}`),
  ...[
    'http_server_requests_seconds_count',
    'http_server_requests_seconds_sum',
    'http_server_requests_seconds_max',
    'http_server_requests_seconds_bucket',
  ],
  ...[
    'jvm_memory_used_bytes',
    'jvm_memory_max_bytes',
    'jvm_memory_committed_bytes',
    'jvm_gc_pause_seconds_count',
    'jvm_gc_pause_seconds_sum',
  ],
  ...[
    'hikaricp_connections_active',
    'hikaricp_connections_idle',
    'hikaricp_connections_pending',
    'hikaricp_connections_max',
    'hikaricp_connections_min',
  ],
  ...['mysql_up', 'mysql_global_status_threads_connected', 'mysql_global_status_threads_running', 'mysql_global_status_slow_queries'],
  ...[
    'mysql_global_status_queries',
    'mysql_global_status_questions',
    'mysql_global_variables_max_connections',
    'mysql_global_status_max_used_connections',
  ],
  ...[
    'probe_success',
    'probe_duration_seconds',
    'probe_http_status_code',
    'probe_ssl_earliest_cert_expiry',
    'probe_dns_lookup_time_seconds',
  ],
  ...[
    'certmanager_certificate_expiration_timestamp_seconds',
    'certmanager_certificate_ready_status',
    'certmanager_certificate_renewal_timestamp_seconds',
  ],
  ...['argocd_app_info', 'argocd_app_sync_total', 'argocd_app_reconcile_bucket'],
  ...[
    'longhorn_volume_actual_size_bytes',
    'longhorn_volume_capacity_bytes',
    'longhorn_volume_robustness',
    'longhorn_volume_state',
    'longhorn_node_status',
  ],
  ...[
    'longhorn_node_storage_capacity_bytes',
    'longhorn_node_storage_usage_bytes',
    'longhorn_disk_capacity_bytes',
    'longhorn_disk_usage_bytes',
  ],
]);
