import type { PodTemplate } from '../../pods.ts';
import { fieldsAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isEmptySelector, labelsText, matchesSelector } from '../../selector.ts';
import { folderOf } from '../../folder.ts';

const KINDS = [
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/DaemonSet',
  'apps/v1/ReplicaSet',
  'argoproj.io/v1alpha1/Rollout',
] as const;

export const workloadsOverlap = defineRule({
  id: 'workloads-overlap',
  severity: 'error',
  kinds: KINDS,
  asks: 'No two workloads of a namespace select the same pods.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const selector = fieldsAt(manifest.object, 'spec.selector');
    if (pod === undefined || isEmptySelector(selector) || !matchesSelector(selector, pod.labels)) return;
    const said = new Set<string>();
    for (const other of world.podsWith(textsAt(selector, 'matchLabels'), pod.namespace)) {
      const theirs = fieldsAt(other.owner.object, 'spec.selector');
      // Of two, the second by kind and name speaks; the same object in two files is another mistake.
      if (keyOf(other) >= keyOf(pod) || said.has(keyOf(other)) || isEmptySelector(theirs)) continue;
      if (!matchesSelector(selector, other.labels) || !matchesSelector(theirs, pod.labels)) continue;

      // Without a namespace, folders of one tree may be meant for different ones.
      if (pod.namespace === '' && folderOf(other.owner) !== folderOf(pod.owner)) continue;
      said.add(keyOf(other));
      const { kind, metadata } = other.owner.object;
      yield {
        path: 'spec.selector',
        // Of one name, one was to replace the other.
        severity: metadata.name === manifest.object.metadata.name ? 'error' : 'warning',
        message: `${kind} ${metadata.name} selects ${labelsText(textsAt(selector, 'matchLabels'))}, too`,
        why: 'Both count the pods of the other, every Service in front sends to both, and a rollout of one leaves the pods of the other in the traffic.',
        fix: `Remove one of them, or give each a label of its own in its selector and its pod template.`,
      };
    }
  },
});

function keyOf({ owner }: PodTemplate): string {
  return `${owner.object.kind}/${owner.object.metadata.name}`;
}
