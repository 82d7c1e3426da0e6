import { dashboardsIn, sourceType } from '../../observability/dashboards.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { unscoped } from '../../observability/trace-query.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const traceQueryParses = defineRule({
  id: 'trace-query-parses',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Queries of a panel to Tempo are TraceQL: attributes have their scope.',
  source: 'https://grafana.com/docs/tempo/latest/traceql/construct-traceql-queries/#attribute-fields',
  *check(manifest, world) {
    for (const dashboard of dashboardsIn(world, manifest)) {
      for (const panel of dashboard.panels) {
        for (const target of panel.targets) {
          const query = textAt(target, 'query');
          const isTraceQl = textAt(target, 'queryType') === 'traceql' || sourceType(dashboard, panel, target) === 'tempo';
          const name = query === undefined || !isTraceQl ? undefined : unscoped(query);
          if (name === undefined) continue;
          yield {
            path: dashboard.path,
            message: `panel "${panel.title}" of dashboard "${dashboard.title}" compares ${name} in TraceQL, an attribute without a scope`,
            why: `Tempo answers "parse error: syntax error, unexpected IDENTIFIER": the panel shows an error instead of traces.`,
            fix: `Write span.${name} or resource.${name}, or .${name} for either.`,
          };
        }
      }
    }
  },
});
