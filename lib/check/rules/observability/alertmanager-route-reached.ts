import { alternatives } from '../../../metrics/promql-tree.ts';
import { alertmanagersIn, matchersOf, type RouteMatcher } from '../../observability/alertmanagers.ts';
import { matches } from '../../observability/pod-limits.ts';
import { partPath, SHAPE_KINDS, type Shape } from '../../observability/shapes.ts';
import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

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
      const own = manifest.object.metadata.namespace ?? '';
      if (!part || own === '' || isWide(world)) continue;
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

/** Somebody tells an Alertmanager not to add the namespace. */
function isWide(world: World): boolean {
  return world.once('alertmanager adds no namespace', () => {
    const objects = world.ofKind('monitoring.coreos.com/v1/Alertmanager').map(({ object }) => at(object, 'spec'));
    return [...objects, ...releasesOf(world).map(({ values }) => at(values, 'alertmanager.alertmanagerSpec'))].some((spec) => {
      const type = textAt(spec, 'alertmanagerConfigMatcherStrategy.type');
      return type !== undefined && type !== 'OnNamespace';
    });
  });
}

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
