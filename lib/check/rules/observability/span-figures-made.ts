import { QUERY_KINDS, selectionsIn } from '../../observability/queries.ts';
import { silentTempo } from '../../observability/span-figures.ts';
import { defineRule } from '../../rule.ts';

/** @see https://grafana.com/docs/tempo/latest/metrics-generator/span_metrics/; …/service_graphs/ */
const OF_SPANS = /^traces_(?:spanmetrics|service_graph)_/;

export const spanFiguresMade = defineRule({
  id: 'span-figures-made',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Figures of spans that queries read are made by Tempo or by a collector.',
  source: 'https://grafana.com/docs/tempo/latest/metrics-generator/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { query, selection } of selectionsIn(world, manifest)) {
      const { metric = '' } = selection;
      const tempo = OF_SPANS.test(metric) ? silentTempo(world) : undefined;
      const key = `${query.path} ${metric}`;
      if (tempo === undefined || said.has(key)) continue;
      said.add(key);
      yield {
        path: query.path,
        message: `${query.name} reads ${metric}, and nothing here makes figures of spans: ${tempo.called} has no metrics generator (${tempo.key})`,
        why: 'There is no such series, however many traces there are: the panel stays empty, and the alert never fires.',
        fix: 'Switch the generator on, with storage.remote_write and the processors service-graphs and span-metrics in overrides, or add a spanmetrics connector to a collector.',
      };
    }
  },
});
