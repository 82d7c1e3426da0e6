import type { KubeObject } from '../../manifest/manifest.ts';
import type { PodTemplate } from '../pods.ts';
import { itemsAt, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { containerSizes, defaultsOf } from './sizes.ts';

/** A VerticalPodAutoscaler that changes the very requests of which the share is measured. */
export function* contested(world: World, object: KubeObject): Iterable<Issue> {
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
export function* requested(world: World, pod: PodTemplate, metric: unknown, type: string, index: number | undefined): Iterable<Issue> {
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
