import { ROOT_NAMESPACE } from '../../mesh.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isEmptySelector } from '../../selector.ts';
import type { World } from '../../world.ts';

export const tokenRequired = defineRule({
  id: 'token-required',
  severity: 'warning',
  kinds: ['security.istio.io/v1/RequestAuthentication'],
  asks: 'Where Istio checks tokens, an AuthorizationPolicy refuses requests that have none.',
  source:
    'https://istio.io/latest/docs/reference/config/security/request_authentication/; https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#require-a-valid-token',
  *check(manifest, world) {
    const { object } = manifest;
    if (itemsAt(object, 'spec.jwtRules').length === 0) return;
    const namespace = object.metadata.namespace ?? '';
    const policies = [namespace, ROOT_NAMESPACE].flatMap((place) => world.inNamespace('security.istio.io/v1/AuthorizationPolicy', place));
    if (policies.some((policy) => requires(policy) && meets(world, manifest, policy))) return;
    yield {
      path: 'spec.jwtRules',
      message:
        'requests with a wrong token are refused, and requests without one are let in: no AuthorizationPolicy here asks for a principal of the request',
      why: 'Whoever leaves the token out gets everything.',
      fix: 'Add an AuthorizationPolicy with from.source.requestPrincipals: ["*"] for the same pods.',
    };
  },
});

/** Names principals of the request, its claims, or leaves the decision to somebody else. */
function requires({ object }: WorldObject): boolean {
  if (textAt(object, 'spec.action') === 'CUSTOM') return true;
  return /"(?:notR|r)equestPrincipals":|"request\.auth\./.test(JSON.stringify(at(object, 'spec.rules') ?? []));
}

/** Both may concern the same pods. */
function meets(world: World, authentication: WorldObject, policy: WorldObject): boolean {
  const [one, other] = [authentication, policy].map(({ object }) => at(object, 'spec.selector'));
  const named = [authentication, policy].some(
    ({ object }) => itemsAt(object, 'spec.targetRefs').length > 0 || at(object, 'spec.targetRef') !== undefined,
  );
  if (named || isEmptySelector(one) || isEmptySelector(other)) return true;
  const pods = new Set(world.podsSelected(one, authentication.object.metadata.namespace ?? ''));
  return pods.size === 0 || world.podsSelected(other, policy.object.metadata.namespace ?? '').some((pod) => pods.has(pod));
}
