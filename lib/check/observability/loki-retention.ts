import { at, itemsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { durationSeconds } from './expression.ts';
import { partPath, type Shape } from './shapes.ts';

/** Why Loki does not delete what its configuration says it should, or does not start for it. */
export function* lokiRetentionFaults(shape: Shape): Iterable<Issue> {
  yield* retention(shape);
  yield* shortest(shape);
  yield* schema(shape);
}

function* retention(shape: Shape): Iterable<Issue> {
  const { content } = shape;
  const written = textAt(content, 'limits_config.retention_period');
  const enabled = at(content, 'compactor.retention_enabled');
  const old = at(content, 'table_manager.retention_deletes_enabled') === true;
  if (written !== undefined && (durationSeconds(written) ?? 1) > 0 && enabled !== true && enabled !== 'true' && !old) {
    yield {
      path: partPath(shape, 'limits_config', 'retention_period'),
      message: `retention_period is ${written}, and compactor.retention_enabled is ${enabled === undefined ? 'not set' : JSON.stringify(enabled)}`,
      why: 'Loki deletes nothing: logs are kept until the disk is full, and then it stops.',
      fix: 'Set compactor.retention_enabled: true, with delete_request_store from Loki 3 on.',
    };
  }
  if (written === undefined && onOwnDisk(content) && !/retention|delete_request/.test(JSON.stringify(content)))
    yield {
      path: partPath(shape),
      severity: 'warning',
      message: 'logs are kept for ever: nothing sets a retention, and they are on a disk',
      why: 'Loki deletes nothing by default: logs are kept until the disk is full, and then it takes no more.',
      fix: 'Set limits_config.retention_period and compactor.retention_enabled: true, with delete_request_store from Loki 3 on.',
    };
  const table = textAt(content, 'table_manager.retention_period');
  const tableOff = at(content, 'table_manager.retention_deletes_enabled') !== true;
  if (table !== undefined && (durationSeconds(table) ?? 1) > 0 && tableOff && enabled !== true)
    yield {
      path: partPath(shape, 'table_manager', 'retention_period'),
      message: `table_manager.retention_period is ${table}, and retention_deletes_enabled is not true`,
      why: 'Loki deletes nothing: logs are kept until the disk is full.',
      fix: 'Set retention_deletes_enabled: true, or use the compactor.',
    };
}

function onOwnDisk(content: unknown): boolean {
  return itemsAt(content, 'schema_config.configs').some((each) => textAt(each, 'object_store') === 'filesystem');
}

/** @see https://grafana.com/docs/loki/latest/operations/storage/retention/#retention-configuration */
const SHORTEST = 86_400;

/** Loki keeps nothing for less than a day, and refuses to be told so of single streams. */
function* shortest(shape: Shape): Iterable<Issue> {
  const { content } = shape;
  for (const [index, each] of itemsAt(content, 'limits_config.retention_stream').entries()) {
    const period = textAt(each, 'period');
    const seconds = durationSeconds(period);
    if (seconds === undefined || seconds >= SHORTEST) continue;
    yield {
      path: partPath(shape, 'limits_config', 'retention_stream', index),
      severity: 'error',
      message: `logs of ${textAt(each, 'selector') ?? 'a stream'} are to be kept for ${period ?? ''}, and 24h is the least`,
      why: 'Loki does not start: "retention period must be >= 24h".',
      fix: 'Set period: 24h or more.',
    };
  }
  const period = textAt(content, 'limits_config.retention_period');
  const seconds = durationSeconds(period) ?? 0;
  if (seconds > 0 && seconds < SHORTEST && at(content, 'compactor.retention_enabled') === true)
    yield {
      path: partPath(shape, 'limits_config', 'retention_period'),
      message: `retention_period is ${period ?? ''}, and 24h is the least`,
      why: 'Loki deletes by the day of its index: logs stay longer than is meant, and the disk is too small for them.',
      fix: 'Set retention_period: 24h or more.',
    };
}

function* schema(shape: Shape): Iterable<Issue> {
  const configs = itemsAt(shape.content, 'schema_config.configs');
  const dates = configs.map((each) => textAt(each, 'from')?.slice(0, 10) ?? '');
  const late = dates.findIndex((date, index) => index > 0 && date !== '' && date <= (dates[index - 1] ?? ''));
  if (late > 0 && dates.every((date) => /^\d{4}-\d\d-\d\d$/.test(date)))
    yield {
      path: partPath(shape, 'schema_config', 'configs', late),
      severity: 'error',
      message: `the schema from ${dates[late] ?? ''} stands behind the one from ${dates[late - 1] ?? ''}`,
      why: 'Loki refuses a schema that does not go forward in time.',
      fix: 'Order the schemas by date, the newest last.',
    };
  const last = configs.at(-1);
  const structured = at(shape.content, 'limits_config.allow_structured_metadata') === true;
  if (last !== undefined && structured && (textAt(last, 'store') !== 'tsdb' || !/^v1[3-9]$/.test(textAt(last, 'schema') ?? '')))
    yield {
      path: partPath(shape, 'limits_config', 'allow_structured_metadata'),
      severity: 'error',
      message: `structured metadata needs schema v13 with tsdb, and the last schema is ${textAt(last, 'schema') ?? 'none'} with ${textAt(last, 'store') ?? 'no store'}`,
      why: 'Loki refuses its configuration and does not start.',
      fix: 'Add a schema v13 with store tsdb, or set allow_structured_metadata: false.',
    };
  const store = textAt(last, 'store');
  if (store === 'tsdb' && textAt(last, 'index.period') !== undefined && textAt(last, 'index.period') !== '24h')
    yield {
      path: partPath(shape, 'schema_config', 'configs', configs.length - 1),
      message: `the index period is ${textAt(last, 'index.period') ?? ''}, and retention works with 24h only`,
      severity: at(shape.content, 'compactor.retention_enabled') === true ? 'error' : 'info',
      why: 'The compactor refuses to delete by such an index.',
      fix: 'Set index.period: 24h.',
    };
}
