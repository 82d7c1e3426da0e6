import { durationSeconds } from '../../observability/expression.ts';
import { chartValuesIn } from '../../observability/jobs.ts';
import { sizeFaults } from '../../observability/prometheus-settings.ts';
import { partPath, SHAPE_KINDS, shapesIn, type Shape } from '../../observability/shapes.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { quantityOf } from '../../scheduling/sizes.ts';

export const retentionEnforced = defineRule({
  id: 'retention-enforced',
  severity: 'warning',
  kinds: [...SHAPE_KINDS, 'monitoring.coreos.com/v1/Prometheus'],
  asks: 'A retention that is written down is also carried out.',
  source:
    'https://grafana.com/docs/loki/latest/operations/storage/retention/; https://grafana.com/docs/loki/latest/operations/storage/schema/',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'loki')) {
      yield* retention(shape);
      yield* schema(shape);
    }
    yield* sizeFaults(manifest);
    if (manifest.object.kind === 'Prometheus') yield* size(manifest.object['spec'], 'spec');
    for (const { values, path } of chartValuesIn(world, manifest)) {
      const spec = at(values, 'prometheus.prometheusSpec');
      yield* size(spec, `${path}.prometheus.prometheusSpec`);
      const traces = (durationSeconds(textAt(values, 'tempo.retention')) ?? 0) / 86_400;
      if (
        traces >= 3 &&
        at(values, 'tempo.storage.trace.backend') !== undefined &&
        textAt(values, 'tempo.storage.trace.backend') === 'local' &&
        at(values, 'persistence.enabled') !== true
      )
        yield {
          path: `${path}.tempo.retention`,
          message: `Tempo is to keep ${textAt(values, 'tempo.retention') ?? ''} on its own disk, and persistence is not enabled`,
          why: 'Its data stand in the container: each new pod starts with none.',
          fix: 'Set persistence.enabled: true, or send traces to an object store.',
        };
      const storage = at(spec, 'storageSpec') ?? at(spec, 'storage');
      const retained = textAt(spec, 'retention');
      const days = (durationSeconds(retained) ?? 0) / 86_400;
      // Some days fit into the container's own disk; weeks are meant to last.
      if (days >= 7 && spec !== undefined && (storage === undefined || Object.keys(storage as object).length === 0))
        yield {
          path: `${path}.prometheus.prometheusSpec.retention`,
          message: `Prometheus is to keep ${retained ?? ''}, and has no storageSpec`,
          why: 'Its data stand in an emptyDir: each new pod starts with none.',
          fix: 'Add storageSpec.volumeClaimTemplate.',
        };
    }
  },
});

/** Prometheus counts in powers of two; what is being written is not in it. */
function* size(spec: unknown, path: string): Iterable<Issue> {
  const kept = textAt(spec, 'retentionSize');
  const time = textAt(spec, 'retention') ?? '';
  if (/^[1-9]\d*$/.test(time))
    yield {
      path: `${path}.retention`,
      severity: 'error',
      message: `retention is ${time}, without a unit`,
      why: 'The API server refuses the object of the operator: nothing of the change arrives.',
      fix: `Write ${time}d.`,
    };
  const asked = ['storage', 'storageSpec'].flatMap(
    (key) => textAt(spec, `${key}.volumeClaimTemplate.spec.resources.requests.storage`) ?? [],
  )[0];
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGTPE]?)i?B$/.exec(kept ?? '') ?? [];
  const least = number === undefined ? undefined : quantityOf(unit === '' ? number : `${number}${unit}i`);
  const most = quantityOf(asked);
  if (least === undefined || most === undefined || least.compare(most) < 0) return;
  yield {
    path: `${path}.retentionSize`,
    message: `Prometheus is to keep up to ${kept ?? ''}, and its volume has ${asked ?? ''}`,
    why: 'The disk is full before the limit is reached: Prometheus stops writing, and then does not start.',
    fix: 'Set retentionSize to some 80 % of the volume.',
  };
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
