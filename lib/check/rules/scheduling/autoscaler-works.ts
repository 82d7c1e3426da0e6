import { at, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { contested, requested } from '../../scheduling/measured.ts';
import { isMadeWithout, servesMetrics, targetPod } from '../../scheduling/scalers.ts';

export const autoscalerWorks = defineRule({
  id: 'autoscaler-works',
  severity: 'error',
  kinds: ['autoscaling/v2/HorizontalPodAutoscaler'],
  asks: 'An autoscaler can compute its metrics: the containers request what it measures, and somebody serves the metric.',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/; seed 002, D-06; seed 003, L4',
  *check({ object }, world) {
    const kind = textAt(object, 'spec.scaleTargetRef.kind') ?? '';
    if (/^(DaemonSet|Pod|Job|CronJob|Node|Service)$/.test(kind)) {
      yield {
        path: 'spec.scaleTargetRef.kind',
        message: `a ${kind} has no number of copies that somebody could set`,
        why: 'The autoscaler says FailedGetScale, and nothing is ever scaled.',
        fix: kind === 'DaemonSet' ? 'Remove it: a DaemonSet has one pod for each node.' : 'Name a Deployment, a StatefulSet or a Rollout.',
      };
      return;
    }
    const pod = targetPod(world, object);
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const type = textAt(metric, 'type') ?? '';
      if (pod !== undefined && (type === 'Resource' || type === 'ContainerResource')) yield* requested(world, pod, metric, type, index);
      const made = type.endsWith('Resource') && isMadeWithout(world);
      if (!servesMetrics(world, type) || made) {
        yield {
          path: `spec.metrics[${index}].type`,
          ...(made && servesMetrics(world, type) ? { severity: 'warning' as const } : {}),
          message: `nothing in the tree serves metrics of type ${type}`,
          why: 'The autoscaler shows <unknown> and never scales: the pods keep the number they started with, whatever the load.',
          fix: type.endsWith('Resource')
            ? 'Install metrics-server.'
            : 'Install an adapter for it (prometheus-adapter, KEDA), or scale by CPU.',
        };
      }
    }
    yield* contested(world, object);
    const version1 = at(object, 'spec.targetCPUUtilizationPercentage') !== undefined;
    if (pod !== undefined && version1)
      yield* requested(world, pod, { resource: { name: 'cpu', target: { type: 'Utilization' } } }, 'Resource', undefined);
    const [min, max] = [numberAt(object, 'spec.minReplicas') ?? 1, numberAt(object, 'spec.maxReplicas') ?? 0];
    if (min === max && min > 0) {
      const message = `minReplicas and maxReplicas are both ${min}`;
      yield {
        path: 'spec.maxReplicas',
        severity: 'warning',
        message,
        why: 'The autoscaler has nothing to decide: under load no pod is added.',
        fix: 'Raise maxReplicas, or state the replicas in the workload.',
      };
    }
  },
});
