import { type Expression, selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

const METRIC = /^container_(cpu_usage_seconds_total|memory_(working_set_bytes|usage_bytes|rss|cache))$/;

export const containerSumsOnce = defineRule({
  id: 'container-sums-once',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Sums over containers leave out the series that are sums already (container!="").',
  source: 'https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md; seed 003, M26',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      for (const sum of tree === undefined ? [] : sums(tree)) {
        const [metric] = selections(sum).filter(
          ({ metric: called = '', matchers }) =>
            METRIC.test(called) && !matchers.some(({ label }) => /^(container|container_name|image|name|id)$/.test(label)),
        );
        if (metric === undefined || said.has(name) || kind === 'adapter') continue;
        said.add(name);
        yield {
          path,
          message: `${name} sums ${metric.metric ?? ''} over everything: for each pod there is a series for each container, and one for the pod`,
          why: 'The figure is twice what is used: alerts fire at half of the limit, and pods are made too large.',
          fix: 'Add container!="" to the selector.',
        };
      }
    }
  },
});

/** Sums and means whose series are not told apart by container. */
function* sums(tree: Expression): Iterable<Expression> {
  switch (tree.type) {
    case 'aggregation':
      if (
        /^(sum|avg|count)$/.test(tree.operator) &&
        tree.by?.some((each) => /^(container|id|name|image)$/.test(each)) !== true &&
        tree.without === undefined
      )
        yield tree.body;
      else yield* sums(tree.body);
      return;
    case 'operation':
      yield* sums(tree.left);
      yield* sums(tree.right);
      return;
    case 'call':
      for (const each of tree.args) yield* sums(each);
      return;
    case 'subquery':
    case 'shifted':
    case 'negative':
      yield* sums(tree.body);
      return;
    default:
  }
}
