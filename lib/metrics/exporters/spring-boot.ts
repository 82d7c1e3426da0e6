import { defineExporter } from '../exporter.ts';

const REQUEST = ['error', 'exception', 'method', 'outcome', 'status', 'uri'] as const;
const PAUSE = ['action', 'cause', 'gc'] as const;
const OUTCOMES = { outcome: ['INFORMATIONAL', 'SUCCESS', 'REDIRECTION', 'CLIENT_ERROR', 'SERVER_ERROR', 'UNKNOWN'] } as const;

/** Spring Boot's actuator, path `/actuator/prometheus`, with Micrometer's standard binders. */
export const SPRING_BOOT = defineExporter({
  name: 'Spring Boot actuator',
  version: '3.5.0',
  source: 'https://docs.spring.io/spring-boot/3.5/reference/actuator/metrics.html#actuator.metrics.supported',
  metrics: {
    process_uptime_seconds: { type: 'gauge', unit: 'seconds' },
    process_cpu_usage: { type: 'gauge' },
    jvm_memory_used_bytes: { type: 'gauge', unit: 'bytes', labels: ['area', 'id'], values: { area: ['heap', 'nonheap'] } },
    jvm_memory_committed_bytes: { type: 'gauge', unit: 'bytes', labels: ['area', 'id'], values: { area: ['heap', 'nonheap'] } },
    jvm_memory_max_bytes: { type: 'gauge', unit: 'bytes', labels: ['area', 'id'], values: { area: ['heap', 'nonheap'] } },
    jvm_threads_live_threads: { type: 'gauge' },
    jvm_threads_daemon_threads: { type: 'gauge' },
    jvm_threads_peak_threads: { type: 'gauge' },
    jvm_threads_states_threads: {
      type: 'gauge',
      labels: ['state'],
      values: { state: ['blocked', 'new', 'runnable', 'terminated', 'timed-waiting', 'waiting'] },
    },
    jvm_gc_pause_seconds_count: { type: 'counter', labels: PAUSE },
    jvm_gc_pause_seconds_sum: { type: 'counter', unit: 'seconds', labels: PAUSE },
    jvm_gc_pause_seconds_max: { type: 'gauge', unit: 'seconds', labels: PAUSE },
    jvm_gc_memory_allocated_bytes_total: { type: 'counter', unit: 'bytes' },
    jvm_gc_memory_promoted_bytes_total: { type: 'counter', unit: 'bytes' },
    jvm_gc_live_data_size_bytes: { type: 'gauge', unit: 'bytes' },
    http_server_requests_seconds_count: { type: 'counter', labels: REQUEST, values: OUTCOMES },
    http_server_requests_seconds_sum: { type: 'counter', unit: 'seconds', labels: REQUEST, values: OUTCOMES },
    http_server_requests_seconds_max: { type: 'gauge', unit: 'seconds', labels: REQUEST, values: OUTCOMES },
    hikaricp_connections: { type: 'gauge', labels: ['pool'] },
    hikaricp_connections_active: { type: 'gauge', labels: ['pool'] },
    hikaricp_connections_pending: { type: 'gauge', labels: ['pool'] },
    hikaricp_connections_max: { type: 'gauge', labels: ['pool'] },
    logback_events_total: { type: 'counter', labels: ['level'], values: { level: ['trace', 'debug', 'info', 'warn', 'error'] } },
  },
});
