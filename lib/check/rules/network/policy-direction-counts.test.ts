import { kube, ruleCases } from '../../testing.ts';
import { policyDirectionCounts } from './policy-direction-counts.ts';

const policy = (spec: object) => kube('networking.k8s.io/v1/NetworkPolicy', {}, { spec: { podSelector: {}, ...spec } });
const rule = [{ ports: [{ port: 53 }] }];

ruleCases(policyDirectionCounts, {
  accepts: {
    'types of all rules': [policy({ policyTypes: ['Ingress', 'Egress'], ingress: rule, egress: rule })],
    'no types': [policy({ ingress: rule, egress: rule })],
    'a type without rules, which closes': [policy({ policyTypes: ['Ingress', 'Egress'], ingress: rule })],
    'an empty list': [policy({ policyTypes: ['Ingress'], egress: [] })],
  },
  refuses: {
    'rules for what goes out': {
      given: [policy({ policyTypes: ['Ingress'], ingress: rule, egress: [...rule, ...rule] })],
      says: 'it has 2 egress rules, and policyTypes names Ingress only',
    },
    'rules for what comes in': {
      given: [policy({ policyTypes: ['Egress'], ingress: rule })],
      says: 'it has 1 ingress rule, and policyTypes names Egress only',
      fix: 'Add Ingress to policyTypes, or remove the rules.',
    },
  },
});
