import { alternatives } from '../../../metrics/promql-tree.ts';
import { alertRules } from '../../observability/alert-rules.ts';
import { addsNoNamespace, alertmanagersIn, matchersOf, type RouteMatcher } from '../../observability/alertmanagers.ts';
import { matches } from '../../observability/pod-limits.ts';
import { partPath, SHAPE_KINDS, type Shape } from '../../observability/shapes.ts';
import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const alertmanagerRouteReached = defineRule({
  id: 'alertmanager-route-reached',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'No route of Alertmanager stands behind one that takes all of its alerts, or asks for another namespace than its own.',
  source:
    'https://prometheus.io/docs/alerting/latest/configuration/#route; https://prometheus-operator.dev/docs/developer/alerting/#using-alertmanagerconfig-resources',
  *check(manifest, world) {
    for (const { shape, part, routes } of alertmanagersIn(world, manifest)) {
      yield* hidden(shape, at(shape.content, 'route'), ['route']);
      yield* taken(shape, at(shape.content, 'route'), ['route'], world);
      const own = manifest.object.metadata.namespace ?? '';
      if (!part || own === '' || addsNoNamespace(world)) continue;
      for (const { path, matchers } of routes) {
        const other = matchers.find((each) => each.label === 'namespace' && !takes(each, own));
        if (other === undefined) continue;
        yield {
          path,
          message: `the route asks for namespace${other.operator}"${other.value}", and the operator adds namespace="${own}", that of the object`,
          why: 'No alert has both: this route, and whoever it was to tell, hears nothing.',
          fix: `Put the AlertmanagerConfig into the namespace of the alerts, or set alertmanagerConfigMatcherStrategy.type: None.`,
        };
      }
    }
  },
});

function takes(matcher: RouteMatcher, value: string): boolean {
  return matches({ ...matcher, operator: matcher.operator as '=' }, value);
}

/** Routes side by side are asked in their order, and the first that fits keeps the alert unless it says "continue". */
function* hidden(shape: Shape, route: unknown, steps: readonly (string | number)[]): Iterable<Issue> {
  const children = itemsAt(route, 'routes');
  for (const [index, child] of children.entries()) {
    const own = whole(child);
    const before = children.slice(0, index).findIndex((each) => {
      const taken = at(each, 'continue') === true ? undefined : whole(each);
      return own !== undefined && taken?.every((one) => own.some((other) => implies(other, one))) === true;
    });
    if (before !== -1)
      yield {
        path: partPath(shape, ...steps, 'routes', index),
        message: `route ${index + 1} (${shown(own)}) is never asked: route ${before + 1} (${shown(whole(children[before]))}) takes all of its alerts`,
        why: `Its alerts go to ${textAt(children[before], 'receiver') ?? 'the receiver above'}: whoever ${textAt(child, 'receiver') ?? 'it'} reaches is never told.`,
        fix: 'Put the narrower route first, or set continue: true on the wider one.',
      };
    yield* hidden(shape, child, [...steps, 'routes', index]);
  }
}

/** A route for one alert by its name, behind one that takes it by the labels that its rule gives it. */
function* taken(shape: Shape, route: unknown, steps: readonly (string | number)[], world: World): Iterable<Issue> {
  const children = itemsAt(route, 'routes');
  for (const [index, child] of children.entries()) {
    yield* taken(shape, child, [...steps, 'routes', index], world);
    const name = whole(child)?.find(({ label, operator }) => label === 'alertname' && operator === '=')?.value ?? '';
    const alerts = alertsByName(world).get(name) ?? [];
    const before = children.slice(0, index).findIndex((each) => {
      const matchers = at(each, 'continue') === true ? undefined : whole(each);
      return (
        matchers?.some(({ label }) => label !== 'alertname') === true &&
        alerts.length > 0 &&
        alerts.every((labels) => matchers.every((one) => holds(one, labels)))
      );
    });
    if (before === -1) continue;
    yield {
      path: partPath(shape, ...steps, 'routes', index),
      message: `the route for ${name} is never asked: the alert carries ${shown(whole(children[before]))}, and route ${before + 1} takes it`,
      why: `What this route says of it (${['receiver', 'group_wait', 'repeat_interval'].filter((key) => textAt(child, key) !== undefined).join(', ') || 'its routes'}) has no effect.`,
      fix: 'Put the route for the one alert first.',
    };
  }
}

/** The labels that rules give alerts, by the name of the alert. */
function alertsByName(world: World): ReadonlyMap<string, readonly Readonly<Record<string, string>>[]> {
  return world.once('labels by name of alert', () => {
    const found = new Map<string, Readonly<Record<string, string>>[]>();
    for (const { kind, name, labels } of alertRules(world)) if (kind === 'alert') addTo(found, name, { ...labels, alertname: name });
    return found;
  });
}

function holds(matcher: RouteMatcher, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[matcher.label];
  return value !== undefined && !value.includes('{{') && takes(matcher, value);
}

/** The matchers of a route; `undefined` where one of them cannot be read. */
function whole(route: unknown): readonly RouteMatcher[] | undefined {
  const matchers = matchersOf(route);
  const written = itemsAt(route, 'matchers').length + ['match', 'match_re'].flatMap((key) => Object.keys(fieldsAt(route, key))).length;
  return matchers.length !== written || matchers.some(({ value }) => /",|\{\{|\$/.test(value)) ? undefined : matchers;
}

/** Whatever fits the one fits the other. */
function implies(one: RouteMatcher, other: RouteMatcher): boolean {
  if (one.label !== other.label) return false;
  if (one.operator === other.operator && one.value === other.value) return true;
  const values = one.operator === '=' ? [one.value] : one.operator === '=~' ? alternatives(one.value) : undefined;
  return values !== undefined && values.length > 0 && values.every((value) => takes(other, value));
}

function shown(matchers: readonly RouteMatcher[] | undefined): string {
  return matchers === undefined || matchers.length === 0
    ? 'without matchers'
    : matchers.map(({ label, operator, value }) => `${label}${operator}"${value}"`).join(', ');
}
