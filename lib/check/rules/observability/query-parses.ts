import { filled, QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { typeProblem } from '../../observability/query-types.ts';
import { usesOtherEngine } from '../../observability/metric-world.ts';
import { defineRule } from '../../rule.ts';

export const queryParses = defineRule({
  id: 'query-parses',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'Queries of alerts, recording rules, panels and autoscalers are PromQL, with a range where a function takes one.',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/basics/',
  *check(manifest, world) {
    if (usesOtherEngine(world)) return;
    for (const { name, path, problem: parsed, tree, sure, kind, written } of queriesIn(world, manifest)) {
      const variable =
        kind === 'alert' || kind === 'record' || kind === 'analysis' || kind === 'scaler'
          ? /\$\{?__(?:rate_interval|interval|range|interval_ms|range_s)\b\}?/.exec(written)?.[0]
          : undefined;
      if (variable !== undefined) {
        yield {
          path,
          message: `${name}: ${variable} is a variable of Grafana, which Prometheus does not know`,
          why:
            kind === 'alert' || kind === 'record'
              ? 'Prometheus refuses the whole file of rules: none of its alerts exists.'
              : 'The query is refused each time.',
          fix: 'Write a time, such as 5m: four times the interval of the scrapes, or more.',
        };
        continue;
      }
      const problem =
        parsed ??
        (tree === undefined || !sure ? undefined : typeProblem(tree, kind === 'alert' || kind === 'record' ? written : filled(written)));
      // What a template fills in later may be anything.
      if (problem === undefined || !sure || kind === 'adapter') continue;
      yield {
        path,
        message: `${name}: ${problem}`,
        severity: kind === 'panel' ? 'warning' : 'error',
        why:
          kind === 'panel'
            ? 'The panel shows an error instead of a graph.'
            : kind === 'alert' || kind === 'record'
              ? 'Prometheus refuses the whole file of rules: none of its alerts exists.'
              : 'The query is refused each time, so the decision that rests on it is never made.',
        fix: 'Correct the query at this place.',
      };
    }
  },
});
