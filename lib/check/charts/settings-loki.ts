import { at, itemsAt, numberAt, textAt } from '../read.ts';
import { durationSeconds } from '../observability/expression.ts';
import { off, on, RENDER, type Given, type WrongSetting } from './setting.ts';

/** @see https://github.com/grafana/loki/blob/main/production/helm/loki/templates/validate.yaml */
export function* loki({ values, major }: Given): Iterable<WrongSetting> {
  if (major !== undefined && major < 6) return;
  const mode = textAt(values, 'deploymentMode') ?? (major === undefined || major > 6 ? '' : 'SimpleScalable');
  const storage = textAt(values, 'loki.storage.type') ?? 's3';
  const scaled = ['read', 'write', 'backend'].filter((part) => (numberAt(values, `${part}.replicas`) ?? 3) > 0);
  const single = numberAt(values, 'singleBinary.replicas') ?? 0;
  if (mode === 'SingleBinary' && single > 0 && scaled.length > 0) {
    yield {
      path: 'deploymentMode',
      severity: major === 6 ? 'error' : 'warning',
      message: `deploymentMode is SingleBinary, and ${scaled.join(', ')} still ${scaled.length === 1 ? 'has' : 'have'} replicas (3 by default)`,
      why: RENDER,
      fix: `Set ${scaled.map((part) => `${part}.replicas: 0`).join(', ')}.`,
    };
  }
  if (mode === 'SingleBinary' && single === 0) {
    yield {
      path: at(values, 'singleBinary.replicas') === undefined ? 'deploymentMode' : 'singleBinary.replicas',
      severity: major === 6 ? 'error' : 'warning',
      message: `deploymentMode is SingleBinary with 0 replicas${at(values, 'singleBinary.replicas') === undefined ? ' (the default)' : ''}`,
      why: 'Nothing runs: every push and every query is refused.',
      fix: 'Set singleBinary.replicas: 1.',
    };
  }
  if (/^(SimpleScalable|Distributed)$/.test(mode) && storage === 'filesystem' && !on(values, 'minio.enabled') && single === 0) {
    yield {
      path: 'loki.storage.type',
      severity: 'error',
      message: `deploymentMode ${mode} needs object storage, loki.storage.type is filesystem`,
      why: RENDER,
      fix: 'Set deploymentMode: SingleBinary, or name a bucket.',
    };
  }
  const written = at(values, 'loki.config') ?? at(values, 'loki.structuredConfig') ?? at(values, 'loki.existingSecretForConfig');
  if (
    at(values, 'loki') !== undefined &&
    written === undefined &&
    at(values, 'loki.schemaConfig') === undefined &&
    !on(values, 'loki.useTestSchema')
  ) {
    yield {
      path: 'loki',
      severity: 'error',
      message: 'there is no loki.schemaConfig',
      why: RENDER,
      fix: 'Add loki.schemaConfig with store tsdb and schema v13.',
    };
  }
  if (
    mode === 'SingleBinary' &&
    single === 1 &&
    (numberAt(values, 'loki.commonConfig.replication_factor') ?? 3) > 1 &&
    written === undefined
  ) {
    yield {
      path: 'singleBinary.replicas',
      severity: 'warning',
      message: `one replica cannot hold ${numberAt(values, 'loki.commonConfig.replication_factor') ?? 3} copies (loki.commonConfig.replication_factor)`,
      why: 'Every write waits for more ingesters than there are, and is refused.',
      fix: 'Set loki.commonConfig.replication_factor: 1.',
    };
  }
  yield* lokiConfig(values);
}

/** @see https://grafana.com/docs/loki/latest/setup/upgrade/#300 */
const GONE = [
  'chunk_store_config.max_look_back_period',
  'limits_config.enforce_metric_name',
  'limits_config.max_transfer_retries',
  'ingester.max_transfer_retries',
];

