import { at, fieldsAt, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const INVALID = 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.';
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;

export const analysisMetricsMeasure = defineRule({
  id: 'analysis-metrics-measure',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/AnalysisTemplate', 'argoproj.io/v1alpha1/ClusterAnalysisTemplate', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A metric of an analysis has one provider, a time between its measurements and a limit within them, and an analysis starts at a step that there is.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/; https://argo-rollouts.readthedocs.io/en/stable/analysis/web/',
  *check({ object }) {
    if (object.kind === 'Rollout') return yield* start(object);
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const path = `spec.metrics[${index}]`;
      const name = textAt(metric, 'name') ?? String(index);
      yield* times(metric, path, name);
      const providers = Object.keys(fieldsAt(metric, 'provider'));
      if (providers.length !== 1)
        yield {
          path: providers.length === 0 ? path : `${path}.provider`,
          message: `metric ${name} has ${providers.length === 0 ? 'no provider' : `the providers ${providers.join(', ')}`}`,
          why: INVALID,
          fix: 'Give each metric one provider.',
        };
      const picked = textAt(metric, 'provider.web.jsonPath');
      if (picked !== undefined && /^[$.]/.test(picked))
        yield {
          path: `${path}.provider.web.jsonPath`,
          message: `jsonPath "${picked}" has no braces, and is a text without them`,
          why: 'The result is that very text, whatever the page answers: no condition about it holds, and every release is aborted.',
          fix: `Write "{${picked.startsWith('$') ? picked : `$${picked}`}}".`,
        };
    }
  },
});

function* times(metric: unknown, path: string, name: string): Iterable<Issue> {
  const count = numberAt(metric, 'count');
  if (count !== undefined && count > 1 && at(metric, 'interval') === undefined)
    yield {
      path: `${path}.count`,
      message: `metric ${name} is measured ${count} times, and has no interval between them`,
      why: INVALID,
      fix: 'Add interval, such as 30s.',
    };
  for (const key of ['interval', 'initialDelay']) {
    const written = textAt(metric, key);
    if (written === undefined || DURATION.test(written) || /[{$]/.test(written)) continue;
    yield {
      path: `${path}.${key}`,
      message: `${key} of metric ${name} is "${written}", and durations are like 30s, 5m or 24h`,
      why: INVALID,
      fix: 'Write it in hours, minutes or seconds.',
    };
  }
  const limit = numberAt(metric, 'failureLimit');
  if (count !== undefined && count > 0 && limit !== undefined && limit > count)
    yield {
      path: `${path}.failureLimit`,
      message: `failureLimit of metric ${name} is ${limit}, of ${count} measurements`,
      why: INVALID,
      fix: `Write less than ${count}.`,
    };
}

/** Steps are counted from 0. */
function* start(object: unknown): Iterable<Issue> {
  const path = 'spec.strategy.canary.analysis.startingStep';
  const [first, steps] = [numberAt(object, path), itemsAt(object, 'spec.strategy.canary.steps').length];
  if (first === undefined || steps === 0 || first < steps) return;
  const message = `the analysis starts at step ${first}, and there are ${steps} (0 to ${steps - 1})`;
  yield { path, message, why: 'It never starts: each release goes out unmeasured.', fix: `Write a number below ${steps}.` };
}
