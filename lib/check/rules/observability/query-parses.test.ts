import { alertOn, dashboardOf, rulesFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { queryParses } from './query-parses.ts';

const analysis = (query: string) =>
  kube(
    'argoproj.io/v1alpha1/AnalysisTemplate',
    {},
    { spec: { metrics: [{ name: 'rate', provider: { prometheus: { address: 'http://prometheus:9090', query } } }] } },
  );

ruleCases(queryParses, {
  accepts: {
    'a usual query': [alertOn('sum by (pod) (rate(http_requests_total{code=~"5.."}[5m])) > 0.5')],
    'variables of Grafana': [
      dashboardOf([
        'sum by ($group) (rate(http_requests_total{namespace=~"$namespace"}[$__rate_interval])) > $limit',
        'topk($n, up[${__range_s}s:$step])',
        '${metric}_total offset $shift',
      ]),
    ],
    'arguments of an analysis': [analysis('sum(rate(http_requests_total{service="{{args.service}}"}[{{args.window}}]))')],
    'a query to Loki': [rulesFile({ alert: 'A', expr: 'sum(rate({app="web"} |= "error" [5m])) > 1' })],
    'a template of Helm': [alertOn('up == {{ .Values.limit }}')],
  },
  refuses: {
    'a variable of Grafana in an alert': {
      given: [alertOn('rate(a_total[$__rate_interval]) > 1')],
      says: 'alert Broken: $__rate_interval is a variable of Grafana, which Prometheus does not know',
    },
    'a bracket that is not closed': { given: [alertOn('sum(rate(a_total[5m])')], says: 'alert Broken: the query ends too early' },
    'a bracket too many in a file': {
      given: [rulesFile({ alert: 'Broken', expr: 'up == 0)' })],
      says: 'alert Broken: the query is no PromQL from character 8 on: )',
    },
    'a panel': { given: [dashboardOf(['rate(a_total[5m]'])], says: 'panel "Panel 1" of dashboard "Blog": the query ends too early' },
    'an analysis': {
      given: [analysis('sum(rate(a_total{service="{{args.service}}"}[5m])')],
      says: 'metric rate: the query ends too early',
    },
  },
});
