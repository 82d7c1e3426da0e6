import type { World } from '../world.ts';
import { queries } from './queries.ts';
import { labelsOf, type Recorded, type SeriesLabels } from './series-labels.ts';

/** Labels of the metrics that the tree's rules record: those of the query, and those that the rule adds. */
export function recordedLabels(world: World): Recorded {
  return world.once('labels of records', () => {
    const rules = new Map<string, SeriesLabels>();
    const open: SeriesLabels = { names: new Set(), open: true };
    for (const { kind, rule, tree } of queries(world)) {
      if (kind !== 'record' || rule === undefined || tree === undefined) continue;
      const own = labelsOf(tree, (metric) => rules.get(metric) ?? (metric.includes(':') ? open : undefined));
      const before = rules.get(rule.name);
      const names = new Set([...own.names, ...Object.keys(rule.labels), ...(before?.names ?? [])]);
      // Rules of one name may record different labels.
      rules.set(rule.name, {
        names,
        open: own.open || before?.open === true || (before !== undefined && before.names.size !== own.names.size),
      });
    }
    return (metric) => rules.get(metric);
  });
}
