import { defineExporter } from '../exporter.ts';

/**
 * mysqld_exporter with its default collectors and those of seed 002, mysql-exporter.
 * `SHOW GLOBAL STATUS` values are exposed untyped; those that MySQL documents as ever growing are counters here.
 */
export const MYSQLD = defineExporter({
  name: 'mysqld_exporter',
  version: '0.16.0',
  source: 'https://github.com/prometheus/mysqld_exporter/blob/v0.16.0/collector/global_status.go',
  metrics: {
    mysql_up: { type: 'gauge' },
    mysql_version_info: { type: 'gauge', labels: ['innodb_version', 'version', 'version_comment'] },
    mysql_global_status_uptime: { type: 'gauge', unit: 'seconds' },
    mysql_global_status_threads_connected: { type: 'gauge' },
    mysql_global_status_threads_running: { type: 'gauge' },
    mysql_global_status_max_used_connections: { type: 'gauge' },
    mysql_global_status_aborted_connects: { type: 'counter' },
    mysql_global_status_queries: { type: 'counter' },
    mysql_global_status_questions: { type: 'counter' },
    mysql_global_status_slow_queries: { type: 'counter' },
    mysql_global_status_bytes_received: { type: 'counter', unit: 'bytes' },
    mysql_global_status_bytes_sent: { type: 'counter', unit: 'bytes' },
    mysql_global_status_commands_total: { type: 'counter', labels: ['command'] },
    mysql_global_status_innodb_row_ops_total: { type: 'counter', labels: ['operation'] },
    mysql_global_status_buffer_pool_pages: { type: 'gauge', labels: ['state'], values: { state: ['data', 'dirty', 'free', 'misc'] } },
    mysql_global_variables_max_connections: { type: 'gauge' },
    mysql_global_variables_long_query_time: { type: 'gauge', unit: 'seconds' },
    mysql_global_variables_innodb_buffer_pool_size: { type: 'gauge', unit: 'bytes' },
    mysql_info_schema_table_size: {
      type: 'gauge',
      unit: 'bytes',
      labels: ['schema', 'table', 'component'],
      values: { component: ['data_length', 'index_length', 'data_free'] },
    },
    mysql_info_schema_table_rows: { type: 'gauge', labels: ['schema', 'table'] },
    mysql_perf_schema_table_io_waits_total: {
      type: 'counter',
      labels: ['schema', 'name', 'operation'],
      values: { operation: ['fetch', 'insert', 'update', 'delete'] },
    },
    mysql_perf_schema_table_io_waits_seconds_total: {
      type: 'counter',
      unit: 'seconds',
      labels: ['schema', 'name', 'operation'],
      values: { operation: ['fetch', 'insert', 'update', 'delete'] },
    },
    mysql_perf_schema_index_io_waits_total: {
      type: 'counter',
      labels: ['schema', 'name', 'index', 'operation'],
      values: { operation: ['fetch', 'insert', 'update', 'delete'] },
    },
  },
});
