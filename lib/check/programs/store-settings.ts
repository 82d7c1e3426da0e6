/**
 * Settings of stores by their names. They are compared by near misses only, so that a name that is missing here does no harm.
 */

/** @see https://www.postgresql.org/docs/16/runtime-config.html */
export const POSTGRES: ReadonlySet<string> = new Set(
  'allow_system_table_mods application_name archive_command archive_library archive_mode archive_timeout authentication_timeout autovacuum autovacuum_analyze_scale_factor autovacuum_analyze_threshold autovacuum_freeze_max_age autovacuum_max_workers autovacuum_naptime autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold autovacuum_work_mem bgwriter_delay bgwriter_lru_maxpages bonjour checkpoint_completion_target checkpoint_timeout checkpoint_warning client_encoding client_min_messages cluster_name commit_delay commit_siblings config_file constraint_exclusion cpu_index_tuple_cost cpu_operator_cost cpu_tuple_cost cron.database_name data_checksums data_directory datestyle deadlock_timeout default_statistics_target default_tablespace default_text_search_config default_transaction_isolation dynamic_shared_memory_type effective_cache_size effective_io_concurrency enable_partitionwise_aggregate enable_partitionwise_join external_pid_file extra_float_digits fsync full_page_writes hba_file hot_standby hot_standby_feedback huge_pages ident_file idle_in_transaction_session_timeout idle_session_timeout intervalstyle io_method jit lc_messages lc_monetary lc_numeric lc_time listen_addresses lock_timeout log_autovacuum_min_duration log_checkpoints log_connections log_destination log_directory log_disconnections log_duration log_error_verbosity log_file_mode log_filename log_hostname log_line_prefix log_lock_waits log_min_duration_statement log_min_error_statement log_min_messages log_rotation_age log_rotation_size log_statement log_temp_files log_timezone log_truncate_on_rotation logging_collector logical_decoding_work_mem maintenance_io_concurrency maintenance_work_mem max_connections max_files_per_process max_locks_per_transaction max_logical_replication_workers max_parallel_maintenance_workers max_parallel_workers max_parallel_workers_per_gather max_prepared_transactions max_replication_slots max_slot_wal_keep_size max_stack_depth max_standby_archive_delay max_standby_streaming_delay max_sync_workers_per_subscription max_wal_senders max_wal_size max_worker_processes min_parallel_table_scan_size min_wal_size old_snapshot_threshold password_encryption pg_stat_statements.max pg_stat_statements.track port primary_conninfo primary_slot_name random_page_cost recovery_target_time reserved_connections restart_after_crash restore_command search_path seq_page_cost session_preload_libraries shared_buffers shared_memory_type shared_preload_libraries ssl ssl_ca_file ssl_cert_file ssl_ciphers ssl_key_file ssl_min_protocol_version ssl_prefer_server_ciphers standard_conforming_strings statement_timeout stats_temp_directory superuser_reserved_connections synchronous_commit synchronous_standby_names tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval tcp_user_timeout temp_buffers temp_file_limit timezone track_activities track_activity_query_size track_commit_timestamp track_counts track_functions track_io_timing track_wal_io_timing transaction_timeout unix_socket_directories unix_socket_permissions vacuum_cost_delay vacuum_cost_limit vacuum_cost_page_hit wal_buffers wal_compression wal_keep_size wal_level wal_log_hints wal_receiver_timeout wal_recycle wal_segment_size wal_sender_timeout wal_sync_method wal_writer_delay work_mem'.split(
    ' ',
  ),
);

/** @see https://github.com/redis/redis/blob/7.2/redis.conf */
export const REDIS: ReadonlySet<string> = new Set(
  'aclfile acllog-max-len active-defrag-cycle-max active-defrag-cycle-min active-expire-effort activedefrag activerehashing always-show-logo aof-load-truncated aof-rewrite-incremental-fsync aof-timestamp-enabled aof-use-rdb-preamble appenddirname appendfilename appendfsync appendonly auto-aof-rewrite-min-size auto-aof-rewrite-percentage bind bind-source-addr client-output-buffer-limit client-query-buffer-limit cluster-announce-hostname cluster-announce-ip cluster-announce-port cluster-config-file cluster-enabled cluster-migration-barrier cluster-node-timeout cluster-preferred-endpoint-type cluster-replica-no-failover cluster-require-full-coverage crash-log-enabled daemonize databases dbfilename dir dynamic-hz enable-debug-command enable-module-command hash-max-listpack-entries hash-max-listpack-value hz include io-threads io-threads-do-reads jemalloc-bg-thread latency-monitor-threshold latency-tracking lazyfree-lazy-eviction lazyfree-lazy-expire lazyfree-lazy-server-del lazyfree-lazy-user-del lazyfree-lazy-user-flush lfu-decay-time lfu-log-factor list-compress-depth list-max-listpack-size loadmodule logfile loglevel masterauth masteruser maxclients maxmemory maxmemory-clients maxmemory-eviction-tenacity maxmemory-policy maxmemory-samples min-replicas-max-lag min-replicas-to-write no-appendfsync-on-rewrite notify-keyspace-events oom-score-adj pidfile port proc-title-template protected-mode proto-max-bulk-len rdb-del-sync-files rdb-save-incremental-fsync rdbchecksum rdbcompression rename-command repl-backlog-size repl-backlog-ttl repl-disable-tcp-nodelay repl-diskless-load repl-diskless-sync repl-diskless-sync-delay repl-ping-replica-period repl-timeout replica-announce-ip replica-announce-port replica-lazy-flush replica-priority replica-read-only replica-serve-stale-data replicaof requirepass sanitize-dump-payload save sentinel set-max-intset-entries set-proc-title shutdown-timeout slaveof slowlog-log-slower-than slowlog-max-len stop-writes-on-bgsave-error stream-node-max-bytes stream-node-max-entries supervised syslog-enabled syslog-facility syslog-ident tcp-backlog tcp-keepalive timeout tls-auth-clients tls-ca-cert-file tls-cert-file tls-cluster tls-key-file tls-port tls-replication tracking-table-max-keys unixsocket unixsocketperm user zset-max-listpack-entries zset-max-listpack-value'.split(
    ' ',
  ),
);

const SWITCH = ['yes', 'no'];

/** Settings whose values are words of a list. */
export const WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Redis: {
    activedefrag: SWITCH,
    appendfsync: ['always', 'everysec', 'no'],
    appendonly: SWITCH,
    'cluster-enabled': SWITCH,
    loglevel: ['debug', 'verbose', 'notice', 'warning', 'nothing'],
    'maxmemory-policy': [
      'volatile-lru',
      'allkeys-lru',
      'volatile-lfu',
      'allkeys-lfu',
      'volatile-random',
      'allkeys-random',
      'volatile-ttl',
      'noeviction',
    ],
    'protected-mode': SWITCH,
  },
  PostgreSQL: {
    log_statement: ['none', 'ddl', 'mod', 'all'],
    password_encryption: ['scram-sha-256', 'md5'],
    wal_level: ['minimal', 'replica', 'logical'],
  },
};
