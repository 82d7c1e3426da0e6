import { dashboardsIn, type Panel } from '../../observability/dashboards.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const panelQueriesFit = defineRule({
  id: 'panel-queries-fit',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Queries of a panel have a letter each, and compare variables of several values by a pattern (=~).',
  source: 'https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-variables-in-queries',
  *check(manifest, world) {
    for (const { path, title, content, panels } of dashboardsIn(world, manifest)) {
      const several = itemsAt(content, 'templating.list').flatMap((each) =>
        at(each, 'multi') === true || at(each, 'includeAll') === true ? (textAt(each, 'name') ?? []) : [],
      );
      const repeated = new Set(itemsAt(content, 'panels').flatMap((each) => textAt(each, 'repeat') ?? []));
      const said = new Set<string>();
      for (const panel of panels) {
        const twice = doubled(panel);
        if (twice !== undefined) {
          yield {
            path,
            message: `panel "${panel.title}" of dashboard "${title}" has two queries with the letter ${twice}`,
            why: 'Grafana keeps answers by their letter: one of the two is not shown.',
            fix: 'Give each target a refId of its own.',
          };
        }
        const queries = panel.targets.flatMap((target) => textAt(target, 'expr') ?? []).join('\n');
        for (const name of several) {
          const found = new RegExp(`([A-Za-z_]\\w*)\\s*!?=\\s*"(?:\\$${name}|\\$\\{${name}(?::\\w+)?\\})"`).exec(queries);
          // A row that is repeated has one value at a time.
          if (found === null || said.has(name) || repeated.has(name) || textAt(panel.fields, 'repeat') === name) continue;
          said.add(name);
          yield {
            path,
            message: `panel "${panel.title}" of dashboard "${title}" compares ${found[1] ?? ''} with = to $${name}, which may have several values`,
            why: 'With more than one value, or All, the text is a pattern such as (a|b): nothing equals it, and the panel says "No data".',
            fix: `Write ${found[1] ?? ''}=~"$${name}".`,
          };
        }
      }
    }
  },
});

function doubled({ targets }: Panel): string | undefined {
  const letters = targets.flatMap((target) => textAt(target, 'refId') ?? []);
  return letters.find((letter, index) => letters.indexOf(letter) !== index);
}