/** What Loki 3 itself refuses at start. */
export function* lokiConfig(values: unknown): Iterable<WrongSetting> {
  const why = 'Loki 3 refuses its configuration: the pods crash in a loop, and logs are lost from then on.';
  if (on(values, 'loki.compactor.retention_enabled') && at(values, 'loki.compactor.delete_request_store') === undefined) {
    yield {
      path: 'loki.compactor.retention_enabled',
      severity: 'error',
      message: 'retention is enabled without loki.compactor.delete_request_store',
      why,
      fix: `Set loki.compactor.delete_request_store: ${textAt(values, 'loki.storage.type') ?? 's3'}.`,
    };
  }
  const period = durationSeconds(textAt(values, 'loki.limits_config.retention_period'));
  if (on(values, 'loki.compactor.retention_enabled') && period !== undefined && period > 0 && period < 86_400) {
    yield {
      path: 'loki.limits_config.retention_period',
      severity: 'error',
      message: `loki.limits_config.retention_period is ${textAt(values, 'loki.limits_config.retention_period') ?? ''}, and Loki keeps a day at least`,
      why,
      fix: 'Set 24h or more.',
    };
  }
  if (at(values, 'loki.compactor.shared_store') !== undefined) {
    yield {
      path: 'loki.compactor.shared_store',
      severity: 'error',
      message: 'Loki 3 has no compactor.shared_store',
      why,
      fix: 'Remove it, and set delete_request_store.',
    };
  }
  for (const key of GONE) {
    const found = ['loki', 'loki.structuredConfig', 'loki.config']
      .map((base) => `${base}.${key}`)
      .find((path) => at(values, path) !== undefined);
    if (found === undefined) continue;
    yield {
      path: found,
      severity: 'error',
      message: `Loki 3 has no ${key}`,
      why,
      fix: 'Remove it; retention is limits_config.retention_period with compactor.retention_enabled.',
    };
  }
  yield* periods(values);
  const latest = itemsAt(values, 'loki.schemaConfig.configs').at(-1);
  const [schema, store] = [textAt(latest, 'schema'), textAt(latest, 'store')];
  if (latest === undefined || off(values, 'loki.limits_config.allow_structured_metadata')) return;
  if ((schema !== undefined && /^v(9|1[0-2])$/.test(schema)) || (store !== undefined && store !== 'tsdb')) {
    yield {
      path: 'loki.schemaConfig',
      severity: 'error',
      message: `the latest schema is ${schema ?? ''} on ${store ?? ''}: structured metadata, which is on by default, needs v13 on tsdb`,
      why,
      fix: 'Add a period with store tsdb and schema v13, or set loki.limits_config.allow_structured_metadata: false.',
    };
  }
}

/** Shortest age at which refusing late lines loses what agents saved during an outage. Unit: seconds. */
const LATE = 12 * 3600;

/**
 * Tables of the index, which are of one day each; those of boltdb-shipper only where nothing comes after them.
 * @see https://github.com/grafana/loki/blob/v3.3.2/pkg/storage/config/schema_config.go
 */
export function* indexPeriods(values: unknown): Iterable<WrongSetting> {
  const configs = itemsAt(values, 'loki.schemaConfig.configs');
  for (const [index, each] of configs.entries()) {
    const [period, store = ''] = [textAt(each, 'index.period'), textAt(each, 'store')];
    const matters = store === 'tsdb' || (store === 'boltdb-shipper' && index === configs.length - 1);
    if (period === undefined || !matters || durationSeconds(period) === 86_400) continue;
    yield {
      path: `loki.schemaConfig.configs[${index}].index.period`,
      severity: 'error',
      message: `the index has tables of ${period}, and ${store} works with 24h only`,
      why: 'Loki refuses its configuration and does not start: the pod crashes in a loop.',
      fix: 'Write period: 24h.',
    };
  }
}

/** Times that contradict what Loki does with them. @see https://grafana.com/docs/loki/latest/operations/storage/tsdb/ */
function* periods(values: unknown): Iterable<WrongSetting> {
  yield* indexPeriods(values);
  const oldest = textAt(values, 'loki.limits_config.reject_old_samples_max_age');
  const seconds = durationSeconds(oldest);
  if (seconds === undefined || seconds >= LATE || seconds === 0 || off(values, 'loki.limits_config.reject_old_samples')) return;
  yield {
    path: 'loki.limits_config.reject_old_samples_max_age',
    severity: 'warning',
    message: `lines that are older than ${oldest ?? ''} are refused`,
    why: 'What agents kept while Loki was away is thrown away when it comes back: the logs of the outage are missing.',
    fix: 'Leave it at a week (168h).',
  };
}
