import { lokiConfig } from '../../charts/settings-loki.ts';
import { partPath } from '../../observability/shapes.ts';
import { runningStores, type RunningStore } from '../../observability/stores.ts';
import { at, fieldsAt, fields, itemsAt, numberAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import type { World } from '../../world.ts';

export const storeConfigWorks = defineRule({
  id: 'store-config-works',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'A configuration of Loki or Tempo is one with which its version starts, listens where its pod says, and takes data.',
  source: 'https://grafana.com/docs/loki/latest/configure/; https://grafana.com/docs/tempo/latest/configuration/',
  *check(manifest, world) {
    for (const store of runningStores(world, manifest)) {
      const { kind, shape, version } = store;
      if (kind === 'loki' && (version[0] ?? 0) >= 3) {
        const content = fields(shape.content);
        for (const fault of lokiConfig({ loki: { ...content, schemaConfig: content['schema_config'], storage: { type: 'filesystem' } } })) {
          const message = fault.message.replaceAll('loki.', '');
          yield { ...fault, path: partPath(shape), message, fix: fault.fix.replaceAll('loki.', '') };
        }
      }
      yield* keys(store);
      yield* times(store);
      yield* bucket(store);
      yield* members(store, world);
      yield* port(store);
    }
  },
});

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

/** Both refuse a file with a key that they do not know. */
function* keys({ kind, shape }: RunningStore): Iterable<Issue> {
  const content = fields(shape.content);
  for (const key of Object.keys(content)) {
    if (SECTIONS[kind].includes(key)) continue;
    const gone = GONE[kind][key];
    if (gone !== undefined) {
      yield {
        path: partPath(shape),
        message: `${kind === 'loki' ? 'Loki' : 'Tempo'} no longer reads ${key}: ${gone}`,
        why: 'It refuses a file with a key that it does not know: the pod crashes in a loop.',
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

function unknown(kind: string, shape: RunningStore['shape'], key: string, place: string): Issue {
  return {
    path: partPath(shape),
    message: `${kind === 'loki' ? 'Loki' : 'Tempo'} reads no ${key}; there is ${place}`,
    why: 'It refuses a file with a key that it does not know: the pod crashes in a loop.',
    fix: `Write it as ${place}.`,
  };
}

/** Times that are numbers alone: Loki refuses them, and Tempo reads them as billionths of a second. */
const TIMES: Readonly<Record<RunningStore['kind'], readonly string[]>> = {
  loki: [
    'limits_config.retention_period',
    'limits_config.reject_old_samples_max_age',
    'limits_config.max_query_length',
    'compactor.compaction_interval',
    'compactor.retention_delete_delay',
    'ingester.chunk_idle_period',
    'ingester.max_chunk_age',
  ],
  tempo: [
    'compactor.compaction.block_retention',
    'compactor.compaction.compaction_window',
    'ingester.max_block_duration',
    'ingester.trace_idle_period',
    'storage.trace.blocklist_poll',
  ],
};

function* times({ kind, shape }: RunningStore): Iterable<Issue> {
  for (const key of TIMES[kind]) {
    const value = textAt(shape.content, key);
    if (value === undefined || !/^[1-9]\d*$/.test(value)) continue;
    yield {
      path: partPath(shape),
      message: `${key} is ${value}, a time without a unit`,
      why:
        kind === 'loki'
          ? 'Loki refuses the file: the pod crashes in a loop.'
          : `Tempo takes it for ${value} billionths of a second: what is kept for so long is deleted at once.`,
      fix: `Write ${value}h, or the unit that is meant.`,
    };
  }
}

function* bucket({ kind, shape }: RunningStore): Iterable<Issue> {
  const store = textAt(itemsAt(shape.content, 'schema_config.configs').at(-1), 'object_store') ?? '';
  const cloud = { s3: ['aws', 's3'], aws: ['aws', 's3'], gcs: ['gcs'], azure: ['azure'] }[store];
  if (kind !== 'loki' || cloud === undefined) return;
  const set = ['storage_config', 'common.storage', 'storage_config.object_store'].some((place) =>
    cloud.some((name) => at(shape.content, `${place}.${name}`) !== undefined),
  );
  if (set) return;
  const other = Object.keys(fieldsAt(shape.content, 'common.storage'))[0] ?? Object.keys(fieldsAt(shape.content, 'storage_config'))[0];
  yield {
    path: partPath(shape),
    message: `the schema keeps chunks in ${store}, and no ${cloud.map((name) => `storage_config.${name}`).join(' or ')} says where${other === undefined ? '' : `; there is ${other}`}`,
    why: 'No bucket is known: Loki does not start, or cannot write a chunk.',
    fix: other === 'filesystem' ? 'Set object_store: filesystem.' : `Add storage_config.${cloud[0] ?? ''}.`,
  };
}

/** Copies of a stream, and the pods that could hold them. */
function* members({ shape, pod, whole }: RunningStore, world: World): Iterable<Issue> {
  const copies =
    numberAt(shape.content, 'common.replication_factor') ?? numberAt(shape.content, 'ingester.lifecycler.ring.replication_factor');
  const most = scaleOf(world, pod).max;
  if (!whole || copies === undefined || copies <= most || most === 0) return;
  yield {
    path: partPath(shape),
    message: `replication_factor is ${copies}, and ${pod.owner.object.kind} ${pod.owner.object.metadata.name} has ${most === 1 ? 'one pod' : `${most} pods`}`,
    why: 'Every write waits for more ingesters than there are, and is refused.',
    fix: `Set replication_factor: ${most}.`,
  };
}

function* port({ shape, container, kind }: RunningStore): Iterable<Issue> {
  const written = numberAt(shape.content, 'server.http_listen_port');
  const known = container.ports.map((each) => each.port).filter((each) => !(kind === 'tempo' ? TRACES : NONE).has(each));
  const http =
    container.ports.find(({ name }) => name !== undefined && name.includes('http') && !/otlp|jaeger|zipkin|opencensus/.test(name))?.port ??
    known[0];
  if (written === undefined || http === undefined || container.ports.some((each) => each.port === written)) return;
  yield {
    path: partPath(shape),
    message: `http_listen_port is ${written}, and container "${container.name}" declares ${http}`,
    why: 'Probes and Services ask a port on which nothing listens: the pod never becomes ready.',
    fix: `Set http_listen_port: ${http}, or change the ports of the container and its Service.`,
  };
}

const NONE: ReadonlySet<number> = new Set();
const TRACES: ReadonlySet<number> = new Set([4317, 4318, 9411, 14250, 14268, 6831, 6832, 55678, 55680, 9095]);
