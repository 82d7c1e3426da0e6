import { dashboardsIn } from '../../observability/dashboards.ts';
import { queriesIn } from '../../observability/queries.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { type Unit, unitOf } from '../../observability/units.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Units of panels that contradict what a query gives, and the one that is right. */
const WRONG: Readonly<Partial<Record<Unit, { readonly not: RegExp; readonly right: string }>>> = {
  milliseconds: { not: /^(s|dtdurations|clocks|bytes|decbytes|percent|percentunit)$/, right: 'ms' },
  seconds: { not: /^(ms|µs|ns|bytes|decbytes|percent)$/, right: 's' },
  bytes: { not: /^(s|ms|percent|percentunit|kbytes|deckbytes|mbytes|decmbytes|gbytes|decgbytes)$/, right: 'bytes' },
  ratio: { not: /^(percent|s|ms|bytes|decbytes)$/, right: 'percentunit' },
  percent: { not: /^(percentunit|s|ms|bytes|decbytes)$/, right: 'percent' },
};

export const panelUnitFits = defineRule({
  id: 'panel-unit-fits',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A panel shows its values in the unit that they have.',
  source: 'https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit; seed 003, L8',
  *check(manifest, world) {
    const dashboards = dashboardsIn(world, manifest);
    if (dashboards.length === 0) return;
    // Each query is parsed once, for all rules.
    const trees = new Map(queriesIn(world, manifest).map(({ written, tree }) => [written, tree]));
    const unitFor = (expr: string | undefined): Unit | undefined => {
      const tree = expr === undefined ? undefined : trees.get(expr);
      return tree === undefined ? undefined : unitOf(tree);
    };
    for (const dashboard of dashboards) {
      for (const panel of dashboard.panels) {
        const shown = textAt(panel.fields, 'fieldConfig.defaults.unit');
        if (shown === undefined) continue;
        const units = panel.targets.map((target) => unitFor(textAt(target, 'expr')));
        const [unit] = units;
        // A panel of several units has overrides for them.
        if (unit === undefined || units.some((each) => each !== unit)) continue;
        const wrong = WRONG[unit];
        if (wrong?.not.test(shown) !== true) continue;
        yield {
          path: dashboard.path,
          message: `panel "${panel.title}" of dashboard "${dashboard.title}" shows ${unit === 'ratio' ? 'a ratio' : unit} as "${shown}"`,
          why: 'The numbers are off by a factor of a hundred or a thousand, and whoever looks at them at night decides by them.',
          fix: `Set the unit ${wrong.right}, or convert in the query.`,
        };
      }
    }
  },
});
