import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const oneDoorPerHost = defineRule({
  id: 'one-door-per-host',
  severity: 'error',
  kinds: ['networking.k8s.io/v1/Ingress'],
  asks: 'A host is served by an Ingress or by a gateway of the mesh, not by both.',
  source: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-control/; seed 002, L-10',
  *check({ object }, world) {
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      const host = textAt(rule, 'host') ?? '';
      const other = host === '' ? undefined : served(world).get(host);
      if (other === undefined) continue;
      yield {
        path: `spec.rules[${index}].host`,
        // Whoever moves from one to the other has both for a while.
        severity: world.facts.whole === true ? 'error' : 'warning',
        message: `${host} is served by ${other.object.kind} ${other.object.metadata.namespace ?? ''}/${other.object.metadata.name} too`,
        why: 'The host has two owners: which one users meet depends on DNS, and the way through the Ingress passes by the policies of the gateway.',
        fix: `Remove the Ingress, or the host from ${other.object.kind} ${other.object.metadata.name}.`,
      };
    }
  },
});

/** Routes of gateways by their hosts. */
function served(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('hosts of gateways', () => {
    const map = new Map<string, WorldObject>();
    const routes = world
      .ofKind('networking.istio.io/v1/VirtualService')
      .filter(({ object }) => itemsAt(object, 'spec.gateways').some((each) => each !== 'mesh'));
    for (const each of routes) for (const host of itemsAt(each.object, 'spec.hosts')) map.set(text(host) ?? '', each);
    for (const each of world.ofKind('gateway.networking.k8s.io/v1/HTTPRoute'))
      for (const host of itemsAt(each.object, 'spec.hostnames')) map.set(text(host) ?? '', each);
    return map;
  });
}
