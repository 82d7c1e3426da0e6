import { alternatives } from '../../../metrics/promql-tree.ts';
import { knownHistogram, setsBounds } from '../../observability/buckets.ts';
import { QUERY_KINDS, selectionsIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

export const histogramBucketExists = defineRule({
  id: 'histogram-bucket-exists',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'A bucket of a well-known histogram that a query picks by le is one that the histogram has.',
  source: 'https://prometheus.io/docs/practices/histograms/#apdex-score; https://opentelemetry.io/docs/specs/semconv/http/http-metrics/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { query, selection } of selectionsIn(world, manifest)) {
      const { metric = '', matchers } = selection;
      const histogram = metric.endsWith('_bucket') ? knownHistogram(metric) : undefined;
      if (histogram === undefined) continue;
      for (const { operator, value } of matchers.filter(({ label }) => label === 'le')) {
        const picked = operator === '=' ? [value] : operator === '=~' ? (alternatives(value) ?? []) : [];
        for (const each of picked) {
          const key = `${query.path} ${query.name} ${metric} ${each}`;
          if (!isMissing(each, histogram.bounds) || said.has(key) || setsBounds(world)) continue;
          said.add(key);
          const near = around(Number(each), histogram.bounds);
          yield {
            path: query.path,
            severity: histogram.isSure(world) ? 'warning' : 'info',
            message: `${query.name} picks the bucket le="${each}" of ${metric}, and next to it ${histogram.source} has ${near.join(' and ')}`,
            why: 'A bucket that nobody counts has no series: the sum lacks a part or is empty, and a share of good requests is too small or missing.',
            fix: `Pick ${near.join(' or ')}, or give the histogram a bucket at ${each}.`,
          };
        }
      }
    }
  },
});

function isMissing(le: string, bounds: readonly number[]): boolean {
  const bound = /^\d+(?:\.\d+)?$/.test(le) ? Number(le) : undefined;
  return bound !== undefined && !bounds.includes(bound);
}

function around(bound: number, bounds: readonly number[]): readonly string[] {
  const below = bounds.filter((each) => each < bound).at(-1);
  return [...(below === undefined ? [] : [String(below)]), String(bounds.find((each) => each > bound) ?? '+Inf')];
}
