import { gatewayUnder } from '../../network/authorization/gateways.ts';
import { actionOf, AUTHORIZATION_POLICY } from '../../network/authorization/policies.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { Labels } from '../../selector.ts';
import type { World } from '../../world.ts';

const IDENTITIES = ['principals', 'namespaces', 'serviceAccounts'];
const OTHERS = ['notPrincipals', 'notNamespaces', 'notServiceAccounts'];

export const gatewayClientsNameless = defineRule({
  id: 'gateway-clients-nameless',
  severity: 'error',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'A policy that an ingress gateway enforces does not ask for an account or a namespace: clients from outside have neither.',
  source:
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source; https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/',
  *check(manifest, world) {
    const gateway = gatewayUnder(manifest, world);
    const rules = itemsAt(manifest.object, 'spec.rules');
    if (gateway === undefined || rules.length === 0) return;
    const action = actionOf(manifest);
    const index = rules.findIndex((rule) => (action === 'DENY' ? deniesNameless(rule) : action === 'ALLOW' && asksName(rule)));
    if (index === -1) return;
    // One rule, or one policy, that lets somebody in by something else is enough.
    if (action === 'ALLOW' && (!rules.every(asksName) || letsIn(manifest, gateway, world))) return;
    const source = fieldsAt(itemsAt(rules[index], 'from')[0], 'source');
    const field = [...IDENTITIES, ...OTHERS].find((each) => source[each] !== undefined) ?? 'source';
    yield {
      path: `spec.rules[${index}].from[0].source.${field}`,
      message: `${gateway['istio'] ?? gateway['app'] ?? 'the gateway'} enforces it, too, and ${field} ${itemsAt(source, field).join(', ')} ${action === 'DENY' ? 'is true of everybody' : 'is true of nobody'} who comes from outside`,
      why: 'Clients from outside show no certificate of the mesh, so they have no account and no namespace: every page answers 403 ("RBAC: access denied").',
      fix: 'Select the pods that are meant, or let clients in by remoteIpBlocks, hosts or the principal of a token.',
    };
  },
});

function letsIn(policy: WorldObject, gateway: Labels, world: World): boolean {
  return world
    .ofKind(AUTHORIZATION_POLICY)
    .some(
      (each) =>
        each !== policy &&
        actionOf(each) === 'ALLOW' &&
        gatewayUnder(each, world) === gateway &&
        itemsAt(each.object, 'spec.rules').some((rule) => !asksName(rule)),
    );
}

function asksName(rule: unknown): boolean {
  const from = itemsAt(rule, 'from');
  const named = from.length > 0 && from.every((each) => IDENTITIES.some((field) => itemsAt(each, `source.${field}`).length > 0));
  return (
    named ||
    itemsAt(rule, 'when').some(
      (each) => /^source\.(principal|namespace)$/.test(textAt(each, 'key') ?? '') && itemsAt(each, 'values').length > 0,
    )
  );
}

/** A rule that fits all but some accounts, and says nothing else. */
function deniesNameless(rule: unknown): boolean {
  if (itemsAt(rule, 'to').length > 0 || itemsAt(rule, 'when').length > 0) return false;
  return itemsAt(rule, 'from').some((each) => {
    const fields = Object.keys(fieldsAt(each, 'source'));
    return fields.length > 0 && fields.every((field) => OTHERS.includes(field));
  });
}
