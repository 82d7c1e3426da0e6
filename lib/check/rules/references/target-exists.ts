import { chartsFill } from '../../hosts/chart-services.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, fields, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Where each kind names the workload that it works on. */
const TARGETS: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'spec.scaleTargetRef',
  VerticalPodAutoscaler: 'spec.targetRef',
  ScaledObject: 'spec.scaleTargetRef',
};

const WORKLOADS = ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout', 'apps/v1/DaemonSet'];

export const targetExists = defineRule({
  id: 'target-exists',
  severity: 'error',
  kinds: ['autoscaling/v2/HorizontalPodAutoscaler', 'autoscaling.k8s.io/v1/VerticalPodAutoscaler', 'keda.sh/v1alpha1/ScaledObject'],
  asks: 'The workload that an autoscaler names exists, in its namespace and under its kind.',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/; seed 002, D-13',
  *check({ object }, world) {
    const path = TARGETS[object.kind] ?? 'spec.scaleTargetRef';
    const target = fields(at(object, path));
    const name = textAt(target, 'name') ?? '';
    const kind = textAt(target, 'kind') ?? 'Deployment';
    const namespace = object.metadata.namespace ?? '';
    const apiVersion = textAt(target, 'apiVersion') ?? 'apps/v1';
    const absent = missing(world, `${apiVersion}/${kind}`, namespace, name);
    if (absent === undefined) return;
    // An operator's own kind, as a chart writes it: nothing of that kind was read.
    if (absent.near === undefined && !WORKLOADS.includes(`${apiVersion}/${kind}`) && isFilled(world, namespace)) return;

    const other = namesake(world, namespace, name);
    const why = 'The number of pods stays as it is, whatever the load: the autoscaler only logs that it cannot find its target.';
    yield {
      path,
      severity: absent.severity,
      message: `there is no ${kind} ${namespace === '' ? '' : `${namespace}/`}${name} of ${apiVersion}`,
      why,
      fix:
        other === undefined
          ? meant(absent, 'Name a workload that exists.')
          : `${name} is a ${other.kind}: write apiVersion: ${other.apiVersion} and kind: ${other.kind}.`,
    };
  },
});

/** Charts make objects there, of kinds that are not all known. */
function isFilled(world: World, namespace: string): boolean {
  return chartsFill(world, namespace) || releasesOf(world).some((each) => each.namespace === namespace);
}

/** A workload of the same name and another kind. */
function namesake(world: World, namespace: string, name: string): { readonly apiVersion: string; readonly kind: string } | undefined {
  return WORKLOADS.map((kind) => world.find(kind, namespace, name)?.object).find((object) => object !== undefined);
}
