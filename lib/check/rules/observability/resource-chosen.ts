import { type Expression, selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

/** Metrics that tell of processors, memory and more in one, each in a unit of its own. */
const METRIC =
  /^kube_(?:pod_container_resource_(?:limits|requests)|pod_init_container_resource_(?:limits|requests)|node_status_(?:capacity|allocatable)|resourcequota)$/;

export const resourceChosen = defineRule({
  id: 'resource-chosen',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Sums of what is asked for, allowed or there take one resource, not cores and bytes together.',
  source: 'https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/pod-metrics.md',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      for (const metric of tree === undefined || kind === 'adapter' ? [] : mixed(tree)) {
        if (said.has(name)) continue;
        said.add(name);
        yield {
          path,
          message: `${name} sums ${metric} over all resources`,
          why: 'Cores and bytes are added up: the bytes outweigh all else, and a share of it is always next to nothing.',
          fix: 'Add resource="cpu" or resource="memory" to the selector.',
        };
      }
    }
  },
});

/** Metrics in a sum that keeps their resources together. */
function* mixed(tree: Expression): Iterable<string> {
  switch (tree.type) {
    case 'aggregation':
      if (
        !/^(?:sum|avg|max|min)$/.test(tree.operator) ||
        tree.without !== undefined ||
        tree.by?.some((each) => /^(?:resource|unit)$/.test(each)) === true
      ) {
        yield* mixed(tree.body);
        return;
      }
      for (const { metric = '', matchers } of selections(tree.body))
        if (METRIC.test(metric) && !matchers.some(({ label }) => /^(?:resource|unit)$/.test(label)) && !isJoined(tree.body)) yield metric;
      return;
    case 'operation':
      yield* mixed(tree.left);
      yield* mixed(tree.right);
      return;
    case 'call':
      for (const each of tree.args) yield* mixed(each);
      return;
    case 'subquery':
    case 'shifted':
    case 'negative':
      yield* mixed(tree.body);
      return;
    default:
  }
}

/** What it is joined with may choose the resource. */
function isJoined(tree: Expression): boolean {
  return tree.type === 'operation' && tree.on?.includes('resource') === true;
}
