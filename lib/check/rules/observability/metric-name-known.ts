import { alertRules } from '../../observability/alert-rules.ts';
import { selections } from '../../observability/expression.ts';
import { COMMON, RENAMED } from '../../observability/metric-names.ts';
import { isNext } from '../../one-slip.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const metricNameKnown = defineRule({
  id: 'metric-name-known',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Metrics of well-known exporters are named as these name them today.',
  source:
    'https://github.com/kubernetes/kube-state-metrics/tree/main/docs; https://github.com/prometheus/node_exporter/blob/master/CHANGELOG.md; https://istio.io/latest/docs/reference/config/metrics/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      const metrics = (tree === undefined ? [] : selections(tree)).map(({ metric }) => metric ?? '');
      for (const metric of metrics) {
        if (said.has(metric) || metric.includes(':') || recorded(world).has(metric)) continue;
        const renamed = RENAMED.get(metric);
        // Queries for both the old and the new name serve clusters of both ages.
        if (renamed !== undefined && metrics.includes(renamed.now.replace(/\{.*/, ''))) continue;
        const near = renamed === undefined ? slipOf(metric) : undefined;
        if (renamed === undefined && near === undefined) continue;
        said.add(metric);
        yield {
          path,
          message:
            renamed === undefined
              ? `${name} reads ${metric}, which looks like a slip for ${near ?? ''}`
              : `${name} reads ${metric}, which is called ${renamed.now} since ${renamed.since}`,
          why: 'No exporter tells a metric of this name: the alert never fires, and the panel stays empty.',
          fix: `Write ${renamed?.now ?? near ?? ''}.`,
        };
      }
    }
  },
});

function recorded(world: World): ReadonlySet<string> {
  return world.once('plain records', () => new Set(alertRules(world).flatMap(({ kind, name }) => (kind === 'record' ? [name] : []))));
}

/** Shortest name that is compared: shorter ones are too close to each other. */
const COMPARED = 10;

/** The well-known name that differs in one letter, in two that are swapped, or in the plural of one word. */
function slipOf(metric: string): string | undefined {
  if (metric.length < COMPARED || COMMON.has(metric)) return undefined;
  // A digit is a part of the name: load1, load5.
  return [...COMMON].find((name) => isNext(metric, name) && metric.replace(/\D/g, '') === name.replace(/\D/g, ''));
}
