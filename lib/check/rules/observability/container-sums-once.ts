import { type Expression, type Selection, selections } from '../../observability/expression.ts';
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
      for (const { operator, body } of tree === undefined ? [] : sums(tree)) {
        const metric = whole(body, METRIC);
        if (metric === undefined || said.has(name) || kind === 'adapter') continue;
        said.add(name);
        yield {
          path,
          message: `${name} ${WORDS[operator] ?? 'sums'} ${metric.metric ?? ''} over everything: for each pod there is a series for each container, and one for the pod`,
          why:
            operator === 'sum'
              ? 'The figure is twice what is used: alerts fire at half of the limit, and pods are made too large.'
              : 'The pod counts as one more container, and so does its pause: the figure is neither that of a container nor that of a pod.',
          fix: 'Add container!="" to the selector.',
        };
      }
    }
  },
});

const WORDS: Readonly<Record<string, string>> = { avg: 'averages', count: 'counts' };

/** A selection that takes the containers of a pod and the pod itself. */
function whole(tree: Expression, metrics: RegExp): Selection | undefined {
  return selections(tree).find(
    ({ metric = '', matchers }) =>
      metrics.test(metric) && !matchers.some(({ label }) => /^(container|container_name|image|name|id)$/.test(label)),
  );
}

interface Sum {
  readonly operator: string;
  readonly body: Expression;
}

/** Sums and means whose series are not told apart by container. */
function* sums(tree: Expression): Iterable<Sum> {
  switch (tree.type) {
    case 'aggregation':
      if (
        /^(sum|avg|count)$/.test(tree.operator) &&
        tree.by?.some((each) => /^(container|id|name|image)$/.test(each)) !== true &&
        tree.without === undefined
      )
        yield { operator: tree.operator, body: tree.body };
      else yield* sums(tree.body);
      return;
    case 'operation':
      // What is twice above and below the line is once.
      if (tree.operator === '/' && whole(tree.left, METRIC) !== undefined && whole(tree.right, /^container_/) !== undefined) return;
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
