import { at, fields } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { partPath } from './shapes.ts';
import type { RunningStore } from './stores.ts';

/** Sections at the top of each. @see https://grafana.com/docs/tempo/latest/configuration/manifest/ */
const SECTIONS: Readonly<Record<RunningStore['kind'], readonly string[]>> = {
  loki: 'analytics auth_enabled ballast_bytes bloom_build bloom_compactor bloom_gateway chunk_store_config common compactor compactor_grpc_client distributor frontend frontend_worker http_prefix index_gateway ingester ingester_client internal_server kafka_config limits_config memberlist metastore_client operational_config overrides_exporter pattern_ingester profiling querier query_range query_scheduler ruler ruler_storage runtime_config schema_config server shutdown_delay storage_config table_manager target tracing ui'.split(
    ' ',
  ),
  tempo:
    'auth_enabled autocomplete_filtering_enabled block_builder cache compactor distributor enable_go_runtime_metrics http_api_prefix ingest ingester ingester_client internal_server live_store memberlist metrics_generator metrics_generator_client multitenancy_enabled overrides querier query_frontend search_enabled server shutdown_delay storage stream_over_http_enabled target usage_report use_otel_tracer'.split(
      ' ',
    ),
};

/** Keys of former versions. */
const GONE: Readonly<Record<RunningStore['kind'], Readonly<Record<string, string>>>> = {
  loki: {
    table_manager: 'limits_config.retention_period and compactor.retention_enabled take its place',
    boltdb_shipper: 'storage_config has it',
  },
  tempo: { search_enabled: 'search is always on since 2.0', metrics_generator_enabled: 'metrics_generator and overrides switch it on' },
};

/** Keys that people put where they are not read, and where they are. */
const PLACES: Readonly<Record<string, string>> = {
  receivers: 'distributor.receivers',
  compaction: 'compactor.compaction',
  block_retention: 'compactor.compaction.block_retention',
  trace: 'storage.trace',
  retention_period: 'limits_config.retention_period',
  retention_enabled: 'compactor.retention_enabled',
  http_listen_port: 'server.http_listen_port',
  grpc_listen_port: 'server.grpc_listen_port',
  'compactor.block_retention': 'compactor.compaction.block_retention',
  'ingester.block_retention': 'compactor.compaction.block_retention',
  'storage.trace.block_retention': 'compactor.compaction.block_retention',
  'compactor.retention_period': 'limits_config.retention_period',
  'common.auth_enabled': 'auth_enabled',
  'server.auth_enabled': 'auth_enabled',
  'limits_config.retention_enabled': 'compactor.retention_enabled',
};

const NAMES: Readonly<Record<RunningStore['kind'], string>> = { loki: 'Loki', tempo: 'Tempo' };
const STRICT = 'It refuses a file with a key that it does not know: the pod crashes in a loop.';

/** Keys of a configuration that are not read. Both refuse a file with a key that they do not know. */
export function* keyFaults({ kind, shape }: RunningStore): Iterable<Issue> {
  const content = fields(shape.content);
  for (const key of Object.keys(content)) {
    if (SECTIONS[kind].includes(key)) continue;
    const gone = GONE[kind][key];
    if (gone !== undefined) {
      yield {
        path: partPath(shape),
        message: `${NAMES[kind]} no longer reads ${key}: ${gone}`,
        why: STRICT,
        fix: 'Remove it.',
      };
      continue;
    }
    const place = PLACES[key] ?? nearName(key, SECTIONS[kind]);
    if (place !== undefined && !key.startsWith('x-')) yield unknown(kind, shape, key, place);
  }
  for (const [key, place] of Object.entries(PLACES)) {
    if (key.includes('.') && at(content, key) !== undefined) yield unknown(kind, shape, key, place);
  }
}

function unknown(kind: RunningStore['kind'], shape: RunningStore['shape'], key: string, place: string): Issue {
  return {
    path: partPath(shape),
    message: `${NAMES[kind]} reads no ${key}; there is ${place}`,
    why: STRICT,
    fix: `Write it as ${place}.`,
  };
}
