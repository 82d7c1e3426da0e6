import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../../testing/program.ts';
import { lokiConfig } from './loki-config.ts';

// Whether Loki takes the configuration, Loki itself is asked: its own check, without starting it.

const loki = program('loki');
const testWithLoki = loki === undefined ? test.skip : test;

/** The file that the chart makes of our values and its own (chart 6.25.1, `loki.config`). */
function effective({
  auth_enabled,
  commonConfig,
  schemaConfig,
  limits_config,
  compactor,
  analytics,
}: ReturnType<typeof lokiConfig>): object {
  return {
    auth_enabled,
    server: { http_listen_port: 3100, grpc_listen_port: 9095, http_server_read_timeout: '600s', http_server_write_timeout: '600s' },
    pattern_ingester: { enabled: false },
    memberlist: { join_members: ['loki-memberlist'] },
    common: {
      path_prefix: '/var/loki',
      ...commonConfig,
      compactor_address: 'http://loki-stack:3100',
      storage: { filesystem: { chunks_directory: '/var/loki/chunks', rules_directory: '/var/loki/rules' } },
    },
    limits_config: {
      reject_old_samples: true,
      max_cache_freshness_per_query: '10m',
      split_queries_by_interval: '15m',
      query_timeout: '300s',
      volume_enabled: true,
      ...limits_config,
    },
    runtime_config: { file: '/etc/loki/runtime-config/runtime-config.yaml' },
    schema_config: schemaConfig,
    query_range: { align_queries_with_step: true },
    storage_config: {
      boltdb_shipper: { index_gateway_client: { server_address: '' } },
      tsdb_shipper: { index_gateway_client: { server_address: '' } },
      bloom_shipper: { working_directory: '/var/loki/data/bloomshipper' },
      hedging: { at: '250ms', max_per_second: 20, up_to: 3 },
    },
    compactor,
    analytics,
    index_gateway: { mode: 'simple' },
    frontend: { scheduler_address: '', tail_proxy_url: '' },
    frontend_worker: { scheduler_address: '' },
    tracing: { enabled: false },
  };
}

/** What Loki says of a configuration: its exit code and its words. */
function asked(config: object): { readonly code: number | null; readonly says: string } {
  const folder = mkdtempSync(join(tmpdir(), 'loki-'));
  try {
    const file = join(folder, 'config.yaml');
    writeFileSync(file, JSON.stringify(config)); // which is YAML, too
    const { status, stdout, stderr } = spawnSync(loki ?? '', ['-verify-config', `-config.file=${file}`], { encoding: 'utf8' });
    return { code: status, says: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

testWithLoki('loki -verify-config takes what the chart makes of our values', () => {
  const answer = asked(effective(lokiConfig()));

  expect(answer).toMatchObject({ code: 0, says: expect.stringContaining('config is valid') as string });
});

testWithLoki.each<[string, (config: ReturnType<typeof lokiConfig>) => object, string]>([
  [
    'retention without a store for requests to delete',
    ({ compactor, ...rest }) => ({ ...rest, compactor: { retention_enabled: compactor.retention_enabled } }),
    'delete-request-store',
  ],
  [
    'a schema that cannot hold what it stores',
    ({ schemaConfig, ...rest }) => ({
      ...rest,
      schemaConfig: { configs: schemaConfig.configs.map((period) => ({ ...period, schema: 'v12' })) },
    }),
    'schema v13 is required',
  ],
  [
    'a key of an older release',
    (config) => ({ ...config, limits_config: { ...config.limits_config, retention_deletes_enabled: true } }),
    'retention_deletes_enabled',
  ],
])('loki -verify-config refuses %s', (_, broken, word) => {
  const answer = asked(effective(broken(lokiConfig()) as ReturnType<typeof lokiConfig>));

  expect(answer.code).not.toBe(0);
  expect(answer.says).toContain(word);
});

test('logs are kept for a week, and something deletes them (L-04)', () => {
  const { limits_config, compactor } = lokiConfig();

  expect({ limits_config, compactor }).toEqual({
    limits_config: { retention_period: '168h', reject_old_samples_max_age: '168h' },
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
  });
});
