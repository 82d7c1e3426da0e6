import { itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { partNames, routed, routingsOf } from '../../routing.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

export const rolloutRoutesExist = defineRule({
  id: 'rollout-routes-exist',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'A Rollout says which HTTP routes of its VirtualService it manages, by names that they have; each leads to its stable and to its canary pods.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/; seed 002, §3.8 and D-13',
  *check(manifest, world) {
    const why = 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.';
    for (const routing of routingsOf(manifest)) {
      const found = routing.kind === 'VirtualService' ? routed(routing, world) : undefined;
      if (found === undefined) continue;
      const names = partNames(found);
      const count = itemsAt(found.object, 'spec.http').length;
      const managed = itemsAt(routing.entry, 'routes').map((route) => text(route) ?? '');
      if (managed.length === 0 && count > 1) {
        const message = `VirtualService ${routing.name} has ${count} HTTP routes and the Rollout does not say which it manages`;
        yield { path: routing.path, message, why, fix: `Name the route: routes: [${names[0] ?? 'primary'}].` };
      }
      for (const [index, route] of managed.entries()) {
        const lacks = names.includes(route) ? missingEnd(manifest.object, found, route) : undefined;
        if (lacks !== undefined) {
          const message = `route "${route}" of VirtualService ${routing.name} has no destination ${lacks}`;
          const fix = 'Manage only routes with both destinations, or add the missing one with weight 0.';
          yield { path: `${routing.path}.routes[${index}]`, message, why, fix };
        }
        if (names.includes(route)) continue;
        const near = nearName(route, names);
        const message = `VirtualService ${routing.name} has no route "${route}", it has ${names.join(', ') || 'none with a name'}`;
        const fix = near === undefined ? 'Name a route that exists, or give one this name.' : `Did you mean "${near}"?`;
        yield { path: `${routing.path}.routes[${index}]`, message, why, fix };
      }
    }
  },
});

const CANARY = 'spec.strategy.canary';

/** The subset or Service of a Rollout to which a managed route does not lead. */
function missingEnd(rollout: unknown, found: WorldObject, route: string): string | undefined {
  const destinations = itemsAt(
    itemsAt(found.object, 'spec.http').find((each) => textAt(each, 'name') === route),
    'route',
  );
  const rule = `${CANARY}.trafficRouting.istio.destinationRule`;
  const [key, ends] =
    textAt(rollout, `${rule}.name`) === undefined
      ? ['host', ['stableService', 'canaryService'].map((each) => textAt(rollout, `${CANARY}.${each}`))]
      : ['subset', ['stableSubsetName', 'canarySubsetName'].map((each) => textAt(rollout, `${rule}.${each}`))];
  const led = destinations.map((each) => textAt(each, `destination.${key}`)?.split('.')[0]);
  const missing = ends.find((each) => each !== undefined && !led.includes(each));
  // A route to neither of the two is that of a variant, or of another release.
  if (!ends.some((each) => each !== undefined && led.includes(each))) return undefined;
  return destinations.length === 0 || missing === undefined ? undefined : `of ${key} ${missing}`;
}
