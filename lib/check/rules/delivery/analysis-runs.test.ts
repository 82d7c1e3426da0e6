import { kube, rollout, ruleCases } from '../../testing.ts';
import { analysisRuns } from './analysis-runs.ts';

const template = (spec: object, name = 'success-rate') =>
  kube('argoproj.io/v1alpha1/AnalysisTemplate', { name, namespace: 'blog' }, { spec });
const step = (templateName: string, args: object[] = []) =>
  rollout({ namespace: 'blog', spec: { strategy: { canary: { steps: [{ analysis: { templates: [{ templateName }], args } }] } } } });
const background = (templateName: string) =>
  rollout({ namespace: 'blog', spec: { strategy: { canary: { analysis: { templates: [{ templateName }] } } } } });
const metrics = [{ name: 'rate', interval: '30s', count: 5 }];

ruleCases(analysisRuns, {
  accepts: {
    'a template with its argument': [
      template({ args: [{ name: 'service' }, { name: 'limit', value: '0.9' }], metrics }),
      step('success-rate', [{ name: 'service', value: 'web' }]),
    ],
    'a metric without end, in the background': [template({ metrics: [{ name: 'rate', interval: '30s' }] }), background('success-rate')],
    'one measurement': [template({ metrics: [{ name: 'rate' }] }), step('success-rate')],
    'no analysis': [rollout({ namespace: 'blog' })],
  },
  refuses: {
    'a template of another name': {
      given: [template({}), step('succes-rate')],
      says: 'there is no AnalysisTemplate succes-rate',
      fix: 'Did you mean "success-rate"?',
    },
    'an argument that is missing': {
      given: [template({ args: [{ name: 'service' }], metrics }), step('success-rate')],
      says: 'AnalysisTemplate success-rate needs the argument service, which is not handed over',
    },
    'an argument that nobody asked for': {
      given: [template({ args: [{ name: 'service' }], metrics }), step('success-rate', [{ name: 'service' }, { name: 'servic' }])],
      says: 'AnalysisTemplate success-rate has no argument servic',
    },
    'a step that never ends': {
      given: [template({ metrics: [{ name: 'rate', interval: '30s' }] }), step('success-rate')],
      says: 'metric rate of success-rate has an interval and no count: it never ends',
    },
  },
});
