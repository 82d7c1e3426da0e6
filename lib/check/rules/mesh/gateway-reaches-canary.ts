import { destinationsOf, type Destination } from '../../destinations.ts';
import { gatewaysOf, isMesh } from '../../host-claims.ts';
import { textAt } from '../../read.ts';
import { routed, routingsOf, routingsTo, type Routing } from '../../routing.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const gatewayReachesCanary = defineRule({
  id: 'gateway-reaches-canary',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'Routes of a gateway lead to a Service under a canary by the VirtualService whose weights the Rollout shifts.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  *check(manifest, world) {
    if (!gatewaysOf(manifest).some((gateway) => !isMesh(gateway)) || routingsTo(manifest, world).length > 0) return;
    const said = new Set<string>();
    for (const destination of destinationsOf(manifest, world)) {
      const { host, subset, path } = destination;
      if (!path.includes('.route[')) continue;
      const shifted = canaries(world).get(`${host.namespace}/${host.name}`);
      // The canary of a header or of a tester is a purpose of its own.
      if (shifted === undefined || (subset !== undefined && subset === shifted.canary) || said.has(host.name)) continue;
      said.add(host.name);
      const pinned = subset === undefined ? 'without a subset' : `subset ${subset} only`;
      yield {
        path,
        message: `gateway traffic goes to ${host.name} ${pinned}, so the canary weights of Rollout ${shifted.rollout} (VirtualService ${shifted.virtualService}, which binds only the mesh) are bypassed`,
        why: 'Users never take part in a canary: its weights, pauses and analyses test nothing, and the new version reaches everybody at once.',
        fix: `Bind VirtualService ${shifted.virtualService} to this gateway and host, and remove this route; or let the Rollout manage this VirtualService too.`,
      };
    }
  },
});

interface Shifted {
  readonly rollout: string;
  readonly virtualService: string;
  readonly canary: string | undefined;
}

/** Services whose canary is shifted by VirtualServices that no gateway uses. */
function canaries(world: World): ReadonlyMap<string, Shifted> {
  return world.once('canaries of the mesh alone', () => {
    const map = new Map<string, Shifted>();
    for (const rollout of world.ofKind('argoproj.io/v1alpha1/Rollout')) {
      const routings = routingsOf(rollout);
      const shifting = routings.filter(({ kind }) => kind === 'VirtualService').map((each) => routed(each, world));
      const [first] = shifting;
      if (first === undefined || shifting.some((each) => each === undefined || !gatewaysOf(each).every(isMesh))) continue;
      const rule = routings.find(({ kind }) => kind === 'DestinationRule');
      for (const key of servicesUnder(rollout, rule, world, first)) {
        map.set(key, {
          rollout: rollout.object.metadata.name,
          virtualService: first.object.metadata.name,
          canary: textAt(rule?.entry, 'canarySubsetName'),
        });
      }
    }
    return map;
  });
}

/** The Service of the DestinationRule, or the stable Service where whole Services are shifted. */
function servicesUnder(rollout: WorldObject, rule: Routing | undefined, world: World, virtualService: WorldObject): readonly string[] {
  const { namespace = '' } = rollout.object.metadata;
  const stable = textAt(rollout.object, 'spec.strategy.canary.stableService');
  const host = rule === undefined ? undefined : textAt(routed(rule, world)?.object, 'spec.host');
  const parsed = host === undefined ? undefined : serviceHost(host, rule?.namespace ?? namespace);
  const found = [stable === undefined ? undefined : { namespace, name: stable }, parsed].flatMap((each) =>
    each === undefined ? [] : `${each.namespace}/${each.name}`,
  );
  return found.length > 0
    ? found
    : destinationsOf(virtualService, world).map((each: Destination) => `${each.host.namespace}/${each.host.name}`);
}
