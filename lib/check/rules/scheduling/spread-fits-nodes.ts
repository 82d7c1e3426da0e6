import { at, fields, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import { spreadRoom } from '../../spread.ts';

export const spreadFitsNodes = defineRule({
  id: 'spread-fits-nodes',
  severity: 'error',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A hard topology spread has room for all pods, those of an update and of the autoscaler included.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/; seed 002, L-03 and D-02',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const { nodes } = world.facts;
    if (pod === undefined || nodes === undefined) return;
    const { max, surge, scaler } = scaleOf(world, pod);
    for (const [index, raw] of itemsAt(pod.spec, 'topologySpreadConstraints').entries()) {
      const found = spreadRoom(fields(raw), pod, nodes);
      if (found === undefined) continue;

      // A Deployment that may go below its number makes room by itself; pods of each version may be counted apart.
      const more =
        yieldsRoom(manifest.object) || itemsAt(raw, 'matchLabelKeys').some((key) => text(key)?.endsWith('pod-template-hash')) ? 0 : surge;
      const { room, skew, counted, closed } = found;
      if (max + more <= room) continue;

      const upTo = scaler === undefined ? '' : `${scaler.object.kind} ${scaler.object.metadata.name} up to `;
      const pods = `${upTo}${max} pods${more > 0 ? ` and ${more} more during an update` : ''}`;
      yield {
        path: `${pod.specPath}.topologySpreadConstraints[${index}]`,
        message: `${pods} do not fit: maxSkew ${skew} over ${counted} nodes, ${closed} of them tainted and always empty, leaves room for ${room}`,
        why: 'The pods beyond that stay Pending for ever: an update hangs at its canary, and a scale-up under load brings nothing.',
        fix: 'Set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway.',
      };
    }
  },
});

function yieldsRoom(object: unknown): boolean {
  return (
    at(object, 'kind') === 'Deployment' && !['0', '0%'].includes(textAt(object, 'spec.strategy.rollingUpdate.maxUnavailable') ?? '25%')
  );
}
