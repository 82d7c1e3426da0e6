import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { budgetsOf } from '../../scheduling/budgets.ts';

export const budgetsOverlap = defineRule({
  id: 'budgets-overlap',
  severity: 'error',
  kinds: ['policy/v1/PodDisruptionBudget'],
  asks: 'A pod is selected by one PodDisruptionBudget at most.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors',
  *check(manifest, world) {
    const { object } = manifest;
    for (const pod of world.podsSelected(at(object, 'spec.selector'), object.metadata.namespace ?? '')) {
      const [first] = budgetsOf(world, pod);
      if (first === undefined || first === manifest) continue;
      yield {
        path: 'spec.selector',
        message: `${pod.owner.object.kind} ${pod.owner.object.metadata.name} is under the budget ${first.object.metadata.name} already`,
        why: 'The API server evicts no pod that two budgets select: it answers with an error, and draining its node never ends.',
        fix: 'Remove one of the two budgets, or narrow its selector.',
      };
      return;
    }
  },
});
