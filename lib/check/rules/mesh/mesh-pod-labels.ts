import { POD_KINDS, runsToCompletion, type PodTemplate } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const LABELS = ['app', 'version'] as const;

/** Labels that stand for the two, in the words of Kubernetes and of Istio itself. */
const ALIKE: Readonly<Record<(typeof LABELS)[number], readonly string[]>> = {
  app: ['app', 'app.kubernetes.io/name', 'service.istio.io/canonical-name'],
  version: ['version', 'app.kubernetes.io/version', 'service.istio.io/canonical-revision'],
};

export const meshPodLabels = defineRule({
  id: 'mesh-pod-labels',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Where the pods of a mesh namespace carry app and version labels, all of them do.',
  source: 'https://istio.io/latest/docs/ops/deployment/application-requirements/#pod-requirements',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.injection !== 'yes' || runsToCompletion(pod)) return;
    for (const label of LABELS) {
      if (has(pod, label)) continue;
      const { all, [label]: labelled } = customs(world).get(pod.namespace) ?? { all: 0, app: 0, version: 0 };
      const siblings = all - 1;
      // A custom that most of the neighbours keep; where nobody keeps it, nothing is missed.
      if (labelled === 0 || labelled * 2 <= siblings) continue;
      yield {
        path: `${pod.path === '' ? 'metadata' : `${pod.path}.metadata`}.labels`,
        message: `the pods have no ${label} label, while ${labelled} of ${siblings} neighbours in "${pod.namespace}" have one`,
        why: `In metrics, traces and Kiali these pods show up as "unknown" or "latest", and a route by ${label} cannot reach them.`,
        fix: `Add the label ${label} to the pod template (not to the selector, which cannot change).`,
      };
    }
  },
});

function has({ labels }: PodTemplate, label: (typeof LABELS)[number]): boolean {
  return ALIKE[label].some((each) => labels[each] !== undefined);
}

/** How many lasting pods of each namespace are in the mesh, and how many of them carry each label. */
function customs(world: World): ReadonlyMap<string, { all: number; app: number; version: number }> {
  return world.once('labels of mesh pods', () => {
    const map = new Map<string, { all: number; app: number; version: number }>();
    for (const pod of world.podTemplates()) {
      if (pod.injection !== 'yes' || runsToCompletion(pod)) continue;
      const count = map.get(pod.namespace) ?? { all: 0, app: 0, version: 0 };
      count.all += 1;
      for (const label of LABELS) count[label] += has(pod, label) ? 1 : 0;
      map.set(pod.namespace, count);
    }
    return map;
  });
}
