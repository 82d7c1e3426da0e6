import { type Dashboard, dashboardsIn, sourceType } from '../../observability/dashboards.ts';
import { readQuery } from '../../observability/expression.ts';
import { filled } from '../../observability/queries.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const variableQueryWorks = defineRule({
  id: 'variable-query-works',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A variable of a dashboard asks Prometheus for the values of a label by a selector, which is all that this question takes.',
  source: 'https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-query-variables',
  *check(manifest, world) {
    for (const dashboard of dashboardsIn(world, manifest)) {
      for (const variable of itemsAt(dashboard.content, 'templating.list')) {
        const asked = askedFor(dashboard, variable);
        const problem = asked === undefined ? undefined : problemOf(asked.selector);
        if (asked === undefined || problem === undefined) continue;
        yield {
          path: dashboard.path,
          message: `the variable ${textAt(variable, 'name') ?? ''} of dashboard "${dashboard.title}" asks for label_values(${asked.selector}, ${asked.label}), and ${problem}`,
          why: 'Grafana asks Prometheus for series, which takes selectors and nothing else: "parse error". The list stays empty, and panels that use it find nothing.',
          fix: `Name a metric with matchers, or write query_result(${asked.selector}) with the regex /${asked.label}="([^"]+)"/.`,
        };
      }
    }
  },
});

/** `label_values(metric{…}, label)`, as Grafana takes it apart. @see https://github.com/grafana/grafana/blob/main/packages/grafana-prometheus/src/metric_find_query.ts */
const VALUES = /^\s*label_values\(([\s\S]+),\s*([A-Za-z_]\w*)\s*\)\s*$/;

function askedFor(dashboard: Dashboard, variable: unknown): { readonly selector: string; readonly label: string } | undefined {
  if (textAt(variable, 'type') !== 'query' || sourceType(dashboard, undefined, variable) !== 'prometheus') return undefined;
  const [, selector, label] = VALUES.exec(textAt(variable, 'query') ?? textAt(variable, 'query.query') ?? '') ?? [];
  return selector === undefined || label === undefined ? undefined : { selector: selector.trim(), label };
}

function problemOf(selector: string): string | undefined {
  const read = readQuery(filled(selector));
  // What does not parse may be filled in by somebody else.
  if (read.problem !== undefined || selector.includes('{{')) return undefined;
  const { tree } = read;
  switch (tree.type) {
    case 'selection':
      return tree.range === undefined ? undefined : 'a selector has no range there';
    case 'operation':
      return `an operator (${tree.operator}) is no part of a selector`;
    case 'call':
      return `${tree.name}() is no selector`;
    case 'aggregation':
      return `${tree.operator}() is no selector`;
    default:
      return undefined;
  }
}
