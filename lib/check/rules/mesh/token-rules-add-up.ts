import { ROOT_NAMESPACE } from '../../mesh.ts';
import { REQUEST_AUTHENTICATION } from '../../network/authorization/tokens.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isEmptySelector } from '../../selector.ts';
import type { World } from '../../world.ts';

export const tokenRulesAddUp = defineRule({
  id: 'token-rules-add-up',
  severity: 'warning',
  kinds: [REQUEST_AUTHENTICATION],
  asks: 'No RequestAuthentication without rules is there to switch off the rules of another one.',
  source: 'https://istio.io/latest/docs/reference/config/security/request_authentication/',
  *check(manifest, world) {
    const { object } = manifest;
    if (itemsAt(object, 'spec.jwtRules').length > 0 || isBound(manifest)) return;
    const wide = [...new Set([object.metadata.namespace ?? '', ROOT_NAMESPACE])]
      .flatMap((place) => world.inNamespace(REQUEST_AUTHENTICATION, place))
      .find((each) => each !== manifest && itemsAt(each.object, 'spec.jwtRules').length > 0 && covers(each, manifest, world));
    if (wide === undefined) return;
    const issuers = itemsAt(wide.object, 'spec.jwtRules').map((each) => textAt(each, 'issuer') ?? '');
    yield {
      path: 'spec',
      message: `it has no jwtRules, and RequestAuthentication ${wide.object.metadata.name} counts for the same pods all the same (${issuers.join(', ')})`,
      why: 'Istio puts all that fit a pod together, as if they were one: a wrong or expired token is refused here, too, with 401.',
      fix: `Give ${wide.object.metadata.name} a selector that leaves these pods out, and delete this one.`,
    };
  },
});

function isBound({ object }: WorldObject): boolean {
  return at(object, 'spec.targetRef') !== undefined || itemsAt(object, 'spec.targetRefs').length > 0;
}

/** It selects everything, or a pod that the other one selects. */
function covers(wide: WorldObject, narrow: WorldObject, world: World): boolean {
  if (isBound(wide)) return false;
  const [selector, own] = [wide, narrow].map(({ object }) => at(object, 'spec.selector'));
  if (isEmptySelector(selector)) return true;
  const { namespace = '' } = narrow.object.metadata;
  const pods = new Set(world.podsSelected(own, namespace));
  return world.podsSelected(selector, namespace).some((pod) => pods.has(pod));
}
