import type { NodeFact } from '../facts.ts';
import type { PodTemplate } from '../pods.ts';
import { at, fields, itemsAt, numberAt, text, textAt } from '../read.ts';
import { defineRule } from '../rule.ts';
import { scaleOf } from '../scale.ts';
import { matchesSelector } from '../selector.ts';

const HOSTNAME = 'kubernetes.io/hostname';

export const spreadFitsNodes = defineRule({
  id: 'spread-fits-nodes',
  severity: 'error',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A hard topology spread has room for all pods, those of an update and of the autoscaler included.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/; seed 002, L-03 and D-02',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const [index, raw] of itemsAt(pod.spec, 'topologySpreadConstraints').entries()) {
      const constraint = fields(raw);
      const path = `${pod.specPath}.topologySpreadConstraints[${String(index)}]`;
      const selector = constraint['labelSelector'];
      if (selector === undefined || !matchesSelector(selector, pod.labels)) {
        const why = 'The scheduler counts other pods or none: these are not spread at all, and one dead node may take them all.';
        yield { path: `${path}.labelSelector`, severity: 'warning', message: 'the constraint does not select the pods that carry it', why, fix: 'Select the labels of this pod template.' };
        continue;
      }
      const nodes = world.facts.nodes;
      const hard = (text(constraint['whenUnsatisfiable']) ?? 'DoNotSchedule') === 'DoNotSchedule';
      if (!hard || constraint['topologyKey'] !== HOSTNAME || nodes === undefined || choosesNodes(pod)) continue;

      const open = nodes.filter((node) => node.schedulable || tolerates(pod, node));
      const counted = constraint['nodeTaintsPolicy'] === 'Honor' ? open : nodes;
      const skew = numberAt(constraint, 'maxSkew') ?? 1;
      const floorIsZero = counted.length > open.length || counted.length < (numberAt(constraint, 'minDomains') ?? 1);
      const room = floorIsZero ? open.length * skew : Number.POSITIVE_INFINITY;
      const { max, surge, scaler } = scaleOf(world, pod);
      // Pods of each version are counted apart.
      const versions = itemsAt(constraint, 'matchLabelKeys').some((key) => /pod-template-hash$/.test(text(key) ?? '')) ? 0 : surge;
      // A Deployment that may go below its number makes room for the surge by itself.
      const needed = max + (gives(manifest.object) ? 0 : versions);
      if (needed <= room) continue;

      const tainted = counted.length - open.length;
      const sum = `${scaler === undefined ? '' : `${scaler.object.kind} ${scaler.object.metadata.name} up to `}${String(max)} pods${needed > max ? ` and ${String(versions)} more during an update` : ''}`;
      yield {
        path,
        message: `${sum} do not fit: maxSkew ${String(skew)} over ${String(counted.length)} nodes, ${String(tainted)} of them tainted and always empty, leaves room for ${String(room)}`,
        why: 'The pods beyond that stay Pending for ever: an update hangs at its canary, and a scale-up under load brings nothing.',
        fix: 'Set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway.',
      };
    }
  },
});

/** A node selector or required affinity picks nodes by labels that are not known here. */
function choosesNodes({ spec }: PodTemplate): boolean {
  return spec['nodeSelector'] !== undefined || at(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution') !== undefined;
}

function tolerates({ spec }: PodTemplate, { role }: NodeFact): boolean {
  return itemsAt(spec, 'tolerations').some((toleration) => {
    const key = textAt(toleration, 'key');
    const effect = textAt(toleration, 'effect') ?? 'NoSchedule';
    return effect === 'NoSchedule' && (key === undefined || (role === 'control-plane' && key === 'node-role.kubernetes.io/control-plane'));
  });
}

function gives(object: unknown): boolean {
  return at(object, 'kind') === 'Deployment' && !['0', '0%'].includes(textAt(object, 'spec.strategy.rollingUpdate.maxUnavailable') ?? '25%');
}
