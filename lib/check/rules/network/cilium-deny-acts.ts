import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { at, fields } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const DIRECTIONS = ['ingress', 'egress'] as const;

export const ciliumDenyActs = defineRule({
  id: 'cilium-deny-acts',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: 'A Cilium policy that is to deny has a rule in the direction that it closes.',
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#ingress-egress-default-deny; seed 004, section 8.3',
  *check(manifest) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const direction of DIRECTIONS) {
        const rules = at(spec, direction);
        const empty = direction in fields(spec) && (rules === null || (Array.isArray(rules) && rules.length === 0));
        if (!empty || at(spec, `${direction}Deny`) !== undefined || at(spec, `enableDefaultDeny.${direction}`) === true) continue;
        yield {
          path: `${path}.${direction}`,
          message: `${direction} is an empty list, which closes nothing`,
          why: 'Cilium turns a direction to deny only where a rule stands: the policy is shown as valid, and every connection goes on as before.',
          fix: `Write ${direction}: [{}], one rule that allows nothing.`,
        };
      }
    }
  },
});
