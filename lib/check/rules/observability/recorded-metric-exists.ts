import { alertRules } from '../../observability/alert-rules.ts';
import { mixinRecords, toldWithColon } from '../../observability/metric-world.ts';
import { selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const recordedMetricExists = defineRule({
  id: 'recorded-metric-exists',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'A metric with a colon in its name is recorded by a rule.',
  source: 'https://prometheus.io/docs/practices/rules/#naming',
  *check(manifest, world) {
    const records = world.once('records', () => new Set(alertRules(world).flatMap(({ kind, name }) => (kind === 'record' ? [name] : []))));
    const said = new Set<string>();
    for (const { name, path, kind, tree } of queriesIn(world, manifest)) {
      for (const { metric = '' } of tree === undefined ? [] : selections(tree)) {
        if (!metric.includes(':') || toldWithColon(metric) || metric.includes('__variable_') || records.has(metric) || said.has(metric))
          continue;
        const near = nearName(metric, records);
        if (mixinRecords(metric) && world.facts.whole !== true && !isSlip(metric, near)) continue;
        said.add(metric);
        yield {
          path,
          message: `${name} uses ${metric}, which no rule records`,
          severity: alertRules(world).length === 0 && world.facts.whole !== true ? 'info' : kind === 'panel' ? 'warning' : 'error',
          why: 'The series does not exist: the alert never fires, the panel stays empty, and nothing says so.',
          fix:
            near === undefined
              ? `Record it with a rule, {record: ${metric}, expr: …}, or write its query here.`
              : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** One letter more, less or another. */
function isSlip(metric: string, near: string | undefined): boolean {
  return (
    near !== undefined &&
    Math.abs(near.length - metric.length) <= 1 &&
    [...metric].filter((letter, i) => letter !== near[i] && letter !== near[i + 1] && letter !== near[i - 1]).length <= 1
  );
}
