import { type Expression, parts } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const counterReadAsRate = defineRule({
  id: 'counter-read-as-rate',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Counters are read through rate() or increase(), and gauges are not.',
  source:
    'https://prometheus.io/docs/concepts/metric_types/#counter; https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
  *check(manifest, world) {
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      if (tree === undefined) continue;
      for (const part of parts(tree)) {
        const issue = gaugeRated(part) ?? sumRated(part) ?? (kind === 'alert' || kind === 'scaler' ? counterCompared(part) : undefined);
        if (issue !== undefined) yield { path, ...issue, message: `${name}: ${issue.message}` };
      }
    }
  },
});

/** Gauges of well-known exporters whose names leave no doubt. */
const GAUGES =
  /^(up|probe_success|kube_(pod_status_phase|pod_info|deployment_.*replicas.*|statefulset_.*replicas.*)|container_memory_(usage|working_set|rss).*|node_memory_.*_bytes|node_filesystem_.*_bytes|node_load\d+|kubelet_volume_stats_.*|jvm_memory_.*|hikaricp_connections(_active|_pending|_max)?|mysql_global_status_threads_.*)$/;

function gaugeRated(part: Expression): Omit<Issue, 'path'> | undefined {
  if (part.type !== 'call' || !['rate', 'irate', 'increase'].includes(part.name)) return undefined;
  const [body] = part.args;
  const metric = body?.type === 'selection' ? (body.metric ?? '') : '';
  if (!GAUGES.test(metric)) return undefined;
  return {
    message: `${part.name}() reads growth, and ${metric} goes up and down`,
    why: 'Each fall counts as a restart of a counter: the numbers mean nothing.',
    fix: 'Use delta() or deriv(), or the value itself.',
  };
}

/** `rate(sum(x)[5m:])`: a part that starts again looks like a restart of the whole. */
function sumRated(part: Expression): Omit<Issue, 'path'> | undefined {
  if (part.type !== 'call' || !['rate', 'irate', 'increase'].includes(part.name)) return undefined;
  const [body] = part.args;
  const inner = body?.type === 'subquery' ? body.body : undefined;
  if (inner?.type !== 'aggregation' || inner.operator !== 'sum') return undefined;
  return {
    message: `${part.name}() is taken of a sum of counters`,
    why: 'When one of the programs starts again the sum falls, and all that was ever counted is taken for new: a peak that never was.',
    fix: `Take the sum of ${part.name}(), not ${part.name}() of the sum.`,
  };
}

const READING = new Set(['sum', 'max', 'min', 'avg']);

/** A raw counter against a number: true once, then for ever. */
function counterCompared(part: Expression): Omit<Issue, 'path'> | undefined {
  if (part.type !== 'operation' || !['>', '>='].includes(part.operator) || part.bool || part.right.type !== 'number') return undefined;
  let body = part.left;
  while (body.type === 'aggregation' && READING.has(body.operator)) body = body.body;
  if (body.type !== 'selection' || body.range !== undefined) return undefined;
  const metric = body.metric ?? '';
  if (
    !/[a-z]_total$/.test(metric) ||
    metric.includes(':') ||
    /(memory|swap|inodes|capacity|size|space|disk)_?(bytes_)?total$/i.test(metric)
  )
    return undefined;
  return {
    message: `${metric} only grows until its program starts again, and is compared with ${part.right.value} as it is`,
    why: 'Once the counter has passed the number the alert fires until the next restart, whatever happens.',
    fix: `Compare increase(${metric}[15m]) or a rate.`,
  };
}
