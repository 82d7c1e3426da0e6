import { dataSources, type DataSource } from '../../observability/grafanas.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { isMadeElsewhere } from '../../observability/span-figures.ts';
import { at, fieldsAt, itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const metricsGeneratorWorks = defineRule({
  id: 'metrics-generator-works',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: "Tempo's metrics generator has processors that exist, and a Prometheus to write to.",
  source:
    'https://grafana.com/docs/tempo/latest/metrics-generator/; https://grafana.com/docs/tempo/latest/configuration/#metrics-generator',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'tempo')) {
      const { content } = shape;
      for (const [place, name] of processors(content)) {
        if (KNOWN.includes(name) || name.includes('{{')) continue;
        const near = nearName(name.replace(/_/g, '-'), KNOWN);
        yield {
          path: partPath(shape, ...place.split('.')),
          severity: 'error',
          message: `${place} names "${name}", which is no processor of Tempo`,
          why: `Tempo refuses its overrides and does not start: "is not a known processor".`,
          fix: near === undefined ? `Write one of ${KNOWN.slice(0, 3).join(', ')}.` : `Did you mean "${near}"?`,
        };
      }
      if (at(content, 'metrics_generator') === undefined) {
        const asking = manifest.object.kind === 'ConfigMap' && !isMadeElsewhere(world) ? dataSources(world).find(asks) : undefined;
        if (asking !== undefined)
          yield {
            path: partPath(shape),
            message: `data source ${asking.name} shows a service map, and Tempo has no metrics_generator that makes its figures`,
            why: 'The map is empty, however many traces there are.',
            fix: 'Configure metrics_generator with storage.remote_write, and overrides.defaults.metrics_generator.processors: [service-graphs, span-metrics].',
          };
        continue;
      }
      const lacks = [
        ...(itemsAt(content, 'metrics_generator.storage.remote_write').length === 0 ? ['storage.remote_write'] : []),
        ...(hasProcessors(content) ? [] : ['processors in overrides']),
      ];
      if (lacks.length === 0) continue;
      const links = dataSources(world).filter(asks);
      yield {
        path: partPath(shape, 'metrics_generator'),
        message: `metrics_generator is configured without ${lacks.join(' and without ')}`,
        why: `No metric is made of spans${links.length > 0 ? `: the service map of data source ${links[0]?.name ?? ''} stays empty` : ''}.`,
        fix: 'Set storage.remote_write, and overrides.defaults.metrics_generator.processors: [service-graphs, span-metrics].',
      };
    }
  },
});

/** @see https://grafana.com/docs/tempo/latest/configuration/#overrides; single figures of span-metrics count as processors, too. */
const KNOWN = [
  'service-graphs',
  'span-metrics',
  'local-blocks',
  'host-info',
  'span-metrics-latency',
  'span-metrics-count',
  'span-metrics-size',
];

/** In the form of Tempo 2.3, or the older flat one. */
const LISTS = [
  'overrides.defaults.metrics_generator.processors',
  'overrides.metrics_generator_processors',
  'overrides.metrics_generator.processors',
];

function processors(content: unknown): readonly (readonly [place: string, name: string])[] {
  return LISTS.flatMap((place) => itemsAt(content, place).map((each) => [place, text(each) ?? ''] as const));
}

function hasProcessors(content: unknown): boolean {
  return processors(content).length > 0 || at(content, 'overrides.per_tenant_override_config') !== undefined;
}

/** A data source that links to figures which are made of spans. */
function asks({ fields }: DataSource): boolean {
  return ['serviceMap', 'tracesToMetrics'].some((key) => Object.keys(fieldsAt(fields, `jsonData.${key}`)).length > 0);
}
