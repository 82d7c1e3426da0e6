import { at, fieldsAt, itemsAt, numberAt, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import type { World } from '../../world.ts';

const INVALID = 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.';
const CANARY = 'spec.strategy.canary';

export const rolloutStrategyWorks = defineRule({
  id: 'rollout-strategy-works',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'The settings of a Rollout fit each other, as its controller demands.',
  source:
    'https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/validation/validation.go; https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  *check(manifest, world) {
    const { object } = manifest;
    const canary = at(object, CANARY);
    if (canary !== undefined && at(object, 'spec.strategy.blueGreen') !== undefined) {
      yield { path: 'spec.strategy', message: 'both canary and blueGreen are set', why: INVALID, fix: 'Keep one of the two.' };
    }
    if (canary === undefined && at(object, 'spec.strategy.blueGreen') === undefined && at(object, 'spec') !== undefined) {
      yield {
        path: 'spec.strategy',
        message: 'neither canary nor blueGreen is set',
        why: INVALID,
        fix: 'Add strategy: {canary: {steps: […]}} or blueGreen.',
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
    yield* routing(object);
    const pod = world.podTemplate(manifest);
    if (pod !== undefined && at(canary, 'trafficRouting') === undefined) yield* byPods(object, scaleOf(world, pod).min);
  },
});

function* reference(manifest: WorldObject, world: World): Iterable<Issue> {
  const name = textAt(manifest.object, 'spec.workloadRef.name');
  if (name === undefined) return;
  const kind = textAt(manifest.object, 'spec.workloadRef.kind') ?? 'Deployment';
  if (at(manifest.object, 'spec.template') !== undefined) {
    yield {
      path: 'spec.template',
      message: `template stands beside workloadRef (${kind} ${name})`,
      why: INVALID,
      fix: 'Remove the template, or the workloadRef.',
    };
  }
  const absent = missing(
    world,
    `${textAt(manifest.object, 'spec.workloadRef.apiVersion') ?? 'apps/v1'}/${kind}`,
    manifest.object.metadata.namespace ?? '',
    name,
  );
  if (absent !== undefined) {
    yield {
      path: 'spec.workloadRef.name',
      severity: absent.severity,
      message: `there is no ${kind} ${name} to take the pods from`,
      why: INVALID,
      fix: meant(absent, `Add the ${kind}.`),
    };
  }
}

/** Settings that only make sense with, or only without, a traffic router. */
function* routing(object: unknown): Iterable<Issue> {
  const canary = fieldsAt(object, CANARY);
  const routed = canary['trafficRouting'] !== undefined;
  const steps = itemsAt(canary, 'steps');
  if (canary['dynamicStableScale'] === true && !routed) {
    yield {
      path: `${CANARY}.dynamicStableScale`,
      message: 'dynamicStableScale works only with trafficRouting',
      why: INVALID,
      fix: 'Add trafficRouting, or remove dynamicStableScale.',
    };
  }
  if (canary['dynamicStableScale'] === true && canary['scaleDownDelaySeconds'] !== undefined) {
    yield {
      path: `${CANARY}.scaleDownDelaySeconds`,
      message: 'scaleDownDelaySeconds cannot stand beside dynamicStableScale',
      why: INVALID,
      fix: 'Remove one of the two.',
    };
  }
  const stable = textAt(canary, 'trafficRouting.istio.destinationRule.stableSubsetName');
  const trial = textAt(canary, 'trafficRouting.istio.destinationRule.canarySubsetName');
  if (stable !== undefined && stable === trial) {
    yield {
      path: `${CANARY}.trafficRouting.istio.destinationRule.canarySubsetName`,
      message: `the stable and the canary subset are both "${stable}"`,
      why: 'The controller writes the labels of the one over those of the other: weights split nothing, and the canary takes all or none.',
      fix: 'Name two subsets of the DestinationRule.',
    };
  }
  const none = (value: unknown): boolean => value === 0 || value === '0' || value === '0%';
  if (none(canary['maxSurge']) && none(canary['maxUnavailable'])) {
    yield {
      path: `${CANARY}.maxSurge`,
      message: 'maxSurge and maxUnavailable are both 0',
      why: INVALID,
      fix: 'Allow one pod more, or one less.',
    };
  }
  const managed = itemsAt(canary, 'trafficRouting.managedRoutes').map((each) => textAt(each, 'name'));
  for (const [index, step] of steps.entries()) {
    const path = `${CANARY}.steps[${index}]`;
    if (at(step, 'setCanaryScale') !== undefined && !routed) {
      yield {
        path: `${path}.setCanaryScale`,
        message: 'setCanaryScale works only with trafficRouting',
        why: INVALID,
        fix: 'Add trafficRouting, or use setWeight.',
      };
    }
    const pause = textAt(step, 'pause.duration');
    if (pause !== undefined && !/^\d+$|^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(pause)) {
      yield {
        path: `${path}.pause.duration`,
        message: `"${pause}" is no duration`,
        why: INVALID,
        fix: 'Write a number with its unit, such as 30s, 5m or 1h30m, or a number of seconds.',
      };
    }
    const weight = numberAt(step, 'setWeight');
    if (weight !== undefined && (weight < 0 || weight > (numberAt(canary, 'trafficRouting.maxTrafficWeight') ?? 100))) {
      yield {
        path: `${path}.setWeight`,
        message: `setWeight is ${weight}, a weight is 0 to 100`,
        why: INVALID,
        fix: 'Write a percentage.',
      };
    }
    for (const kind of ['setHeaderRoute', 'setMirrorRoute']) {
      const name = textAt(step, `${kind}.name`);
      if (name === undefined || managed.includes(name)) continue;
      yield {
        path: `${path}.${kind}.name`,
        message: `${kind} "${name}" is not among trafficRouting.managedRoutes`,
        why: INVALID,
        fix: `Add {name: ${name}} to managedRoutes.`,
      };
    }
  }
}

/** Without a router, traffic follows the number of pods: a small weight of few pods is a large one. */
function* byPods(object: unknown, replicas: number): Iterable<Issue> {
  const steps = itemsAt(object, `${CANARY}.steps`);
  const index = steps.findIndex((step) => (numberAt(step, 'setWeight') ?? 0) > 0);
  const weight = numberAt(steps[index], 'setWeight') ?? 0;
  if (weight === 0 || replicas === 0) return;
  const real = Math.round((100 * Math.max(1, Math.round((weight * replicas) / 100))) / replicas);
  if (real < weight * 2) return;
  yield {
    path: `${CANARY}.steps[${index}].setWeight`,
    severity: 'warning',
    message: `setWeight ${weight} of ${replicas} ${replicas === 1 ? 'pod' : 'pods'} is ${real} % of the traffic, as nothing routes it`,
    why: `Without trafficRouting the share of pods is the share of users: a bad release meets ${real} % of them at the first step.`,
    fix: 'Add trafficRouting, or run enough pods for the weight.',
  };
}
