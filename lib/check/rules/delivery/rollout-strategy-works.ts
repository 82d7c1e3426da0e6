import { canaryWeights, shareByPods } from '../../canary.ts';
import { canaryFaults, INVALID_SPEC as why } from '../../delivery/canary-faults.ts';
import { at, numberAt, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import type { World } from '../../world.ts';

export const rolloutStrategyWorks = defineRule({
  id: 'rollout-strategy-works',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'The settings of a Rollout fit each other, as its controller demands.',
  source:
    'https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/validation/validation.go; https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  *check(manifest, world) {
    const { object } = manifest;
    const canary = at(object, 'spec.strategy.canary');
    const blueGreen = at(object, 'spec.strategy.blueGreen');
    if (canary !== undefined && blueGreen !== undefined)
      yield { path: 'spec.strategy', message: 'both canary and blueGreen are set', why, fix: 'Keep one of the two.' };
    if (canary === undefined && blueGreen === undefined && at(object, 'spec') !== undefined) {
      const fix = 'Add strategy: {canary: {steps: […]}} or blueGreen.';
      yield { path: 'spec.strategy', message: 'neither canary nor blueGreen is set', why, fix };
    }
    const routed = ['trafficRouting', 'trafficManagement'].find((key) => at(blueGreen, key) !== undefined);
    if (routed !== undefined) {
      yield {
        path: `spec.strategy.blueGreen.${routed}`,
        message: `blueGreen has ${routed}, which only a canary has, as trafficRouting`,
        why: 'The field is dropped: no VirtualService is ever written, and whether a release is seen hangs on the two Services alone.',
        fix: 'Remove it, and route to activeService and previewService; or make the strategy a canary with trafficRouting.',
      };
    }
    if (numberAt(object, 'spec.revisionHistoryLimit') === 0) {
      yield {
        path: 'spec.revisionHistoryLimit',
        severity: 'warning',
        message: 'no old revision is kept (revisionHistoryLimit 0)',
        why: 'There is nothing to go back to: an undo has no ReplicaSet left.',
        fix: 'Keep two or more.',
      };
    }
    yield* reference(manifest, world);
    yield* canaryFaults(object);
    const pod = world.podTemplate(manifest);
    if (pod !== undefined && at(canary, 'trafficRouting') === undefined) yield* byPods(object, scaleOf(world, pod).min);
  },
});

function* reference({ object }: WorldObject, world: World): Iterable<Issue> {
  const name = textAt(object, 'spec.workloadRef.name');
  if (name === undefined) return;
  const kind = textAt(object, 'spec.workloadRef.kind') ?? 'Deployment';
  if (at(object, 'spec.template') !== undefined) {
    const message = `template stands beside workloadRef (${kind} ${name})`;
    yield { path: 'spec.template', message, why, fix: 'Remove the template, or the workloadRef.' };
  }
  const version = textAt(object, 'spec.workloadRef.apiVersion') ?? 'apps/v1';
  const absent = missing(world, `${version}/${kind}`, object.metadata.namespace ?? '', name);
  if (absent === undefined) return;
  const message = `there is no ${kind} ${name} to take the pods from`;
  yield { path: 'spec.workloadRef.name', severity: absent.severity, message, why, fix: meant(absent, `Add the ${kind}.`) };
}

/** Without a router, traffic follows the number of pods: a small weight of few pods is a large one. */
function* byPods(object: unknown, replicas: number): Iterable<Issue> {
  const { weight, index } = canaryWeights(object).find((each) => each.weight > 0) ?? { weight: 0, index: 0 };
  if (weight === 0 || replicas === 0) return;
  const real = shareByPods(weight, replicas);
  if (real < weight * 2) return;
  yield {
    path: `spec.strategy.canary.steps[${index}].setWeight`,
    severity: 'warning',
    message: `setWeight ${weight} of ${replicas} ${replicas === 1 ? 'pod' : 'pods'} is ${real} % of the traffic, as nothing routes it`,
    why: `Without trafficRouting the share of pods is the share of users: a bad release meets ${real} % of them at the first step.`,
    fix: 'Add trafficRouting, or run enough pods for the weight.',
  };
}
