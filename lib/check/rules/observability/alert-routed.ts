import { alternatives } from '../../../metrics/promql-tree.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { alertmanagersIn, matchersOf, type RouteMatcher } from '../../observability/alertmanagers.ts';
import { alertRules } from '../../observability/alert-rules.ts';
import { chartValues } from '../../observability/jobs.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const alertRouted = defineRule({
  id: 'alert-routed',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Routes and inhibitions of Alertmanager match labels that alerts carry.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#matcher',
  *check(manifest, world) {
    for (const { shape, routes } of alertmanagersIn(world, manifest)) {
      const inhibitions = itemsAt(shape.content, 'inhibit_rules').flatMap((each) => [
        ...matchersOf(each, 'source'),
        ...matchersOf(each, 'target'),
      ]);
      const all = [
        ...routes.map(({ matchers, path }) => ({ matchers, path, what: 'a route' })),
        { matchers: inhibitions, path: shape.path, what: 'an inhibition' },
      ];
      for (const { matchers, path, what } of all) {
        for (const matcher of matchers) {
          if (isPattern(matcher)) {
            yield {
              path,
              message: `${what} matches ${matcher.label}${matcher.operator}"${matcher.value}", which compares the whole text with its |`,
              why:
                matcher.operator === '='
                  ? 'No alert carries such a value: the route or inhibition never applies.'
                  : 'Every alert differs from it: nothing is left out.',
              fix: `Write ${matcher.label} ${matcher.operator === '=' ? '=~' : '!~'} "${matcher.value}".`,
            };
            continue;
          }
          if (alertValues(world, 'alertname').length === 0) continue;
          const lost = unknown(world, matcher);
          if (lost === undefined) continue;
          yield {
            path,
            severity: lost.near === undefined && (what === 'a route' || matcher.label !== 'severity') ? 'info' : 'warning',
            message: `${what} matches ${matcher.label}="${lost.value}", which no alert carries; there are ${lost.known.slice(0, 8).join(', ')}${lost.known.length > 8 ? ' …' : ''}`,
            why: 'It never applies: alerts that it was written for go another way.',
            fix: lost.near === undefined ? 'Match what the alerts carry.' : `Did you mean "${lost.near}"?`,
          };
        }
      }
    }
  },
});

/** Alerts that nearly every installation has from its chart. */
const BUILT_IN = new Set(['Watchdog', 'InfoInhibitor', 'DeadMansSwitch', 'none', 'info', 'warning', 'critical', 'test']);

/** Charts that have alerts of their own, and values that were not told apart. */
const ALERTING = /prometheus|victoria|monitoring|stack|rook|mimir|thanos|sloth|robusta|mixin|kubernetes/;

function bringsAlerts(world: World): boolean {
  return world.once('charts bring alerts', () => {
    const charts = [...releasesOf(world).map(({ chart, values }) => ({ chart, values })), ...chartValues(world)];
    return charts.some(
      ({ chart, values }) =>
        ALERTING.test(chart ?? '') || /"(prometheusRules?|prometheus_rules|alerts?|rules)"/i.test(JSON.stringify(values ?? {})),
    );
  });
}

interface Lost {
  readonly value: string;
  readonly near: string | undefined;
  readonly known: readonly string[];
}

/** What the alerts of the tree carry in a label. */
function alertValues(world: World, label: 'alertname' | 'severity'): readonly string[] {
  return world.once(`values of ${label}`, () => {
    const alerts = alertRules(world).filter(({ kind }) => kind === 'alert');
    return [...new Set(alerts.flatMap((each) => (label === 'alertname' ? each.name : (each.labels['severity'] ?? []))))].sort();
  });
}

/** Several values with | between them, where one is compared: no name of Kubernetes or of an alert has one. */
function isPattern({ operator, value }: RouteMatcher): boolean {
  return (operator === '=' || operator === '!=') && /^\(?[\w.:/-]+(?:\|[\w.:/-]+)+\)?$/.test(value);
}

function unknown(world: World, { label, operator, value }: RouteMatcher): Lost | undefined {
  if ((label !== 'alertname' && label !== 'severity') || operator.startsWith('!')) return undefined;
  // Charts bring alerts of their own.
  const others = world.facts.whole !== true && bringsAlerts(world);
  const known = alertValues(world, label);
  const wanted = operator === '=' ? [value] : (alternatives(value) ?? []);
  const lost = wanted.find(
    (each) => each !== '' && !known.includes(each) && (!BUILT_IN.has(each) || (label === 'severity' && !others && each !== 'none')),
  );
  if (lost === undefined || known.some((each) => each.includes('{{'))) return undefined;
  const near = nearName(lost, known);
  if (others && near === undefined) return undefined;
  return { value: lost, near: label === 'severity' && known.length > 0 ? near : isClose(lost, near) ? near : undefined, known };
}

function isClose(one: string, other: string | undefined): boolean {
  return other !== undefined && Math.abs(one.length - other.length) <= 3;
}
