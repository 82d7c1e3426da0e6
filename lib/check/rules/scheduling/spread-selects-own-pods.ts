import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';

export const spreadSelectsOwnPods = defineRule({
  id: 'spread-selects-own-pods',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A topology spread constraint selects the pods that carry it.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/; seed 002, §3.9',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const [index, constraint] of itemsAt(pod.spec, 'topologySpreadConstraints').entries()) {
      const selector = at(constraint, 'labelSelector');
      if (selector !== undefined && matchesSelector(selector, pod.labels)) continue;
      yield {
        path: `${pod.specPath}.topologySpreadConstraints[${index}].labelSelector`,
        message: 'the constraint does not select the pods that carry it',
        why: 'The scheduler counts other pods or none: these are not spread at all, and one dead node may take them all.',
        fix: 'Select the labels of this pod template.',
      };
    }
  },
});
