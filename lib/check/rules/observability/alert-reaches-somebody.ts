import { alertRules, type AlertRule } from '../../observability/alert-rules.ts';
import { alertmanagersIn, integrationsOf, matchersOf, type Alertmanager } from '../../observability/alertmanagers.ts';
import { matches } from '../../observability/pod-limits.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const alertReachesSomebody = defineRule({
  id: 'alert-reaches-somebody',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Alerts of the highest severities are routed to a receiver that tells somebody.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#route',
  *check(manifest, world) {
    for (const alertmanager of alertmanagersIn(world, manifest)) {
      const { part, receivers, shape } = alertmanager;
      const deaf = new Set(receivers.filter(({ fields }) => integrationsOf(fields).length === 0).map(({ name }) => name));
      // Where nobody is told of anything, another rule says so.
      if (part || deaf.size === 0 || deaf.size === receivers.length) continue;
      const lost = alertRules(world).filter((alert) => alert.kind === 'alert' && isMeant(alert) && isLost(alertmanager, alert, deaf));
      const severities = [...new Set(lost.map(({ labels }) => labels['severity'] ?? ''))].sort();
      for (const severity of severities) {
        const names = [...new Set(lost.filter(({ labels }) => labels['severity'] === severity).map(({ name }) => name))].sort();
        yield {
          path: shape.path,
          message: `alerts of severity "${severity}" reach no receiver that tells anybody: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
          why: 'They fire, are taken by a receiver without integrations, and nobody wakes.',
          fix: `Add a route for severity "${severity}", or give the receiver an integration.`,
        };
      }
    }
  },
});

/** What must wake somebody. Lesser alerts are often dropped on purpose, and some only say that alerting works. */
function isMeant({ name, labels }: AlertRule): boolean {
  return /^(critical|page|emergency|major|fatal|p1|sev1)$/i.test(labels['severity'] ?? '') && !/watchdog|deadmans|inhibitor/i.test(name);
}

function isLost({ shape }: Alertmanager, alert: AlertRule, deaf: ReadonlySet<string>): boolean {
  const ends = taken(at(shape.content, 'route'), alert, undefined);
  return ends !== undefined && ends.length > 0 && ends.every((name) => deaf.has(name));
}

/** Receivers that an alert comes to; `undefined` where that hangs on labels which only its series have. */
function taken(route: unknown, alert: AlertRule, above: string | undefined): readonly string[] | undefined {
  const receiver = textAt(route, 'receiver') ?? above;
  const found: string[] = [];
  for (const child of itemsAt(route, 'routes')) {
    const fits = matchersOf(child).map(({ label, operator, value }) => {
      const own = label === 'alertname' ? alert.name : alert.labels[label];
      return own === undefined || own.includes('{{') ? undefined : matches({ label, operator: operator as '=', value }, own);
    });
    if (fits.includes(false)) continue;
    if (fits.includes(undefined)) return undefined;
    const below = taken(child, alert, receiver);
    if (below === undefined) return undefined;
    found.push(...below);
    if (at(child, 'continue') !== true) return found;
  }
  return found.length > 0 ? found : receiver === undefined ? undefined : [receiver];
}
