import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const policyDirectionCounts = defineRule({
  id: 'policy-direction-counts',
  severity: 'warning',
  kinds: ['networking.k8s.io/v1/NetworkPolicy'],
  asks: 'The rules of a NetworkPolicy are for directions that its policyTypes name.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  *check({ object }) {
    const types = itemsAt(object, 'spec.policyTypes').map((each) => text(each) ?? '');
    if (types.length === 0) return;
    for (const [field, type] of [
      ['ingress', 'Ingress'],
      ['egress', 'Egress'],
    ] as const) {
      const rules = itemsAt(object, `spec.${field}`);
      if (rules.length === 0 || types.includes(type)) continue;
      yield {
        path: 'spec.policyTypes',
        message: `it has ${rules.length} ${field} ${rules.length === 1 ? 'rule' : 'rules'}, and policyTypes names ${types.join(', ')} only`,
        why: `The rules are passed over, and everything may go ${type === 'Ingress' ? 'in' : 'out'}, or whatever other policies say; Cilium reads them all the same, so that it differs by cluster.`,
        fix: `Add ${type} to policyTypes, or remove the rules.`,
      };
    }
  },
});
