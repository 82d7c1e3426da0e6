import type { LabelMatcher } from '../../../metrics/promql-tree.ts';
import { selections } from '../../observability/expression.ts';
import { clusterSlips, operatedSlips } from '../../observability/operated-slips.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import type { Slip } from '../../observability/query-slips.ts';
import { meshSlips, workloadSlips } from '../../observability/workload-slips.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const queryNamesExist = defineRule({
  id: 'query-names-exist',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Namespaces, workloads, clusters and objects of operators that queries name are there.',
  source:
    'https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics; https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      for (const { metric = '', matchers } of tree === undefined ? [] : selections(tree)) {
        for (const slip of slips(world, metric, matchers)) {
          const message = `${name}: ${slip.message}`;
          if (said.has(message)) continue;
          said.add(message);
          const why = 'The selector finds no series: the alert never fires, and the panel stays empty, whatever happens.';
          yield { path, message, why, fix: slip.fix ?? `Did you mean "${slip.near}"?` };
        }
      }
    }
  },
});

function* slips(world: World, metric: string, matchers: readonly LabelMatcher[]): Iterable<Slip> {
  if (metric.startsWith('istio_')) yield* meshSlips(world, matchers);
  yield* operatedSlips(world, metric, matchers);
  yield* clusterSlips(world, matchers);
  if (/^(kube|container|kubelet_volume)_/.test(metric)) yield* workloadSlips(world, matchers);
}
