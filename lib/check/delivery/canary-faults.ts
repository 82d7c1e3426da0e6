import { at, fieldsAt, itemsAt, numberAt, textAt, type Fields } from '../read.ts';
import type { Issue } from '../rule.ts';

/** What Argo Rollouts does with settings that its validation refuses. */
export const INVALID_SPEC = 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.';

const CANARY = 'spec.strategy.canary';

/** Go's `time.ParseDuration`, or seconds without a unit. */
const DURATION = /^\d+$|^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

/**
 * Settings of a Rollout's canary that only make sense with, or only without, a traffic router, and steps that do not exist.
 * @see https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/validation/validation.go
 */
export function* canaryFaults(rollout: unknown): Iterable<Issue> {
  const canary = fieldsAt(rollout, CANARY);
  const routed = canary['trafficRouting'] !== undefined;
  if (canary['dynamicStableScale'] === true && !routed)
    yield invalid(
      'dynamicStableScale',
      'dynamicStableScale works only with trafficRouting',
      'Add trafficRouting, or remove dynamicStableScale.',
    );
  if (canary['dynamicStableScale'] === true && canary['scaleDownDelaySeconds'] !== undefined)
    yield invalid('scaleDownDelaySeconds', 'scaleDownDelaySeconds cannot stand beside dynamicStableScale', 'Remove one of the two.');
  const stable = textAt(canary, 'trafficRouting.istio.destinationRule.stableSubsetName');
  if (stable !== undefined && stable === textAt(canary, 'trafficRouting.istio.destinationRule.canarySubsetName'))
    yield {
      path: `${CANARY}.trafficRouting.istio.destinationRule.canarySubsetName`,
      message: `the stable and the canary subset are both "${stable}"`,
      why: 'The controller writes the labels of the one over those of the other: weights split nothing, and the canary takes all or none.',
      fix: 'Name two subsets of the DestinationRule.',
    };
  if (isNone(canary['maxSurge']) && isNone(canary['maxUnavailable']))
    yield invalid('maxSurge', 'maxSurge and maxUnavailable are both 0', 'Allow one pod more, or one less.');
  for (const [index, step] of itemsAt(canary, 'steps').entries()) yield* stepFaults(step, `steps[${index}]`, canary);
}

function* stepFaults(step: unknown, place: string, canary: Fields): Iterable<Issue> {
  if (at(step, 'setCanaryScale') !== undefined && canary['trafficRouting'] === undefined)
    yield invalid(`${place}.setCanaryScale`, 'setCanaryScale works only with trafficRouting', 'Add trafficRouting, or use setWeight.');
  const pause = textAt(step, 'pause.duration');
  if (pause !== undefined && !DURATION.test(pause))
    yield invalid(
      `${place}.pause.duration`,
      `"${pause}" is no duration`,
      'Write a number with its unit, such as 30s, 5m or 1h30m, or a number of seconds.',
    );
  const weight = numberAt(step, 'setWeight');
  if (weight !== undefined && (weight < 0 || weight > (numberAt(canary, 'trafficRouting.maxTrafficWeight') ?? 100)))
    yield invalid(`${place}.setWeight`, `setWeight is ${weight}, a weight is 0 to 100`, 'Write a percentage.');
  const managed = itemsAt(canary, 'trafficRouting.managedRoutes').map((each) => textAt(each, 'name'));
  for (const kind of ['setHeaderRoute', 'setMirrorRoute']) {
    const name = textAt(step, `${kind}.name`);
    if (name === undefined || managed.includes(name)) continue;
    yield invalid(
      `${place}.${kind}.name`,
      `${kind} "${name}" is not among trafficRouting.managedRoutes`,
      `Add {name: ${name}} to managedRoutes.`,
    );
  }
}

function invalid(place: string, message: string, fix: string): Issue {
  return { path: `${CANARY}.${place}`, message, why: INVALID_SPEC, fix };
}

function isNone(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}
