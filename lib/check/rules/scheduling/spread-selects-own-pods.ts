import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { at, itemsAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';
import type { World } from '../../world.ts';

export const spreadSelectsOwnPods = defineRule({
  id: 'spread-selects-own-pods',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A topology spread constraint selects the pods that carry it, and an anti-affinity pods that there are.',
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
    yield* nobody(pod, world);
  },
});

/** An anti-affinity that keeps away from no pod that there is. */
function* nobody(pod: PodTemplate, world: World): Iterable<Issue> {
  const lists = ['required', 'preferred'].map((how) => `${how}DuringSchedulingIgnoredDuringExecution`);
  for (const list of lists) {
    for (const [index, raw] of itemsAt(pod.spec, `affinity.podAntiAffinity.${list}`).entries()) {
      const term = list.startsWith('preferred') ? at(raw, 'podAffinityTerm') : raw;
      const selector = at(term, 'labelSelector');
      const elsewhere = at(term, 'namespaces') !== undefined || at(term, 'namespaceSelector') !== undefined;
      if (selector === undefined || elsewhere || matchesSelector(selector, pod.labels)) continue;
      if (world.podsSelected(selector, pod.namespace).length > 0) continue;
      const wanted = Object.entries(textsAt(selector, 'matchLabels'));
      // Pods of charts may carry them; a slip has the key of one of its own labels.
      const own = wanted.find(([key, value]) => pod.labels[key] !== undefined && pod.labels[key] !== value);
      if (own === undefined) continue;
      yield {
        path: `${pod.specPath}.affinity.podAntiAffinity.${list}[${index}]`,
        message: `no pod of "${pod.namespace}" has ${own.join(': ')}, from which they are to keep away; they have ${own[0]}: ${pod.labels[own[0]] ?? ''}`,
        why: 'Nothing is kept apart: all copies may be on one node, and go with it.',
        fix: 'Select the labels of this pod template.',
      };
    }
  }
}
