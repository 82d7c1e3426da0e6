import type { PodTemplate } from '../pods.ts';
import { at } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/** PodDisruptionBudgets that select the pods of a workload. */
export function budgetsOf(world: World, pod: PodTemplate): readonly WorldObject[] {
  const byPod = world.once('budgets by pod', () => {
    const map = new Map<PodTemplate, WorldObject[]>();
    for (const budget of world.ofKind('policy/v1/PodDisruptionBudget')) {
      for (const each of world.podsSelected(at(budget.object, 'spec.selector'), budget.object.metadata.namespace ?? '')) {
        addTo(map, each, budget);
      }
    }
    return map;
  });
  return byPod.get(pod) ?? [];
}
