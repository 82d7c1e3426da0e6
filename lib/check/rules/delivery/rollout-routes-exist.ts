import { itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { partNames, routed, routingsOf } from '../../routing.ts';
import { defineRule } from '../../rule.ts';

export const rolloutRoutesExist = defineRule({
  id: 'rollout-routes-exist',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'A Rollout says which HTTP routes of its VirtualService it manages, by names that they have.',
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
        if (names.includes(route)) continue;
        const near = nearName(route, names);
        const message = `VirtualService ${routing.name} has no route "${route}", it has ${names.join(', ') || 'none with a name'}`;
        const fix = near === undefined ? 'Name a route that exists, or give one this name.' : `Did you mean "${near}"?`;
        yield { path: `${routing.path}.routes[${index}]`, message, why, fix };
      }
    }
  },
});
