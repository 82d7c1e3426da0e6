import { Duration } from '../values/duration.ts';
import { type CanaryStep, rolloutSteps } from './canary-step.ts';
import { refusal } from './testing.ts';

const seconds = Duration.seconds(30);

function steps(...weights: number[]): CanaryStep[] {
  return weights.map((weight) => ({ weight, pause: seconds }));
}

test('every weight is followed by its pause, and the end is left to the controller', () => {
  const given = [
    { weight: 10, pause: seconds },
    { weight: 50, pause: Duration.minutes(1) },
  ];

  const result: unknown = JSON.parse(JSON.stringify(rolloutSteps('web', given)));

  expect(result).toEqual([
    { setWeight: 10 },
    { pause: { duration: { value: '30s' } } },
    { setWeight: 50 },
    { pause: { duration: { value: '1m' } } },
  ]);
});

test('a fifth of the users is the most for a first step', () => {
  expect(rolloutSteps('web', steps(20))).toHaveLength(2);
});

test.each([
  ['no step', [], 'web: the canary has no step: every release would reach all users at once. Name at least one weight with a pause.'],
  [
    'a large first step',
    steps(21, 50),
    'web: the first canary weight is 21 %, a bad release would reach that share of the users before anybody looks. Begin with 20 % or less.',
  ],
  [
    'a share that does not grow',
    steps(10, 50, 50),
    'web: weight 50 follows 50, weights are whole percents that grow up to 99. Order the steps.',
  ],
  ['everybody as a step', steps(10, 100), 'web: weight 100 follows 10, weights are whole percents that grow up to 99. Order the steps.'],
  ['nobody as a step', steps(0), 'web: weight 0 follows 0, weights are whole percents that grow up to 99. Order the steps.'],
  ['half a percent', steps(0.5), 'web: weight 0.5 follows 0, weights are whole percents that grow up to 99. Order the steps.'],
  [
    'a step that nobody sees',
    [{ weight: 10, pause: Duration.seconds(0) }],
    'web: the pause after weight 10 is 0: the step is over before it is seen. Pause for some seconds.',
  ],
])('refuses %s', (_, given, message) => {
  expect(refusal(() => rolloutSteps('web', given))).toBe(message);
});
