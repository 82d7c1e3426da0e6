import { KEEP_KINDS, keepsIn, keepsNothing } from '../../observability/kept-names.ts';
import { defineRule } from '../../rule.ts';

export const keptMetricExists = defineRule({
  id: 'kept-metric-exists',
  severity: 'warning',
  kinds: KEEP_KINDS,
  asks: 'Names of metrics that a relabelling keeps are ones that well-known exporters tell.',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#metric_relabel_configs; https://istio.io/latest/docs/reference/config/metrics/',
  *check(manifest, world) {
    for (const { path, regex } of keepsIn(world, manifest)) {
      for (const { part, meant, since } of keepsNothing(regex)) {
        yield {
          path,
          message: `"${part}" keeps no metric: ${since === undefined ? `there is ${meant}` : `what it fits is called ${meant} since ${since}`}`,
          why: 'Everything that is not kept is thrown away after each scrape: the series are missing from then on, and no error tells it.',
          fix: `Keep ${meant} too, or in its place.`,
        };
      }
    }
  },
});
