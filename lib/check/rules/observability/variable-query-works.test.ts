import { dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { variableQueryWorks } from './variable-query-works.ts';

const variable = (query: unknown, rest: object = {}) =>
  dashboardOf([], {
    templating: { list: [{ name: 'pod', type: 'query', datasource: { type: 'prometheus', uid: 'p' }, query, ...rest }] },
  });

ruleCases(variableQueryWorks, {
  accepts: {
    selectors: [
      variable('label_values(kube_pod_info{namespace="$namespace", node=~"a, b"}, pod)'),
      variable({ query: 'label_values(kube_pod_info, pod)', refId: 'A' }),
      variable('label_values({__name__=~"http_.*", job="$job"}, instance)'),
    ],
    'a label alone': [variable('label_values(namespace)')],
    'the result of a query': [variable('query_result(kube_deployment_spec_replicas > 0)', { regex: '/deployment="([^"]+)"/' })],
    'another language': [variable('label_values({app="a"} |= "b", pod)', { datasource: { type: 'loki', uid: 'l' } })],
    'a metric that is a variable': [variable('label_values(${metric}_total{job="$job"}, pod)')],
    'a source that is not named': [variable('label_values(a > 0, b)', { datasource: undefined })],
    'a variable of another type': [variable('label_values(a > 0, b)', { type: 'custom' })],
  },
  refuses: {
    'a comparison': {
      given: [variable('label_values(kube_deployment_spec_replicas{namespace="app"} > 0, deployment)')],
      says: 'the variable pod of dashboard "Blog" asks for label_values(kube_deployment_spec_replicas{namespace="app"} > 0, deployment), and an operator (>) is no part of a selector',
      fix: 'Name a metric with matchers, or write query_result(kube_deployment_spec_replicas{namespace="app"} > 0) with the regex /deployment="([^"]+)"/.',
    },
    'a sum': {
      given: [variable({ query: 'label_values(sum by (pod) (kube_pod_info), pod)' })],
      says: 'the variable pod of dashboard "Blog" asks for label_values(sum by (pod) (kube_pod_info), pod), and sum() is no selector',
    },
    'a function': {
      given: [variable('label_values(rate(http_requests_total{job="$job"}[5m]), pod)')],
      says: 'the variable pod of dashboard "Blog" asks for label_values(rate(http_requests_total{job="$job"}[5m]), pod), and rate() is no selector',
    },
  },
});
