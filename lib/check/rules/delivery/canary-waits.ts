import { canaryWeights } from '../../canary.ts';
import { defineRule } from '../../rule.ts';

export const canaryWaits = defineRule({
  id: 'canary-waits',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'A pause or an analysis follows every weight of a canary.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/; seed 002, L-20',
  *check({ object }, world) {
    for (const { weight, index, waits } of canaryWeights(object)) {
      if (waits || weight >= 100) continue;
      yield {
        path: `spec.strategy.canary.steps[${index}].setWeight`,
        severity: world.facts.whole === true ? 'error' : 'warning',
        message: `nothing waits after weight ${weight}`,
        why: 'The next step follows at once, so nobody and no metric can stop a bad release at this weight.',
        fix: 'Add a pause or an analysis after it.',
      };
    }
  },
});
