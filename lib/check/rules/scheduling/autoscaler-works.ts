import type { KubeObject } from '../../../manifest/manifest.ts';
import { at, itemsAt, numberAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { containerSizes, defaultsOf } from '../../scheduling/sizes.ts';
import { servesMetrics, targetPod } from '../../scheduling/scalers.ts';
import type { PodTemplate } from '../../pods.ts';
import type { World } from '../../world.ts';

export const autoscalerWorks = defineRule({
  id: 'autoscaler-works',
  severity: 'error',
  kinds: ['autoscaling/v2/HorizontalPodAutoscaler'],
  asks: 'An autoscaler can compute its metrics: the containers request what it measures, and somebody serves the metric.',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/; seed 002, D-06; seed 003, L4',
  *check({ object }, world) {
    const pod = targetPod(world, object);
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const type = textAt(metric, 'type') ?? '';
      if (pod !== undefined && (type === 'Resource' || type === 'ContainerResource')) yield* requested(world, pod, metric, type, index);
      if (!servesMetrics(world, type)) {
        yield {
          path: `spec.metrics[${index}].type`,
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

/** A VerticalPodAutoscaler that changes the very requests of which the share is measured. */
function* contested(world: World, object: KubeObject): Iterable<Issue> {
  const target = `${textAt(object, 'spec.scaleTargetRef.kind') ?? ''}/${textAt(object, 'spec.scaleTargetRef.name') ?? ''}`;
  const measured = new Set(
    itemsAt(object, 'spec.metrics').flatMap((metric) => textAt(metric, 'resource.name') ?? textAt(metric, 'containerResource.name') ?? []),
  );
  for (const vpa of world.inNamespace('autoscaling.k8s.io/v1/VerticalPodAutoscaler', object.metadata.namespace ?? '')) {
    if (`${textAt(vpa.object, 'spec.targetRef.kind') ?? ''}/${textAt(vpa.object, 'spec.targetRef.name') ?? ''}` !== target) continue;
    const policies = itemsAt(vpa.object, 'spec.resourcePolicy.containerPolicies');
    const limited = policies.flatMap((policy) => itemsAt(policy, 'controlledResources'));
    const shared = [...measured].filter((name) => limited.length === 0 || limited.includes(name));
    if ((textAt(vpa.object, 'spec.updatePolicy.updateMode') ?? 'Auto') === 'Off' || shared.length === 0) continue;
    yield {
      path: 'spec.metrics',
      severity: 'warning',
      message: `VerticalPodAutoscaler ${vpa.object.metadata.name} changes the ${shared.join(' and ')} request of which this measures a share`,
      why: 'Each raises what the other reads: the pods are restarted and their number swings, without an end.',
      fix: 'Set updateMode: "Off" (recommendations only), let the VPA control another resource, or scale by requests instead.',
    };
  }
}

/** A share of the request is measured, so every container that counts must have one; the mesh's own sidecar has. */
function* requested(world: World, pod: PodTemplate, metric: unknown, type: string, index: number | undefined): Iterable<Issue> {
  const field = type === 'Resource' ? 'resource' : 'containerResource';
  const name = textAt(metric, `${field}.name`);
  if (textAt(metric, `${field}.target.type`) !== 'Utilization' || (name !== 'cpu' && name !== 'memory')) return;
  const path = index === undefined ? 'spec.targetCPUUtilizationPercentage' : `spec.metrics[${index}].${field}`;
  const only = type === 'Resource' ? undefined : textAt(metric, 'containerResource.container');
  const running = pod.containers.filter(({ init }) => !init);
  const target = `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`;
  const injected = pod.injection !== 'no' && only === 'istio-proxy';
  if (only !== undefined && !injected && !running.some((each) => each.name === only)) {
    const near = nearName(
      only,
      running.map((each) => each.name),
    );
    const why = 'The autoscaler finds no such container, shows <unknown> and never scales.';
    yield {
      path: `${path}.container`,
      message: `${target} has no container "${only}"`,
      why,
      fix: near === undefined ? 'Name a container of the pod.' : `Did you mean "${near}"?`,
    };
    return;
  }
  const without = running
    .filter((each) => only === undefined || each.name === only)
    .filter(({ fields }) => containerSizes(fields, defaultsOf(world, pod)).requests[name].toNumber() === 0);
  if (without.length === 0) return;
  yield {
    path,
    message: `it measures ${name} as a share of the request, which ${without.map((each) => `"${each.name}"`).join(', ')} of ${target} ${without.length === 1 ? 'does' : 'do'} not state`,
    why: `The autoscaler says "missing request for ${name}" and never scales: the pods keep the number they started with, whatever the load.`,
    fix: `State resources.requests.${name} in every container of the pod.`,
  };
}
