import { type Expression, parts } from '../../observability/expression.ts';
import { logQueriesIn } from '../../observability/log-queries.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { logRetention, longestQuery, retention } from '../../observability/retentions.ts';
import { defineRule } from '../../rule.ts';

export const queryRangeKept = defineRule({
  id: 'query-range-kept',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'A rule looks back no further than its Prometheus, or its Loki, keeps what it has.',
  source: 'https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects; seed 004, sections 1 and 10.2',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, range } of logQueriesIn(world, manifest)) {
      const most = longestQuery(world);
      if (most !== undefined && range > most)
        yield {
          path,
          message: `${name} looks back ${days(range)}, and one question to Loki may span ${days(most)} (max_query_length)`,
          why: 'Loki refuses it: "the query time range exceeds the limit".',
          fix: `Look back ${days(most)} or less, or raise limits_config.max_query_length.`,
        };
      const logs = range < DAY ? undefined : logRetention(world);
      if (logs === undefined || range <= logs) continue;
      yield {
        path,
        message: `${name} looks back ${days(range)}, and Loki keeps ${days(logs)}`,
        why: 'What is older is gone: the figure is that of the shorter time.',
        fix: `Look back ${days(logs)} or less, or keep more.`,
      };
    }
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      if (tree === undefined || (kind !== 'alert' && kind !== 'record')) continue;
      const longest = Math.max(0, ...[...parts(tree)].map(rangeOf));
      if (longest < DAY || said.has(name)) continue;
      const kept = retention(world);
      if (kept === undefined || longest <= kept.seconds) continue;
      said.add(name);
      yield {
        path,
        message: `${name} looks back ${days(longest)}, and ${kept.by} keeps ${days(kept.seconds)}`,
        why: 'What is older is gone: the figure is that of the shorter time, and an objective over a month looks met when it is not.',
        fix: `Look back ${days(kept.seconds)} or less, keep more, or let the rule be evaluated where all of it is kept (Thanos, Mimir).`,
      };
    }
  },
});

const DAY = 86_400;

function rangeOf(part: Expression): number {
  return part.type === 'selection' || part.type === 'subquery' ? (part.range ?? 0) : 0;
}

function days(seconds: number): string {
  return `${Math.round((seconds / DAY) * 10) / 10} d`;
}
