import { SHAPE_KINDS, partPath, shapesIn } from '../../observability/shapes.ts';
import { at, fields, fieldsAt, itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** What the charts of the collector bring beside the values. @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/values.yaml */
const CHART = [
  'otlp',
  'jaeger',
  'zipkin',
  'prometheus',
  'batch',
  'memory_limiter',
  'debug',
  'logging',
  'health_check',
  'kubeletstats',
  'filelog',
]
  .concat(['k8sattributes', 'hostmetrics', 'k8s_cluster', 'k8sobjects', 'resourcedetection', 'k8s_events', 'resource', 'signalfx'])
  .concat(['memory_ballast']);

export const pipelinePartsExist = defineRule({
  id: 'pipeline-parts-exist',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Pipelines of an OpenTelemetry collector name receivers, processors and exporters that are configured.',
  source: 'https://opentelemetry.io/docs/collector/configuration/#pipelines',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'otel')) {
      const { content } = shape;
      const brought = ['ConfigMap', 'Config', 'OpenTelemetryCollector'].includes(manifest.object.kind) ? [] : CHART;
      const connectors = Object.keys(fieldsAt(content, 'connectors'));
      const used = new Set<string>();
      for (const [pipeline, parts] of Object.entries(fieldsAt(content, 'service.pipelines'))) {
        for (const list of ['receivers', 'processors', 'exporters'] as const) {
          const own = Object.keys(fieldsAt(content, list));
          const known = [...own, ...(list === 'processors' ? [] : connectors), ...brought];
          for (const name of itemsAt(parts, list).flatMap((each) => text(each) ?? [])) {
            used.add(`${list} ${name}`);
            if (known.includes(name) || /[${}]/.test(name)) continue;
            const near = nearName(name, known);
            yield {
              path: partPath(shape, 'service', 'pipelines', pipeline),
              message: `the pipeline ${pipeline} names ${list.slice(0, -1)} "${name}", which is not configured; configured: ${own.join(', ') || 'none'}`,
              why: 'The collector refuses its configuration and does not start: no signal arrives anywhere.',
              fix: near === undefined ? `Configure it under ${list}.` : `Did you mean "${near}"?`,
            };
          }
        }
        for (const list of ['receivers', 'exporters'] as const) {
          if (Array.isArray(fields(parts)[list]) && itemsAt(parts, list).length > 0) continue;
          if (brought.length > 0) continue;
          yield {
            path: partPath(shape, 'service', 'pipelines', pipeline),
            message: `the pipeline ${pipeline} has no ${list}`,
            why: 'The collector refuses its configuration and does not start.',
            fix: `Name ${list}.`,
          };
        }
      }
      for (const name of brought.length > 0 ? [] : Object.keys(fieldsAt(content, 'exporters'))) {
        if (used.has(`exporters ${name}`) || at(content, 'service.pipelines') === undefined) continue;
        yield {
          path: partPath(shape, 'exporters', name),
          severity: 'info',
          message: `no pipeline uses the exporter "${name}"`,
          why: 'It is configured and never sends anything.',
          fix: 'Name it in a pipeline, or remove it.',
        };
      }
    }
  },
});
