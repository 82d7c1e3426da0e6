import { kube, ruleCases } from '../../testing.ts';
import { analysisMetricsMeasure } from './analysis-metrics-measure.ts';

const prometheus = { prometheus: { query: 'up' } };
const metric = (more: object, provider: object = prometheus) =>
  kube('argoproj.io/v1alpha1/AnalysisTemplate', { name: 'rate' }, { spec: { metrics: [{ name: 'rate', provider, ...more }] } });
const web = (jsonPath: string) => metric({}, { web: { url: 'http://web/health', jsonPath } });
const rollout = (startingStep: number, steps = 3) =>
  kube(
    'argoproj.io/v1alpha1/Rollout',
    {},
    { spec: { strategy: { canary: { steps: Array.from({ length: steps }, () => ({ setWeight: 10 })), analysis: { startingStep } } } } },
  );

ruleCases(analysisMetricsMeasure, {
  accepts: {
    'one measurement': [metric({}), metric({ count: 1 })],
    'some, with a time between': [metric({ count: 3, interval: '1m30s', failureLimit: 3 })],
    'in the background': [metric({ interval: '30s', failureLimit: 5 })],
    'a count of each release': [metric({ count: '{{args.count}}', interval: '{{args.interval}}' })],
    'a path in braces': [web('{$.status}'), web('{.status}'), web('')],
    'a step that there is': [rollout(2), rollout(1, 0)],
  },
  refuses: {
    'some without a time between': {
      given: [metric({ count: 3 })],
      says: 'metric rate is measured 3 times, and has no interval between them',
    },
    'a time in days': {
      given: [metric({ interval: '1d' })],
      says: 'interval of metric rate is "1d", and durations are like 30s, 5m or 24h',
    },
    'a limit above the count': {
      given: [metric({ count: 3, interval: '1m', failureLimit: 5 })],
      says: 'failureLimit of metric rate is 5, of 3 measurements',
    },
    'no provider': { given: [metric({}, {})], says: 'metric rate has no provider' },
    'two providers': {
      given: [metric({}, { ...prometheus, web: { url: 'http://web' } })],
      says: 'metric rate has the providers prometheus, web',
    },
    'a path without braces': {
      given: [web('$.status')],
      says: 'jsonPath "$.status" has no braces, and is a text without them',
      fix: 'Write "{$.status}".',
    },
    'a step behind the last': { given: [rollout(3)], says: 'the analysis starts at step 3, and there are 3 (0 to 2)' },
  },
});
