import { durationSeconds } from '../../observability/expression.ts';
import { chartValuesIn } from '../../observability/jobs.ts';
import { lokiRetentionFaults } from '../../observability/loki-retention.ts';
import { diskFaults } from '../../observability/prometheus-disk.ts';
import { sizeFaults } from '../../observability/prometheus-settings.ts';
import { operatedSizeFaults } from '../../observability/prometheus-volume.ts';
import { SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const retentionEnforced = defineRule({
  id: 'retention-enforced',
  severity: 'warning',
  kinds: [...SHAPE_KINDS, 'monitoring.coreos.com/v1/Prometheus', 'apps/v1/Deployment', 'apps/v1/StatefulSet'],
  asks: 'A retention that is written down is also carried out.',
  source:
    'https://grafana.com/docs/loki/latest/operations/storage/retention/; https://grafana.com/docs/loki/latest/operations/storage/schema/',
  *check(manifest, world) {
    yield* diskFaults(manifest, world);
    for (const shape of shapesIn(world, manifest, 'loki')) {
      yield* lokiRetentionFaults(shape);
    }
    yield* sizeFaults(manifest);
    if (manifest.object.kind === 'Prometheus') yield* operatedSizeFaults(manifest.object['spec'], 'spec');
    for (const { values, path } of chartValuesIn(world, manifest)) {
      const spec = at(values, 'prometheus.prometheusSpec');
      yield* operatedSizeFaults(spec, `${path}.prometheus.prometheusSpec`);
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
