import { CILIUM_POLICIES } from '../../cilium.ts';
import { ciliumRefusals } from '../../network/cilium-refusals.ts';
import { defineRule } from '../../rule.ts';

export const ciliumPolicyValid = defineRule({
  id: 'cilium-policy-valid',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: "Cilium's agent takes the policy, which asks for more than its schema says.",
  source:
    'https://docs.cilium.io/en/stable/security/policy/language/; https://github.com/cilium/cilium/blob/v1.15.19/pkg/policy/api/rule_validation.go',
  *check(manifest) {
    for (const { path, reason, fix } of ciliumRefusals(manifest)) {
      yield {
        path,
        message: `the agent refuses the whole policy: ${reason}`,
        why: 'The API server stores the object, the agents log an error and enforce nothing of it: pods that it should protect stay open, or flows that it should allow stay shut.',
        fix,
      };
    }
  },
});
