import { askedPrincipals, issuersFor, mayHave } from '../../network/authorization/tokens.ts';
import { listOf, rulesOf } from '../../network/authorization/authorize.ts';
import { AUTHORIZATION_POLICY } from '../../network/authorization/policies.ts';
import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

/** @see https://istio.io/latest/docs/reference/config/security/conditions/ */
const ATTRIBUTES =
  /^(request\.headers\[.+\]|source\.(ip|namespace|principal|serviceAccount)|remote\.ip|request\.auth\.(principal|audiences|presenter|claims\[.+\])|destination\.(ip|port)|connection\.sni|experimental\.envoy\.filters\..+)$/;
const WHY = 'No request fits the rule: what was to be let in is refused with 403, and what was to be refused is let in.';

export const tokenPrincipalAgrees = defineRule({
  id: 'token-principal-agrees',
  severity: 'error',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'A policy that asks who a token is from asks for an issuer whose tokens are checked, and conditions are on attributes that there are.',
  source:
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source; https://istio.io/latest/docs/reference/config/security/conditions/',
  *check(manifest, world) {
    yield* conditions(manifest);
    const asked = askedPrincipals(manifest);
    const issuers = asked.length === 0 ? undefined : issuersFor(world, manifest);
    if (issuers === undefined) return;
    const [first] = asked;
    if (issuers.length === 0 && first !== undefined) {
      yield {
        path: first.path,
        severity: 'warning',
        message: `it asks for the principal of a token (${first.value}), and no RequestAuthentication checks tokens for these pods`,
        why: `Without one no request has a principal. ${WHY}`,
        fix: 'Add a RequestAuthentication with the issuer for the same pods.',
      };
      return;
    }
    for (const { path, value } of asked) {
      if (issuers.some((issuer) => mayHave(issuer, value))) continue;
      const bare = issuers.find((issuer) => issuer === value.replace(/\/$/, '') || issuer.replace(/\/$/, '') === value);
      const near = nearName(value.replace(/\/[^/]*$/, ''), issuers);
      yield {
        path,
        message:
          bare === undefined
            ? `${value} is a principal of no issuer whose tokens are checked here: ${issuers.join(', ')}`
            : `${value} is the issuer alone: a principal is the issuer, a slash and the subject`,
        why: WHY,
        fix: bare !== undefined ? `Write ${bare}/*.` : `Write ${near ?? issuers[0] ?? ''}/*.`,
      };
    }
  },
});

function* conditions(policy: WorldObject): Iterable<Issue> {
  for (const { rule, path } of rulesOf(policy)) {
    for (const [index, condition] of itemsAt(rule, 'when').entries()) {
      const key = textAt(condition, 'key') ?? '';
      if (key !== '' && listOf(condition, 'values').length === 0 && listOf(condition, 'notValues').length === 0) {
        yield {
          path: `${path}.when[${index}]`,
          message: `the condition on ${key} has neither values nor notValues`,
          why: 'The webhook of istiod refuses the object: the policy stays as it was before, or is not there at all.',
          fix: 'Write values: ["*"] for any value, or those that count.',
        };
      }
      if (key === '' || ATTRIBUTES.test(key) || /\{\{|\$\{/.test(key)) continue;
      const [, list, rest] = /^(request\.headers|request\.auth\.claims)\.(.+)$/.exec(key) ?? [];
      yield {
        path: `${path}.when[${index}].key`,
        message: `${key} is no attribute on which Istio decides`,
        why: 'The webhook of istiod refuses the object ("unknown attribute"): the policy stays as it was before, or is not there at all.',
        fix: list === undefined ? 'Write one of the attributes in the list of conditions.' : `Write ${list}[${rest ?? ''}].`,
      };
    }
  }
}
