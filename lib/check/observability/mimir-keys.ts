import { at, fields } from '../read.ts';
import { oneSlip } from '../one-slip.ts';

/** A key of Mimir's configuration that it does not read, and where it is. */
export interface MimirKey {
  readonly key: string;
  readonly place: string;
}

/** Mimir reads its file strictly: a key that it does not know ends it. */
export const MIMIR_ENDS = 'Mimir refuses the whole file: every part of it ends at its start.';

/** @see https://grafana.com/docs/mimir/latest/configure/configuration-parameters/ */
const SECTIONS = [
  ...['target', 'multitenancy_enabled', 'no_auth_tenant', 'shutdown_delay', 'max_separate_metrics_groups_per_user', 'api', 'server'],
  ...['distributor', 'querier', 'ingester_client', 'ingester', 'flusher', 'limits', 'frontend_worker', 'frontend', 'blocks_storage'],
  ...['compactor', 'store_gateway', 'tenant_federation', 'activity_tracker', 'vault', 'ruler', 'ruler_storage', 'alertmanager'],
  ...['alertmanager_storage', 'runtime_config', 'memberlist', 'query_scheduler', 'usage_stats', 'overrides_exporter', 'common'],
  ...['ingest_storage', 'block_builder', 'block_builder_scheduler', 'enable_go_runtime_metrics'],
];

/** Names of limits, for near misses: later versions have more. @see https://github.com/grafana/mimir/blob/main/pkg/util/validation/limits.go */
const LIMITS = [
  ...['request_rate', 'request_burst_size', 'ingestion_rate', 'ingestion_burst_size', 'accept_ha_samples', 'ha_cluster_label'],
  ...['ha_replica_label', 'ha_max_clusters', 'drop_labels', 'max_label_name_length', 'max_label_value_length', 'creation_grace_period'],
  ...['max_label_names_per_series', 'max_metadata_length', 'ingestion_tenant_shard_size', 'max_global_series_per_user'],
  ...['max_global_series_per_metric', 'max_global_metadata_per_user', 'max_global_metadata_per_metric', 'max_global_exemplars_per_user'],
  ...['native_histograms_ingestion_enabled', 'out_of_order_time_window', 'max_fetched_chunks_per_query', 'max_fetched_series_per_query'],
  ...['max_fetched_chunk_bytes_per_query', 'max_query_lookback', 'max_partial_query_length', 'max_total_query_length', 'results_cache_ttl'],
  ...['max_query_parallelism', 'max_labels_query_length', 'max_cache_freshness', 'max_queriers_per_tenant', 'query_sharding_total_shards'],
  ...['ruler_evaluation_delay_duration', 'ruler_tenant_shard_size', 'ruler_max_rules_per_rule_group', 'ruler_max_rule_groups_per_tenant'],
  ...['store_gateway_tenant_shard_size', 'compactor_blocks_retention_period', 'compactor_split_and_merge_shards'],
  ...['compactor_split_groups', 'compactor_tenant_shard_size', 'compactor_partial_block_deletion_delay', 'compactor_block_upload_enabled'],
];

/** What people write as other stores have it, or under the part that it is about. */
const PLACES: Readonly<Record<string, string>> = {
  auth_enabled: 'multitenancy_enabled',
  limits_config: 'limits',
  storage: 'blocks_storage, or common.storage',
  overrides: 'the file of runtime_config (runtimeConfig.overrides in the chart)',
  retention_period: 'limits.compactor_blocks_retention_period',
  'limits.retention_period': 'limits.compactor_blocks_retention_period',
  'limits.blocks_retention_period': 'limits.compactor_blocks_retention_period',
  'compactor.retention_period': 'limits.compactor_blocks_retention_period',
  'compactor.retention_enabled': 'limits.compactor_blocks_retention_period',
  'compactor.compactor_blocks_retention_period': 'limits.compactor_blocks_retention_period',
  'limits.max_series_per_user': 'limits.max_global_series_per_user',
  'limits.max_series_per_metric': 'limits.max_global_series_per_metric',
  'limits.ingestion_rate_mb': 'limits.ingestion_rate, in samples a second',
  'ingester.out_of_order_time_window': 'limits.out_of_order_time_window',
  'blocks_storage.tsdb.out_of_order_time_window': 'limits.out_of_order_time_window',
  'server.multitenancy_enabled': 'multitenancy_enabled',
  'common.multitenancy_enabled': 'multitenancy_enabled',
};

/** Keys that are not read, as far as it is sure; a name of which we know nothing may be one of another version. */
export function* mimirKeys(config: unknown): Iterable<MimirKey> {
  for (const key of Object.keys(fields(config))) {
    if (SECTIONS.includes(key)) continue;
    const place = PLACES[key] ?? oneSlip(key, SECTIONS) ?? (LIMITS.includes(key) ? `limits.${key}` : undefined);
    if (place !== undefined) yield { key, place };
  }
  for (const [key, place] of Object.entries(PLACES)) if (key.includes('.') && at(config, key) !== undefined) yield { key, place };
  for (const key of Object.keys(fields(at(config, 'compactor')))) {
    const limit = `compactor_${key}`;
    if (LIMITS.includes(limit)) yield { key: `compactor.${key}`, place: `limits.${limit}` };
  }
  for (const key of Object.keys(fields(at(config, 'limits')))) {
    const near = LIMITS.includes(key) || PLACES[`limits.${key}`] !== undefined ? undefined : oneSlip(key, LIMITS);
    if (near !== undefined) yield { key: `limits.${key}`, place: `limits.${near}` };
  }
}
