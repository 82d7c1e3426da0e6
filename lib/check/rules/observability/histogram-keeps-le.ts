import { type Expression, parts, selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const histogramKeepsLe = defineRule({
  id: 'histogram-keeps-le',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'histogram_quantile() gets buckets with their label le, and a quantile between 0 and 1.',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      for (const part of tree === undefined ? [] : parts(tree)) {
        if (part.type !== 'call' || part.name !== 'histogram_quantile') continue;
        for (const issue of faults(part.args)) {
          const message = `${name}: ${issue.message}`;
          if (said.has(message)) continue;
          said.add(message);
          yield { path, severity: kind === 'panel' ? 'warning' : 'error', ...issue, message };
        }
      }
    }
  },
});

function* faults([quantile, body]: readonly Expression[]): Iterable<Omit<Issue, 'path'>> {
  if (quantile?.type === 'number' && (quantile.value < 0 || quantile.value > 1)) {
    yield {
      message: `the quantile is ${quantile.value}, and lies between 0 and 1`,
      why: 'The answer is infinite, whatever the requests did.',
      fix: quantile.value > 1 && quantile.value <= 100 ? `Write ${quantile.value / 100}.` : 'Write a number between 0 and 1, such as 0.95.',
    };
  }
  if (body === undefined) return;
  const metrics = selections(body).map(({ metric }) => metric ?? '');
  const wrong = metrics.find((metric) => /_(sum|count)$/.test(metric) && !metric.includes(':'));
  if (wrong !== undefined) {
    yield {
      message: `${wrong} has no buckets`,
      why: 'Without buckets there is no quantile: the answer is empty.',
      fix: `Read ${wrong.replace(/_(sum|count)$/, '_bucket')}.`,
    };
    return;
  }
  const bare = metrics.find((metric) => /_(seconds|milliseconds|bytes|duration|size|latency)$/.test(metric) && !metric.includes(':'));
  if (bare !== undefined && asksForLe(body)) {
    yield {
      message: `${bare} is summed by le, and only ${bare}_bucket has that label`,
      why: 'No series of this name has buckets: the answer is empty, and the alert never fires.',
      fix: `Read ${bare}_bucket.`,
    };
    return;
  }
  // A native histogram has its buckets inside, and no label for them.
  if (!metrics.some((metric) => metric.endsWith('_bucket'))) return;
  if (!losesLe(body)) return;
  yield {
    message: 'the label le is aggregated away before histogram_quantile() reads it',
    why: 'The buckets are added up to one number, of which there is no quantile: the answer is empty.',
    fix: 'Keep le: sum by (le) (…).',
  };
}

/** Who sums by le has buckets in mind that are series of their own. */
function asksForLe(body: Expression): boolean {
  return body.type === 'aggregation' && (body.by?.includes('le') === true || asksForLe(body.body));
}

function losesLe(body: Expression): boolean {
  if (body.type === 'aggregation') {
    if (body.operator === 'topk' || body.operator === 'bottomk') return losesLe(body.body);
    if (body.without !== undefined) return body.without.includes('le') || losesLe(body.body);
    const kept = body.by ?? [];
    return !kept.some((label) => label === 'le' || label.startsWith('__variable_')) || losesLe(body.body);
  }
  if (body.type === 'operation') return body.right.type === 'number' && losesLe(body.left);
  if (body.type === 'call') return body.args.some((each) => losesLe(each)) && !body.name.startsWith('label_');
  return false;
}
