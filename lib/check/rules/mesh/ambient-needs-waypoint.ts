import { isAmbient } from '../../mesh/sidecar.ts';
import { at, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Fields that only a proxy can judge that reads HTTP. */
const L7 =
  /"(?:methods|notMethods|paths|notPaths|hosts|notHosts|requestPrincipals|notRequestPrincipals)":|"key":"(?:request\.|experimental\.)/;

export const ambientNeedsWaypoint = defineRule({
  id: 'ambient-needs-waypoint',
  severity: 'error',
  kinds: ['security.istio.io/v1/AuthorizationPolicy'],
  asks: 'Policies that ask for methods, paths, hosts or tokens of ambient pods are bound to a waypoint.',
  source: 'https://istio.io/latest/docs/ambient/usage/l7-features/; https://istio.io/latest/docs/ambient/usage/l4-policy/',
  *check({ object }, world) {
    const bound = itemsAt(object, 'spec.targetRefs').length > 0 || at(object, 'spec.targetRef') !== undefined;
    if (bound || !L7.test(JSON.stringify(at(object, 'spec.rules') ?? []))) return;
    const pods = world.podsSelected(at(object, 'spec.selector'), object.metadata.namespace ?? '');
    const ambient = pods.filter((pod) => isAmbient(world, pod) && pod.injection !== 'yes');
    const [first] = ambient;
    if (first === undefined) return;
    yield {
      path: 'spec.rules',
      message: `it asks for what only HTTP shows, and the pods of ${first.owner.object.kind} ${first.owner.object.metadata.name} are in ambient mode, where a selector binds it to ztunnel`,
      why: 'ztunnel reads no HTTP: a rule that allows matches nothing, so that all is refused; one that denies refuses more than is meant.',
      fix: 'Deploy a waypoint (label istio.io/use-waypoint) and bind the policy to it or to the Service with targetRefs instead of selector.',
    };
  },
});
