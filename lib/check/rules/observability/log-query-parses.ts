import { logQueriesIn } from '../../observability/log-queries.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { defineRule } from '../../rule.ts';

export const logQueryParses = defineRule({
  id: 'log-query-parses',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: "Queries to Loki, in rules of its ruler and in panels, are LogQL that selects streams by a label's value.",
  source: 'https://grafana.com/docs/loki/latest/query/log_queries/#log-stream-selector',
  *check(manifest, world) {
    for (const { name, path, problem, matchers, kind } of logQueriesIn(world, manifest)) {
      const empty = matchers.length > 0 && matchers.every(({ operator, value }) => takesAll(operator, value));
      if (problem === undefined && !empty) continue;
      yield {
        path,
        severity: kind === 'panel' ? 'warning' : 'error',
        message: `${name}: ${problem ?? 'no matcher of the stream selector needs a value that is not empty'}`,
        why:
          kind === 'panel'
            ? 'The panel shows an error instead of logs.'
            : 'The ruler refuses the whole file of rules: none of its alerts exists.',
        fix: problem === undefined ? 'Select by a label that has a value, such as namespace=~".+".' : 'Correct the query at this place.',
      };
    }
  },
});

/** Loki refuses a selector that would read every stream there is. */
function takesAll(operator: string, value: string): boolean {
  if (operator === '=') return value === '';
  return operator === '=~' ? /^(\.\*|\(\.\*\)|)$/.test(value) : true;
}
