import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const VERTICAL = 'autoscaling.k8s.io/v1/VerticalPodAutoscaler';
const KINDS = ['autoscaling/v2/HorizontalPodAutoscaler', 'keda.sh/v1alpha1/ScaledObject'];

export const oneScalerPerTarget = defineRule({
  id: 'one-scaler-per-target',
  severity: 'error',
  kinds: [...KINDS, VERTICAL],
  asks: 'One autoscaler decides how many pods a workload has, and one how large they are.',
  source:
    'https://keda.sh/docs/latest/concepts/scaling-deployments/#transfer-ownership-of-an-existing-hpa; https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  *check(manifest, world) {
    const others = (byTarget(world).get(targetOf(manifest)) ?? []).filter((each) => each !== manifest && !same(each, manifest));
    const [other] = others;
    if (other === undefined) return;
    const isVertical = manifest.object.kind === 'VerticalPodAutoscaler';
    const path = isVertical ? 'spec.targetRef' : 'spec.scaleTargetRef';
    const kind = textAt(manifest.object, `${path}.kind`);
    const name = textAt(manifest.object, `${path}.name`) ?? '';
    yield {
      path,
      message: `${kind ?? 'Deployment'} ${name} is scaled by ${other.object.kind} ${other.object.metadata.name} too`,
      why: isVertical
        ? 'The updater takes the older of the two, and nobody knows which that is after a restore: the bounds of the other do not count.'
        : 'Each undoes what the other decides: the number of pods swings with every round, under load and at night.',
      fix: isVertical ? 'Remove one of them.' : 'Put all metrics into one autoscaler and remove the other.',
    };
  },
});

function byTarget(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('autoscalers by target', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of [...KINDS, VERTICAL].flatMap((kind) => world.ofKind(kind))) addTo(map, targetOf(each), each);
    return map;
  });
}

function targetOf({ object }: WorldObject): string {
  const isVertical = object.kind === 'VerticalPodAutoscaler';
  const path = isVertical ? 'spec.targetRef' : 'spec.scaleTargetRef';
  return [
    isVertical ? 'sizes' : 'numbers',
    object.metadata.namespace ?? '',
    textAt(object, `${path}.kind`) ?? 'Deployment',
    textAt(object, `${path}.name`) ?? '',
  ].join('/');
}

/** Two files with one object, or the HPA that KEDA takes over by name. */
function same(a: WorldObject, b: WorldObject): boolean {
  if (a.object.kind === b.object.kind) return a.object.metadata.name === b.object.metadata.name;
  const [scaled, hpa] = a.object.kind === 'ScaledObject' ? [a, b] : [b, a];
  return textAt(scaled.object, 'spec.advanced.horizontalPodAutoscalerConfig.name') === hpa.object.metadata.name;
}
