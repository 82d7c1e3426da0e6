/** All values that a label can take, where upstream fixed them. */
export interface FixedValues {
  readonly metric: RegExp;
  readonly label: string;
  readonly values: readonly string[];
  /** The values in a few words, where there are too many to list. */
  readonly like?: string;
  /** There are others, too: only what differs in its letters' case is told. */
  readonly open?: true;
}

/** What Istio writes for an answer; 0 where the client left before there was one. */
const CODES = ['0', ...Array.from({ length: 500 }, (_, index) => String(100 + index))];

/**
 * kube-state-metrics: https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics;
 * node_exporter: https://github.com/prometheus/node_exporter; Istio: https://istio.io/latest/docs/reference/config/metrics/;
 * Spring Boot: https://docs.spring.io/spring-boot/reference/actuator/metrics.html
 */
export const FIXED: readonly FixedValues[] = [
  { metric: /^kube_pod_status_phase$/, label: 'phase', values: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] },
  { metric: /^kube_(pod_status_ready|pod_status_scheduled)$/, label: 'condition', values: ['true', 'false', 'unknown'] },
  { metric: /^kube_node_status_condition$/, label: 'status', values: ['true', 'false', 'unknown'] },
  { metric: /^kube_persistentvolumeclaim_status_phase$/, label: 'phase', values: ['Pending', 'Bound', 'Lost'] },
  { metric: /^kube_persistentvolume_status_phase$/, label: 'phase', values: ['Pending', 'Available', 'Bound', 'Released', 'Failed'] },
  { metric: /^kube_namespace_status_phase$/, label: 'phase', values: ['Active', 'Terminating'] },
  { metric: /^kube_deployment_status_condition$/, label: 'condition', values: ['Available', 'Progressing', 'ReplicaFailure'] },
  { metric: /^node_cpu_seconds_total$/, label: 'mode', values: ['idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user'] },
  { metric: /^istio_request(s_total|_duration_milliseconds_.*)$/, label: 'reporter', values: ['source', 'destination', 'waypoint'] },
  { metric: /^istio_request(s_total|_duration_milliseconds_.*)$/, label: 'response_code', values: CODES, like: 'single codes such as 503' },
  { metric: /^istio_/, label: 'connection_security_policy', values: ['mutual_tls', 'none', 'unknown'] },
  { metric: /^kube_pod_container_resource_(limits|requests)$/, label: 'unit', values: ['core', 'byte', 'integer'] },
  {
    metric: /^kube_pod_(init_)?container_status_(waiting|terminated|last_terminated)_reason$/,
    label: 'reason',
    open: true,
    values: [
      ...[
        'CrashLoopBackOff',
        'ImagePullBackOff',
        'ErrImagePull',
        'ContainerCreating',
        'CreateContainerConfigError',
        'CreateContainerError',
      ],
      ...['InvalidImageName', 'RunContainerError', 'OOMKilled', 'Completed', 'Error', 'ContainerCannotRun', 'DeadlineExceeded', 'Evicted'],
    ],
  },
  { metric: /^jvm_memory_(used|max|committed)_bytes$/, label: 'area', values: ['heap', 'nonheap'] },
  { metric: /^logback_events_total$/, label: 'level', values: ['trace', 'debug', 'info', 'warn', 'error'] },
  {
    metric: /^http_server_requests_seconds_/,
    label: 'outcome',
    values: ['INFORMATIONAL', 'SUCCESS', 'REDIRECTION', 'CLIENT_ERROR', 'SERVER_ERROR', 'UNKNOWN'],
  },
  // https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
  { metric: /^argocd_app_info$/, label: 'sync_status', values: ['Synced', 'OutOfSync', 'Unknown'] },
  {
    metric: /^argocd_app_info$/,
    label: 'health_status',
    values: ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'],
  },
  { metric: /^argocd_app_sync_total$/, label: 'phase', values: ['Succeeded', 'Failed', 'Error', 'Running', 'Terminating'] },
  // https://cert-manager.io/docs/devops-tips/prometheus-metrics/
  { metric: /^certmanager_certificate_ready_status$/, label: 'condition', values: ['True', 'False', 'Unknown'] },
  // https://external-secrets.io/latest/api/metrics/
  { metric: /^(externalsecret|clustersecretstore|secretstore)_status_condition$/, label: 'status', values: ['True', 'False', 'Unknown'] },
  // https://kyverno.io/docs/monitoring/policy-results-info/
  { metric: /^kyverno_policy_results(_total)?$/, label: 'rule_result', values: ['pass', 'fail', 'warn', 'error', 'skip', 'PASS', 'FAIL'] },
  { metric: /^kube_resourcequota$/, label: 'type', values: ['hard', 'used'] },
  { metric: /^kube_horizontalpodautoscaler_status_condition$/, label: 'status', values: ['true', 'false', 'unknown'] },
  { metric: /^kube_job_status_failed$/, label: 'reason', open: true, values: ['BackoffLimitExceeded', 'DeadlineExceeded', 'Evicted'] },
  { metric: /^ALERTS$/, label: 'alertstate', values: ['pending', 'firing'] },
  { metric: /^longhorn_volume_robustness$/, label: 'state', values: ['unknown', 'healthy', 'degraded', 'faulted'] },
];

/** Labels that people expect of metrics that never had them. https://istio.io/latest/docs/reference/config/metrics/ */
export const NEVER: readonly { readonly metric: RegExp; readonly label: string; readonly now: string }[] = ['status', 'status_code', 'code']
  .map((label) => ({ metric: /^istio_request(s_total|_duration_milliseconds_)/, label, now: 'response_code' }))
  // https://kubernetes.io/docs/reference/instrumentation/metrics/
  .concat([{ metric: /^kubelet_volume_stats_/, label: 'pod', now: 'persistentvolumeclaim' }]);

/** Labels that metrics no longer have, with those that took their place. Kubernetes 1.16 removed them. */
export const GONE: readonly { readonly metric: RegExp; readonly label: string; readonly now: string; readonly since: string }[] = [
  { metric: /^container_(cpu|memory|fs|network|spec|start|last|tasks|processes)/, label: 'pod_name', now: 'pod', since: 'Kubernetes 1.16' },
  {
    metric: /^container_(cpu|memory|fs|network|spec|start|last|tasks|processes)/,
    label: 'container_name',
    now: 'container',
    since: 'Kubernetes 1.16',
  },
  { metric: /^istio_/, label: 'destination_service_host', now: 'destination_service', since: 'Istio 1.5' },
];
