import { logLabels } from '../../observability/log-labels.ts';
import { logQueriesIn } from '../../observability/log-queries.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const logLabelKnown = defineRule({
  id: 'log-label-known',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Labels by which a query to Loki selects streams are set by a log collector of the tree.',
  source:
    'https://grafana.com/docs/loki/latest/get-started/labels/; https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.kubernetes/',
  *check(manifest, world) {
    const queries = logQueriesIn(world, manifest);
    const known = queries.length === 0 ? undefined : logLabels(world);
    if (known === undefined) return;
    for (const { name, path, matchers, kind } of queries) {
      // Without a value, a label that is not there is just what is asked for.
      const lost = matchers.find(
        ({ label, operator, value }) => !known.has(label) && (operator === '=' || operator === '=~') && !mayBeEmpty(value),
      );
      if (lost === undefined || lost.label.startsWith('__')) continue;
      const near = nearName(lost.label, known);
      yield {
        path,
        message: `${name} selects streams by ${lost.label}, and no log collector here sets that label; set: ${[...known].sort().join(', ')}`,
        why:
          kind === 'panel' ? 'The panel stays empty, as if nothing were ever logged.' : 'The query finds no line: the alert never fires.',
        fix:
          near === undefined
            ? `Add a relabelling with target_label ${lost.label} to the collector, or read it with a parser behind the braces.`
            : `Did you mean "${near}"?`,
      };
    }
  },
});

function mayBeEmpty(value: string): boolean {
  return value === '' || /^\.\*$|^\(\.\*\)$|__variable_|^\$|\|$|^\|/.test(value);
}
