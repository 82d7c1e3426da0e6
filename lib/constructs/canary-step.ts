import type { RolloutSpecStrategyCanarySteps as RolloutStep } from '../../imports/argoproj.io.ts';
import { RolloutSpecStrategyCanaryStepsPauseDuration as PauseDuration } from '../../imports/argoproj.io.ts';
import { InputError } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import { FIRST_CANARY_WEIGHT } from '../values/limits.ts';

/** A share of the traffic for the new version, and how long it is watched before the next step. */
export interface CanaryStep {
  /** Percent, 1 to 99; after the last pause the new version gets everything. */
  readonly weight: number;
  /** Every weight is followed by a pause: without one, the next step comes before anybody could see a fault (L-20). */
  readonly pause: Duration;
}

/** The steps as Argo Rollouts reads them. @throws InputError for steps that could not stop a bad release. */
export function rolloutSteps(where: string, steps: readonly CanaryStep[]): RolloutStep[] {
  const [first] = steps;
  if (first === undefined) {
    throw new InputError(
      where,
      'the canary has no step: every release would reach all users at once',
      'Name at least one weight with a pause.',
    );
  }
  if (first.weight > FIRST_CANARY_WEIGHT) {
    throw new InputError(
      where,
      `the first canary weight is ${first.weight} %, a bad release would reach that share of the users before anybody looks`,
      `Begin with ${FIRST_CANARY_WEIGHT} % or less.`,
    );
  }
  let last = 0;
  for (const { weight, pause } of steps) {
    if (!Number.isInteger(weight) || weight <= last || weight > 99) {
      throw new InputError(where, `weight ${weight} follows ${last}, weights are whole percents that grow up to 99`, 'Order the steps.');
    }
    if (pause.seconds <= 0) {
      throw new InputError(where, `the pause after weight ${weight} is 0: the step is over before it is seen`, 'Pause for some seconds.');
    }
    last = weight;
  }
  return steps.flatMap(({ weight, pause }) => [{ setWeight: weight }, { pause: { duration: PauseDuration.fromString(pause.text) } }]);
}
