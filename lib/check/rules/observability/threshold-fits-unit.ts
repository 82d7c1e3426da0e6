import { type Expression, parts } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn, type Query } from '../../observability/queries.ts';
import { oddThreshold } from '../../observability/thresholds.ts';
import { isPerSecond, unitOf } from '../../observability/units.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const thresholdFitsUnit = defineRule({
  id: 'threshold-fits-unit',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Thresholds and texts of alerts are in the unit of what they compare and show.',
  source:
    'https://prometheus.io/docs/practices/naming/#base-units; https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers',
  *check(manifest, world) {
    for (const query of queriesIn(world, manifest)) {
      if (query.tree === undefined || query.kind !== 'alert') continue;
      for (const part of parts(query.tree)) {
        const odd = part.type === 'operation' ? oddThreshold(part) : undefined;
        if (odd === undefined) continue;
        const why = `The threshold is off by a factor of ${odd.factor}: the alert fires always, or never.`;
        yield { path: query.path, message: `${query.name}: ${odd.said}`, why, fix: odd.fix };
      }
      yield* shown(query, query.tree);
    }
  },
});

/** What the annotations do with the number. */
function* shown({ path, name, rule }: Query, tree: Expression): Iterable<Issue> {
  const unit = unitOf(tree);
  const perSecond = isPerSecond(tree);
  for (const [key, text] of Object.entries(rule?.annotations ?? {})) {
    const said =
      /\$value\s*\|\s*humanizePercentage/.test(text) && unit === 'percent'
        ? 'humanizePercentage multiplies by 100 what is a percentage already'
        : /\$value(\s*\|\s*(humanize|printf\s+"[^"]*"))?\s*\}\}\s*(%|percent)/.test(text) && unit === 'ratio'
          ? 'a ratio between 0 and 1 is shown with a percent sign'
          : /\$value\s*\|\s*humanizeDuration/.test(text) && unit === 'milliseconds'
            ? 'humanizeDuration reads seconds, and the value is in milliseconds'
            : perSecond && /\$value[^}]*\}\}\s+(times|restarts|errors|requests|events|failures)\b(?!\s*(\/|per|a second))/i.test(text)
              ? 'a rate per second is told as a number'
              : undefined;
    if (said === undefined) continue;
    yield {
      path,
      message: `${name}: in its ${key}, ${said}`,
      why: 'The message that wakes somebody names a number a hundred or a thousand times too small or too large.',
      fix:
        unit === 'ratio'
          ? 'Write {{ $value | humanizePercentage }}.'
          : unit === 'percent'
            ? 'Write {{ $value | printf "%.1f" }}%, or leave out the factor 100.'
            : perSecond
              ? 'Write increase() instead of rate(), or say "per second".'
              : 'Divide by 1000 first.',
    };
  }
}
