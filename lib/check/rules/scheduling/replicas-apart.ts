import type { PodTemplate } from '../../pods.ts';
import { at, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import { budgetsOf } from '../../scheduling/budgets.ts';
import type { World } from '../../world.ts';

export const replicasApart = defineRule({
  id: 'replicas-apart',
  severity: 'warning',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'Several replicas are kept apart by a spread or anti-affinity, or at least from being drained together by a budget.',
  source:
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/; https://kubernetes.io/docs/tasks/run-application/configure-pdb/; seed 003, L4',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const { min, scaler } = scaleOf(world, pod);
    const workers = world.facts.nodes?.filter(({ schedulable }) => schedulable).length;
    if (min < 2 || (workers !== undefined && workers < 2)) return;
    if (isKept(world, pod) || at(pod.spec, 'nodeName') !== undefined) return;
    const count =
      scaler === undefined ? `${min} replicas` : `at least ${min} replicas (${scaler.object.kind} ${scaler.object.metadata.name})`;
    yield {
      path: pod.specPath,
      severity: isUsual(world) ? 'warning' : 'info',
      message: `${count} have neither a topology spread, nor anti-affinity, nor a PodDisruptionBudget`,
      why: 'All of them may sit on one node, and be gone together when it fails; a drain may evict all at once. The replicas cost twice and save nothing.',
      fix: 'Add topologySpreadConstraints over kubernetes.io/hostname, and a PodDisruptionBudget with maxUnavailable: 1.',
    };
  },
});

function isKept(world: World, pod: PodTemplate): boolean {
  return (
    itemsAt(pod.spec, 'topologySpreadConstraints').length > 0 ||
    ['required', 'preferred'].some(
      (how) => itemsAt(pod.spec, `affinity.podAntiAffinity.${how}DuringSchedulingIgnoredDuringExecution`).length > 0,
    ) ||
    budgetsOf(world, pod).length > 0
  );
}

/** Where some workload is kept apart, the others were forgotten; a tree without any leaves it to the scheduler's own, soft spread. */
function isUsual(world: World): boolean {
  if (world.facts.whole === true || world.facts.nodes !== undefined) return true;
  return world.once('pods kept apart', () => world.podTemplates().some((pod) => !pod.provided && isKept(world, pod)));
}
