import { names } from '../../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { CADVISOR } from '../../../lib/metrics/exporters/kubelet.ts';
import { MYSQLD } from '../../../lib/metrics/exporters/mysqld.ts';
import { BLOG } from '../../namespaces.ts';
import { RECORDED } from '../recording-rules.ts';
import type { Board } from './board.ts';
import { streams } from './log-query.ts';
import { graph, logs, row, stat } from './panels.ts';

const mysql = names(MYSQLD);
const kube = names(KUBE_STATE);
const container = names(CADVISOR);

const PODS = `namespace="${BLOG.name}", pod=~"mysql-.*", container="mysql"`;

/** Connections, query rate and slow queries (seed 002, Grafana). */
export const mysqlBoard: Board = {
  uid: 'mysql',
  title: 'MySQL Dashboard',
  description: 'The database of the board, and whether its last dump is fresh.',
  content: [
    stat('MySQL answers', { unit: 'none', span: 6, query: `min(${mysql.mysql_up})`, description: '1 while the exporter can sign in.' }),
    stat('Up for', { unit: 's', span: 6, query: `max(${mysql.mysql_global_status_uptime})` }),
    stat('Slow queries in 5 minutes', {
      unit: 'none',
      span: 6,
      query: `sum(increase(${mysql.mysql_global_status_slow_queries}[5m]))`,
      warn: 1,
      alarm: 10,
    }),
    stat('Age of the last dump', {
      unit: 's',
      span: 6,
      query: `time() - max(${kube.kube_cronjob_status_last_successful_time}{cronjob="mysql-backup"})`,
      description: 'At most a day of data may be lost.',
      warn: 86_400,
      alarm: 2 * 86_400,
    }),

    row('Connections'),
    graph('Connections', {
      unit: 'none',
      span: 12,
      lines: [
        { query: mysql.mysql_global_status_threads_connected, legend: 'connected' },
        { query: mysql.mysql_global_status_threads_running, legend: 'running' },
        { query: mysql.mysql_global_status_max_used_connections, legend: 'most since the start' },
        { query: mysql.mysql_global_variables_max_connections, legend: 'allowed' },
      ],
    }),
    graph('Refused or broken off', {
      unit: 'ops',
      span: 12,
      lines: [{ query: `rate(${mysql.mysql_global_status_aborted_connects}[5m])`, legend: 'connections' }],
    }),

    row('Queries'),
    graph('Queries', {
      unit: 'ops',
      span: 8,
      lines: [
        { query: `rate(${mysql.mysql_global_status_questions}[5m])`, legend: 'from clients' },
        { query: `rate(${mysql.mysql_global_status_queries}[5m])`, legend: 'all' },
      ],
    }),
    graph('Queries by kind', {
      unit: 'ops',
      span: 8,
      lines: [
        {
          query: `sum by (command) (rate(${mysql.mysql_global_status_commands_total}{command=~"select|insert|update|delete|commit"}[5m]))`,
          legend: '{{command}}',
        },
      ],
    }),
    graph('Slow queries', {
      unit: 'none',
      span: 8,
      lines: [{ query: `increase(${mysql.mysql_global_status_slow_queries}[5m])`, legend: 'in 5 minutes' }],
    }),

    row('Data'),
    graph('Buffer pool', {
      unit: 'none',
      span: 8,
      stacked: true,
      lines: [
        { query: `sum by (state) (${mysql.mysql_global_status_buffer_pool_pages}{state=~"data|free|misc"})`, legend: '{{state}} pages' },
      ],
    }),
    graph('Tables', {
      unit: 'bytes',
      span: 8,
      lines: [{ query: `sum by (schema) (${mysql.mysql_info_schema_table_size})`, legend: '{{schema}}' }],
    }),
    graph('Volume', {
      unit: 'percentunit',
      span: 8,
      max: 1,
      lines: [{ query: `${RECORDED.volume}{persistentvolumeclaim="mysql-pvc"}`, legend: '{{persistentvolumeclaim}}' }],
    }),

    row('Pod'),
    graph('CPU', {
      unit: 'cores',
      span: 8,
      lines: [{ query: `sum by (pod) (rate(${container.container_cpu_usage_seconds_total}{${PODS}}[5m]))`, legend: '{{pod}}' }],
    }),
    graph('Memory', {
      unit: 'bytes',
      span: 8,
      lines: [{ query: `sum by (pod) (${container.container_memory_working_set_bytes}{${PODS}})`, legend: '{{pod}}' }],
    }),
    graph('Network', {
      unit: 'Bps',
      span: 8,
      lines: [
        { query: `rate(${mysql.mysql_global_status_bytes_received}[5m])`, legend: 'received' },
        { query: `rate(${mysql.mysql_global_status_bytes_sent}[5m])`, legend: 'sent' },
      ],
    }),
    logs('Log', { span: 24, query: streams(BLOG.name, 'mysql') }),
  ],
};
