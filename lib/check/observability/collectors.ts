import type { Told } from './kube-state.ts';

/** Metrics by the collector of the exporter that shows them, and whether it is on without being asked for. */
type Collectors = readonly (readonly [metric: RegExp, collector: string, on: boolean])[];

/** @see https://github.com/prometheus/mysqld_exporter/blob/v0.16.0/README.md#collector-flags */
const MYSQL: Collectors = [
  [/^mysql_global_status_/, 'global_status', true],
  [/^mysql_global_variables_/, 'global_variables', true],
  [/^mysql_slave_status_/, 'slave_status', true],
  [/^mysql_info_schema_innodb_metrics_/, 'info_schema.innodb_metrics', false],
  [/^mysql_info_schema_table_(rows|size|version)/, 'info_schema.tables', false],
  [/^mysql_info_schema_table_statistics_/, 'info_schema.tablestats', false],
  [/^mysql_info_schema_(processlist|threads)/, 'info_schema.processlist', false],
  [/^mysql_info_schema_user_statistics_/, 'info_schema.userstats', false],
  [/^mysql_info_schema_client_statistics_/, 'info_schema.clientstats', false],
  [/^mysql_perf_schema_table_io_waits_/, 'perf_schema.tableiowaits', false],
  [/^mysql_perf_schema_index_io_waits_/, 'perf_schema.indexiowaits', false],
  [/^mysql_perf_schema_table_lock_waits_/, 'perf_schema.tablelocks', false],
  [/^mysql_perf_schema_events_statements_(?!sum_)/, 'perf_schema.eventsstatements', false],
  [/^mysql_perf_schema_events_waits_/, 'perf_schema.eventswaits', false],
  [/^mysql_perf_schema_file_events_/, 'perf_schema.file_events', false],
  [/^mysql_binlog_/, 'binlog_size', false],
  [/^mysql_heartbeat_/, 'heartbeat', false],
  [/^mysql_engine_innodb_/, 'engine_innodb_status', false],
];

/** @see https://github.com/prometheus/node_exporter/blob/v1.8.2/README.md#collectors */
const NODE: Collectors = [
  [/^node_cpu_seconds_total$/, 'cpu', true],
  [/^node_memory_/, 'meminfo', true],
  [/^node_filesystem_/, 'filesystem', true],
  [/^node_disk_/, 'diskstats', true],
  [/^node_network_(receive|transmit)_/, 'netdev', true],
  [/^node_load\d+$/, 'loadavg', true],
  [/^node_timex_/, 'timex', true],
  [/^node_pressure_/, 'pressure', true],
  [/^node_vmstat_/, 'vmstat', true],
  [/^node_hwmon_/, 'hwmon', true],
  [/^node_systemd_/, 'systemd', false],
  [/^node_processes_/, 'processes', false],
  [/^node_tcp_connection_states$/, 'tcpstat', false],
  [/^node_interrupts_total$/, 'interrupts', false],
  [/^node_ethtool_/, 'ethtool', false],
  [/^node_mountstats_/, 'mountstats', false],
  [/^node_logind_/, 'logind', false],
  [/^node_cgroups_/, 'cgroups', false],
  [/^node_network_route/, 'network_route', false],
];

/** @see https://github.com/prometheus-community/postgres_exporter/blob/v0.16.0/README.md#flags */
const POSTGRES: Collectors = [
  [/^pg_stat_statements_/, 'stat_statements', false],
  [/^pg_stat_wal_receiver_/, 'stat_wal_receiver', false],
  [/^pg_long_running_transactions/, 'long_running_transactions', false],
  [/^pg_postmaster_/, 'postmaster', false],
  [/^pg_stat_bgwriter_/, 'stat_bgwriter', true],
  [/^pg_stat_user_tables_/, 'stat_user_tables', true],
  [/^pg_replication_slot/, 'replication_slot', true],
];

/** Exporters with collectors, by the program of their image: their metrics, and the word before the name of a collector. */
export const EXPORTERS: Readonly<Record<string, { readonly collectors: Collectors; readonly word: string; readonly metric: RegExp }>> = {
  'mysqld-exporter': { collectors: MYSQL, word: 'collect', metric: /^mysql_/ },
  'node-exporter': { collectors: NODE, word: 'collector', metric: /^node_/ },
  'postgres-exporter': { collectors: POSTGRES, word: 'collector', metric: /^pg_/ },
};

/** Why an exporter does not show a metric. */
export function collectorOff(program: string, told: Told, metric: string): string | undefined {
  const exporter = EXPORTERS[program];
  const found = exporter?.collectors.find(([pattern]) => pattern.test(metric));
  if (exporter === undefined || found === undefined) return undefined;
  const [, collector, on] = found;
  const { word } = exporter;
  // Queries of ones own may bring what no collector does, and metrics may come out of files.
  if (told.words.some((each) => /extend\.query-path|^--config\.file|collector\.textfile\.directory/.test(each))) return undefined;
  if (told.words.some((each) => each === `--no-${word}.${collector}` || each === `--${word}.${collector}=false`))
    return `--no-${word}.${collector} switches its collector off`;
  const asked = told.words.some((each) => each === `--${word}.${collector}` || each === `--${word}.${collector}=true`);
  if (asked) return undefined;
  if (told.words.some((each) => each === '--collector.disable-defaults')) return `--collector.disable-defaults switches its collector off`;
  return on ? undefined : `its collector is off without --${word}.${collector}`;
}
