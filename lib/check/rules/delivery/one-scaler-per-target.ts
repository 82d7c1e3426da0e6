import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const KINDS = ['autoscaling/v2/HorizontalPodAutoscaler', 'keda.sh/v1alpha1/ScaledObject'];

export const oneScalerPerTarget = defineRule({
  id: 'one-scaler-per-target',
  severity: 'error',
  kinds: KINDS,
  asks: 'One autoscaler decides how many pods a workload has.',
  source:
    'https://keda.sh/docs/latest/concepts/scaling-deployments/#transfer-ownership-of-an-existing-hpa; https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  *check(manifest, world) {
    const others = (byTarget(world).get(targetOf(manifest)) ?? []).filter((each) => each !== manifest && !same(each, manifest));
    const [other] = others;
    if (other === undefined) return;
    const kind = textAt(manifest.object, 'spec.scaleTargetRef.kind');
    const name = textAt(manifest.object, 'spec.scaleTargetRef.name') ?? '';
    yield {
      path: 'spec.scaleTargetRef',
      message: `${kind ?? 'Deployment'} ${name} is scaled by ${other.object.kind} ${other.object.metadata.name} too`,
      why: 'Each undoes what the other decides: the number of pods swings with every round, under load and at night.',
      fix: 'Put all metrics into one autoscaler and remove the other.',
    };
  },
});

function byTarget(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('autoscalers by target', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of KINDS.flatMap((kind) => world.ofKind(kind))) addTo(map, targetOf(each), each);
    return map;
  });
}

function targetOf({ object }: WorldObject): string {
  return [
    object.metadata.namespace ?? '',
    textAt(object, 'spec.scaleTargetRef.kind') ?? 'Deployment',
    textAt(object, 'spec.scaleTargetRef.name') ?? '',
  ].join('/');
}

/** Two files with one object, or the HPA that KEDA takes over by name. */
function same(a: WorldObject, b: WorldObject): boolean {
  if (a.object.kind === b.object.kind) return a.object.metadata.name === b.object.metadata.name;
  const [scaled, hpa] = a.object.kind === 'ScaledObject' ? [a, b] : [b, a];
  return textAt(scaled.object, 'spec.advanced.horizontalPodAutoscalerConfig.name') === hpa.object.metadata.name;
}
