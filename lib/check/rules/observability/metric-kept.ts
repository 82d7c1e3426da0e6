import { droppedMetrics } from '../../observability/dropped.ts';
import { selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

export const metricKept = defineRule({
  id: 'metric-kept',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Metrics that queries read are not dropped after the scrape.',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#metric_relabel_configs; https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack',
  *check(manifest, world) {
    const dropped = droppedMetrics(world);
    const said = new Set<string>();
    for (const { name, path, tree, kind } of dropped.length === 0 ? [] : queriesIn(world, manifest)) {
      for (const { metric = '' } of tree === undefined ? [] : selections(tree)) {
        const by = dropped.find(({ pattern, among }) => among.test(metric) && pattern.test(metric));
        if (by === undefined || said.has(metric)) continue;
        said.add(metric);
        yield {
          path,
          message: `${name} reads ${metric}, which ${by.by} drops`,
          severity: by.sure && kind !== 'panel' ? 'error' : 'warning',
          why: 'The series is thrown away after each scrape: the alert never fires, and the panel stays empty.',
          fix: metric.startsWith('container_spec_memory_limit')
            ? 'Divide by kube_pod_container_resource_limits{resource="memory"} instead, or keep the metric.'
            : 'Keep the metric in the relabelling, or read another.',
        };
      }
    }
  },
});
