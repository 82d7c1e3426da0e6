import { kube, ruleCases } from '../../testing.ts';
import { analysisConditionsDecide } from './analysis-conditions-decide.ts';

const template = (conditions: object, query = 'sum(rate(http_requests_total[2m]))') =>
  kube(
    'argoproj.io/v1alpha1/AnalysisTemplate',
    { name: 'success-rate', namespace: 'blog' },
    {
      spec: { metrics: [{ name: 'rate', provider: { prometheus: { address: 'http://prometheus:9090', query } }, ...conditions }] },
    },
  );

ruleCases(analysisConditionsDecide, {
  accepts: {
    'an element of the list': [template({ successCondition: 'result[0] >= 0.95' })],
    'an empty list that counts as success': [template({ successCondition: 'len(result) == 0 || isNaN(result[0]) || result[0] >= 0.95' })],
    'elements, all of them': [template({ successCondition: 'all(result, # > 0.9)' })],
    'a number': [template({ successCondition: 'result >= 0.95' }, 'scalar(sum(up))')],
    'another provider': [
      kube(
        'argoproj.io/v1alpha1/AnalysisTemplate',
        { name: 'web' },
        { spec: { metrics: [{ name: 'web', provider: { web: { url: 'http://x' } }, successCondition: "result == 'ok'" }] } },
      ),
    ],
  },
  refuses: {
    'a list against a number': {
      given: [template({ successCondition: 'result >= 0.95' })],
      says: 'successCondition "result >= 0.95" compares the list that Prometheus answers with a number',
      fix: 'Write result[0] >= 0.95.',
    },
    'an element of a number': {
      given: [template({ failureCondition: 'result[0] < 1' }, 'scalar(sum(up))')],
      says: 'failureCondition "result[0] < 1" takes an element of a number (the query is scalar)',
    },
    'no condition at all': { given: [template({})], says: 'metric rate has neither a successCondition nor a failureCondition' },
  },
});
