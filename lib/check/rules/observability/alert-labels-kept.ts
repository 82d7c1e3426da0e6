import { nearName } from '../../reference.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { recordedLabels } from '../../observability/recorded.ts';
import { carries, labelsOf } from '../../observability/series-labels.ts';
import { defineRule } from '../../rule.ts';

export const alertLabelsKept = defineRule({
  id: 'alert-labels-kept',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Labels that the text of an alert shows are labels of its query.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating',
  *check(manifest, world) {
    const recorded = recordedLabels(world);
    for (const { path, name, kind, rule, tree } of queriesIn(world, manifest)) {
      if (kind !== 'alert' || rule === undefined || tree === undefined) continue;
      const labels = labelsOf(tree, recorded);
      const shown = [...Object.entries(rule.annotations), ...Object.entries(rule.labels)].flatMap(([key, text]) =>
        [...text.matchAll(/\$labels\.(\w+)|index\s+\$labels\s+"([^"]+)"/g)].map(([, plain, quoted]) => ({
          key,
          label: plain ?? quoted ?? '',
        })),
      );
      const lost = new Map<string, string>();
      for (const { key, label } of shown) {
        // An alert may show a label of its own; the labels of one template are those of the query.
        if (label !== 'alertname' && carries(labels, label) === 'no' && !lost.has(label)) lost.set(label, key);
      }
      for (const [label, key] of lost) {
        const near = nearName(label, labels.names);
        yield {
          path,
          message: `${name} shows {{ $labels.${label} }} in its ${key}; its query keeps ${[...labels.names].sort().join(', ') || 'no label'}`,
          why: 'The text has a hole where it should say what is broken.',
          fix: near === undefined ? `Keep ${label} in the aggregation, or leave it out of the text.` : `Did you mean "${near}"?`,
        };
      }
    }
  },
});
