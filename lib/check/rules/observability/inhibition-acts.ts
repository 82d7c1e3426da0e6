import { alertRules, type AlertRule } from '../../observability/alert-rules.ts';
import { alertmanagersIn, matchersOf, type RouteMatcher } from '../../observability/alertmanagers.ts';
import { matches } from '../../observability/pod-limits.ts';
import { partPath } from '../../observability/shapes.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const inhibitionActs = defineRule({
  id: 'inhibition-acts',
  severity: 'warning',
  // What charts and operators configure hears the alerts of charts, too.
  kinds: ['v1/ConfigMap'],
  asks: 'An inhibition that compares the names of two alerts has alerts that are both what silences and what is silenced.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#inhibit_rule',
  *check(manifest, world) {
    for (const { shape } of alertmanagersIn(world, manifest)) {
      for (const [index, each] of itemsAt(shape.content, 'inhibit_rules').entries()) {
        if (!itemsAt(each, 'equal').some((label) => text(label) === 'alertname')) continue;
        const alerts = alertsOf(world);
        const [source, target] = [matchersOf(each, 'source'), matchersOf(each, 'target')];
        const names = (matchers: readonly RouteMatcher[]): ReadonlySet<string> =>
          new Set(alerts.flatMap(({ name, labels }) => (mayFit(matchers, { ...labels, alertname: name }) ? name : [])));
        const [silencing, silenced] = [names(source), names(target)];
        const [first, second] = [[...silencing][0], [...silenced][0]];
        if (first === undefined || second === undefined || [...silencing].some((name) => silenced.has(name))) continue;
        yield {
          path: partPath(shape, 'inhibit_rules', index),
          message: `equal names alertname, and no alert is both ${shown(source)} (such as ${first}) and ${shown(target)} (such as ${second})`,
          why: 'It silences nothing: beside each critical alert its warnings go on ringing, under their other names.',
          fix: 'Leave alertname out of equal, and name labels that both carry, such as namespace, job or instance.',
        };
      }
    }
  },
});

function alertsOf(world: World): readonly AlertRule[] {
  return world.once('rules that alert', () => alertRules(world).filter(({ kind }) => kind === 'alert'));
}

/** Whether an alert with these labels may fit; what its rule does not say, the series may. */
function mayFit(matchers: readonly RouteMatcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || value.includes('{{') || matches({ ...matcher, operator: matcher.operator as '=' }, value);
  });
}

function shown(matchers: readonly RouteMatcher[]): string {
  return matchers.map(({ label, operator, value }) => `${label}${operator}"${value}"`).join(', ');
}
