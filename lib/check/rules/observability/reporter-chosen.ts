import { type Expression, selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const METRIC =
  /^istio_(?:requests_total|(?:request|response)_bytes_(?:sum|count)|request_duration_milliseconds_count|tcp_(?:sent_bytes|received_bytes|connections_opened|connections_closed)_total)$/;

export const reporterChosen = defineRule({
  id: 'reporter-chosen',
  severity: 'info',
  kinds: QUERY_KINDS,
  asks: 'Sums of the figures of a mesh count each request at one of its ends.',
  source: 'https://istio.io/latest/docs/reference/config/metrics/#labels',
  *check(manifest, world) {
    if (manifest.object.kind === 'Config' || injected(world) < 2) return;
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      for (const metric of tree === undefined ? [] : counted(tree)) {
        if (said.has(name)) continue;
        said.add(name);
        yield {
          path,
          message: `${name} sums ${metric} without saying which end reports it`,
          why: 'Between two pods with a sidecar both tell of each request: the figure is twice what there is, and what comes from outside the mesh is counted once.',
          fix: 'Add reporter="destination" (or "source") to the selector.',
        };
      }
    }
  },
});

/** Workloads with a sidecar: only between two of them a request is told twice. */
function injected(world: World): number {
  return world.once(
    'workloads with a sidecar',
    () => world.podTemplates().filter(({ injection, provided }) => injection === 'yes' && !provided).length,
  );
}

/** Metrics that a query sums at both ends. In a share or a quantile it makes no difference. */
function* counted(tree: Expression): Iterable<string> {
  switch (tree.type) {
    case 'operation':
      if (tree.operator === '/') return;
      yield* counted(tree.left);
      yield* counted(tree.right);
      return;
    case 'aggregation':
      if (tree.operator !== 'sum' || tree.by?.includes('reporter') === true || tree.without !== undefined) {
        yield* counted(tree.body);
        return;
      }
      for (const { metric = '', matchers } of selections(tree.body)) {
        // Whatever names an end by its proxy has chosen.
        if (METRIC.test(metric) && !matchers.some(({ label }) => /^(?:reporter|app|pod|job|kubernetes_\w+|namespace)$/.test(label)))
          yield metric;
      }
      return;
    case 'call':
      if (tree.name === 'histogram_quantile') return;
      for (const each of tree.args) yield* counted(each);
      return;
    case 'subquery':
    case 'shifted':
    case 'negative':
      yield* counted(tree.body);
      return;
    default:
  }
}
