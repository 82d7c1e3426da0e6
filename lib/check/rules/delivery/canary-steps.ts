import { canaryWeights } from '../../canary.ts';
import { at, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Most traffic that a new version may get at once. Unit: per cent. Source: seed 002, L-20. */
const FIRST_WEIGHT = 20;

export const canarySteps = defineRule({
  id: 'canary-steps',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: `A canary starts at ${FIRST_WEIGHT} % or less and grows with every step.`,
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/; seed 002, L-06 and L-20',
  *check({ object }, world) {
    const whole = world.facts.whole === true;
    if (at(object, 'spec.strategy.canary') === undefined) return;
    const path = 'spec.strategy.canary.steps';
    const weights = canaryWeights(object);
    const [first] = weights;
    if (first === undefined) {
      // Mirrors, experiments and pods without traffic are other ways to try a version.
      if (itemsAt(object, path).length > 0) return;
      const why = 'A bad release replaces the good one at the speed of its probes, and all users get it.';
      yield {
        path,
        severity: whole ? 'error' : 'info',
        message: 'the canary has no setWeight step: it is a plain rolling update',
        why,
        fix: `Add steps: setWeight ${FIRST_WEIGHT} or less, a pause, more weight, a pause.`,
      };
      return;
    }
    if (first.weight > FIRST_WEIGHT) {
      const why = `A bad release reaches ${first.weight} % of the users before anybody looks at it.`;
      yield {
        path: `${path}[${first.index}].setWeight`,
        // How much is safe is for each to say; half of the users is no trial any more.
        severity: whole ? 'error' : first.weight >= 50 ? 'warning' : 'info',
        message: `the first step gives the canary ${first.weight} %, at most ${FIRST_WEIGHT} % is safe`,
        why,
        fix: `Start at ${FIRST_WEIGHT} or less.`,
      };
    }
    for (const [position, { weight }] of weights.entries()) {
      const next = weights[position + 1];
      if (next !== undefined && next.weight <= weight) {
        const why = 'The step does nothing, or takes traffic back from a canary that was found good.';
        yield {
          path: `${path}[${next.index}].setWeight`,
          severity: whole ? 'error' : 'warning',
          message: `weight ${next.weight} after ${weight} does not grow`,
          why,
          fix: 'Order the weights upwards.',
        };
      }
    }
  },
});
