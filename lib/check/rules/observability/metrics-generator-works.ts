import { dataSources } from '../../observability/grafanas.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { at, fieldsAt, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const metricsGeneratorWorks = defineRule({
  id: 'metrics-generator-works',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: "Tempo's metrics generator has processors, and a Prometheus to write to.",
  source:
    'https://grafana.com/docs/tempo/latest/metrics-generator/; https://grafana.com/docs/tempo/latest/configuration/#metrics-generator',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'tempo')) {
      const { content } = shape;
      if (at(content, 'metrics_generator') === undefined) continue;
      const lacks = [
        ...(itemsAt(content, 'metrics_generator.storage.remote_write').length === 0 ? ['storage.remote_write'] : []),
        ...(hasProcessors(content) ? [] : ['processors in overrides']),
      ];
      if (lacks.length === 0) continue;
      const links = dataSources(world).filter(({ fields }) =>
        ['serviceMap', 'tracesToMetrics'].some((key) => Object.keys(fieldsAt(fields, `jsonData.${key}`)).length > 0),
      );
      yield {
        path: partPath(shape, 'metrics_generator'),
        message: `metrics_generator is configured without ${lacks.join(' and without ')}`,
        why: `No metric is made of spans${links.length > 0 ? `: the service map of data source ${links[0]?.name ?? ''} stays empty` : ''}.`,
        fix: 'Set storage.remote_write, and overrides.defaults.metrics_generator.processors: [service-graphs, span-metrics].',
      };
    }
  },
});

/** In the form of Tempo 2.3, or the older flat one. */
function hasProcessors(content: unknown): boolean {
  const lists = [
    'overrides.defaults.metrics_generator.processors',
    'overrides.metrics_generator_processors',
    'overrides.metrics_generator.processors',
  ];
  return lists.some((path) => itemsAt(content, path).length > 0) || at(content, 'overrides.per_tenant_override_config') !== undefined;
}
