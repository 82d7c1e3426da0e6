import { fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { labelsText, matchesSelector } from '../../selector.ts';

export const selectorMatchesTemplate = defineRule({
  id: 'selector-matches-template',
  severity: 'error',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'apps/v1/ReplicaSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'The selector of a workload matches the labels of its own pod template.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const selector = fieldsAt(manifest.object, 'spec.selector');
    if (pod === undefined || matchesSelector(selector, pod.labels)) return;

    yield {
      path: 'spec.selector',
      message: `the selector does not match the pod template's own labels ${labelsText(pod.labels) || '(none)'}`,
      why: 'The API server refuses the object, and the sync of its whole Application stops there.',
      fix: "Copy the selector's labels into spec.template.metadata.labels: the selector of a running workload cannot be changed.",
    };
  },
});
