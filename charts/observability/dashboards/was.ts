import { names } from '../../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { SPRING_BOOT } from '../../../lib/metrics/exporters/spring-boot.ts';
import { BLOG } from '../../namespaces.ts';
import type { Board } from './board.ts';
import { streams } from './log-query.ts';
import { graph, logs, row, stat, traces } from './panels.ts';

const spring = names(SPRING_BOOT);
const kube = names(KUBE_STATE);

const WAS = `namespace="${BLOG.name}", app="was"`;

/** JVM heap, threads and garbage collection (seed 002, Grafana), and the way from a slow request to its trace and its log. */
export const wasBoard: Board = {
  uid: 'was',
  title: 'WAS Dashboard',
  description: 'The API: requests, the JVM below them, and the traces and logs of the same time.',
  content: [
    stat('Replicas', {
      unit: 'none',
      span: 6,
      query: `max(${kube.kube_horizontalpodautoscaler_status_current_replicas}{horizontalpodautoscaler="was-hpa"})`,
    }),
    stat('Requests', { unit: 'reqps', span: 6, query: `sum(rate(${spring.http_server_requests_seconds_count}{${WAS}}[5m]))` }),
    stat('Failed requests', {
      unit: 'percentunit',
      span: 6,
      query: `sum(rate(${spring.http_server_requests_seconds_count}{${WAS}, outcome="SERVER_ERROR"}[5m])) / sum(rate(${spring.http_server_requests_seconds_count}{${WAS}}[5m]))`,
      warn: 0.01,
      alarm: 0.1,
    }),
    stat('Fullest heap', {
      unit: 'percentunit',
      span: 6,
      query: `max(sum by (pod) (${spring.jvm_memory_used_bytes}{${WAS}, area="heap"}) / sum by (pod) (${spring.jvm_memory_max_bytes}{${WAS}, area="heap"} > 0))`,
      warn: 0.8,
      alarm: 0.95,
    }),

    row('JVM'),
    graph('Heap', {
      unit: 'bytes',
      span: 8,
      lines: [
        { query: `sum by (pod) (${spring.jvm_memory_used_bytes}{${WAS}, area="heap"})`, legend: '{{pod}} used' },
        { query: `sum by (pod) (${spring.jvm_memory_committed_bytes}{${WAS}, area="heap"})`, legend: '{{pod}} committed' },
      ],
    }),
    graph('Memory outside the heap', {
      unit: 'bytes',
      span: 8,
      lines: [{ query: `sum by (pod) (${spring.jvm_memory_used_bytes}{${WAS}, area="nonheap"})`, legend: '{{pod}}' }],
    }),
    graph('Threads', {
      unit: 'none',
      span: 8,
      lines: [
        { query: `sum by (pod) (${spring.jvm_threads_live_threads}{${WAS}})`, legend: '{{pod}} live' },
        { query: `sum by (pod) (${spring.jvm_threads_daemon_threads}{${WAS}})`, legend: '{{pod}} daemon' },
        { query: `sum by (pod) (${spring.jvm_threads_peak_threads}{${WAS}})`, legend: '{{pod}} most' },
      ],
    }),
    graph('Time in garbage collection', {
      unit: 'percentunit',
      span: 8,
      lines: [{ query: `sum by (pod) (rate(${spring.jvm_gc_pause_seconds_sum}{${WAS}}[5m]))`, legend: '{{pod}}' }],
    }),
    graph('Longest pause', {
      unit: 's',
      span: 8,
      lines: [{ query: `max by (pod) (${spring.jvm_gc_pause_seconds_max}{${WAS}})`, legend: '{{pod}}' }],
    }),
    graph('Allocated', {
      unit: 'Bps',
      span: 8,
      lines: [{ query: `sum by (pod) (rate(${spring.jvm_gc_memory_allocated_bytes_total}{${WAS}}[5m]))`, legend: '{{pod}}' }],
    }),

    row('Requests'),
    graph('Requests by outcome', {
      unit: 'reqps',
      span: 8,
      stacked: true,
      lines: [{ query: `sum by (outcome) (rate(${spring.http_server_requests_seconds_count}{${WAS}}[5m]))`, legend: '{{outcome}}' }],
    }),
    graph('Mean time to answer', {
      unit: 's',
      span: 8,
      lines: [
        {
          query: `sum by (uri) (rate(${spring.http_server_requests_seconds_sum}{${WAS}}[5m])) / sum by (uri) (rate(${spring.http_server_requests_seconds_count}{${WAS}}[5m]) > 0)`,
          legend: '{{uri}}',
        },
      ],
    }),
    graph('Database connections', {
      unit: 'none',
      span: 8,
      lines: [
        { query: `sum by (pod) (${spring.hikaricp_connections_active}{${WAS}})`, legend: '{{pod}} in use' },
        { query: `sum by (pod) (${spring.hikaricp_connections_pending}{${WAS}})`, legend: '{{pod}} waited for' },
      ],
    }),

    row('Traces and logs'),
    traces('Slow traces', { span: 12, query: '{ resource.service.name = "board-was" && duration > 500ms }' }),
    logs('Warnings and errors', { span: 12, query: `${streams(BLOG.name, 'was')} | container="was" |~ "WARN|ERROR"` }),
  ],
};
