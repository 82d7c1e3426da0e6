import { itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { targetPod } from '../../scheduling/scalers.ts';
import { podSizes } from '../../scheduling/sizes.ts';
import { bytesOf } from '../../texts/memory.ts';

const WHY = {
  cpu: 'The pods are throttled at their limit and never seem busy enough: under load none is added.',
  memory: 'The pods are killed for their memory before one is added.',
} as const;

export const autoscalerReachesTarget = defineRule({
  id: 'autoscaler-reaches-target',
  severity: 'warning',
  kinds: ['autoscaling/v2/HorizontalPodAutoscaler'],
  asks: 'The use at which an autoscaler adds pods is one that the pods may reach: it lies below their limits.',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  *check({ object }, world) {
    const pod = targetPod(world, object);
    if (pod === undefined) return;
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const name = textAt(metric, 'resource.name');
      const share = numberAt(metric, 'resource.target.averageUtilization');
      const amount = textAt(metric, 'resource.target.averageValue');
      if (textAt(metric, 'type') === 'Resource' && (name === 'cpu' || name === 'memory') && amount !== undefined) {
        const end = podSizes(world, pod).limits[name];
        const wanted = bytesOf(amount);
        if (end === undefined || wanted === undefined || wanted < end.toNumber()) continue;
        yield {
          path: `spec.metrics[${index}].resource.target.averageValue`,
          message: `pods are added above ${amount} of ${name} each, and the limits of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} end at ${end.toString()}`,
          why: WHY[name],
          fix: `Write an amount below ${end.toString()}.`,
        };
        continue;
      }
      if (textAt(metric, 'type') !== 'Resource' || (name !== 'cpu' && name !== 'memory') || share === undefined) continue;
      const { requests, limits } = podSizes(world, pod);
      const [asked, most] = [requests[name].toNumber(), limits[name]?.toNumber()];
      if (most === undefined || asked === 0 || (asked * share) / 100 < most) continue;
      const reach = Math.floor((most / asked) * 100);
      yield {
        path: `spec.metrics[${index}].resource.target.averageUtilization`,
        message: `pods are added above ${share} % of the requested ${name}, and the limits of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} end at ${reach} %`,
        why: WHY[name],
        fix: `Write a share below ${reach}, such as ${Math.min(70, Math.floor(reach * 0.7))}.`,
      };
    }
  },
});
