import { ROOT_NAMESPACE } from '../../mesh.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';
import { isEmptySelector } from '../../selector.ts';
import type { World } from '../../world.ts';
import { listOf, rulesOf } from './authorize.ts';
import { podsOfAuthorization } from './policies.ts';

export const REQUEST_AUTHENTICATION = 'security.istio.io/v1/RequestAuthentication';

/** A place of a policy that asks for the principal of a token: its issuer, a slash, its subject. */
export interface AskedPrincipal {
  readonly path: string;
  readonly value: string;
}

/** Principals of requests that the rules of a policy ask for; those that are kept out do no harm if nobody has them. */
export function askedPrincipals(policy: WorldObject): readonly AskedPrincipal[] {
  return rulesOf(policy).flatMap(({ rule, path }) => [
    ...itemsAt(rule, 'from').flatMap((from, index) =>
      listOf(from, 'source.requestPrincipals').map((value) => ({ path: `${path}.from[${index}].source.requestPrincipals`, value })),
    ),
    ...itemsAt(rule, 'when').flatMap((condition, index) =>
      textAt(condition, 'key') === 'request.auth.principal'
        ? listOf(condition, 'values').map((value) => ({ path: `${path}.when[${index}].values`, value }))
        : [],
    ),
  ]);
}

/** Issuers whose tokens are checked for the pods of a policy; `undefined` where that is not known. */
export function issuersFor(world: World, policy: WorldObject): readonly string[] | undefined {
  const { namespace = '' } = policy.object.metadata;
  const isBound = ({ object }: WorldObject): boolean =>
    at(object, 'spec.targetRef') !== undefined || itemsAt(object, 'spec.targetRefs').length > 0;
  const checks = [...new Set([namespace, ROOT_NAMESPACE])].flatMap((place) => world.inNamespace(REQUEST_AUTHENTICATION, place));
  if (isBound(policy) || checks.some(isBound)) return undefined;
  const pods = new Set(podsOfAuthorization(world, policy));
  const meeting = checks.filter(({ object }) => {
    const selector = at(object, 'spec.selector');
    if (isEmptySelector(selector) || pods.size === 0) return true;
    return world.podsSelected(selector, object.metadata.namespace ?? '').some((pod) => pods.has(pod));
  });
  return meeting.flatMap(({ object }) => itemsAt(object, 'spec.jwtRules').flatMap((each) => textAt(each, 'issuer') ?? []));
}

/** Whether a token of an issuer may have a principal; a star stands at one end. */
export function mayHave(issuer: string, asked: string): boolean {
  if (asked === '*' || asked.startsWith('*')) return true;
  if (asked.endsWith('*')) {
    const beginning = asked.slice(0, -1);
    return `${issuer}/`.startsWith(beginning) || beginning.startsWith(`${issuer}/`);
  }
  return asked.startsWith(`${issuer}/`);
}
