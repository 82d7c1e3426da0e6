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
        'topk($n, max_over_time(up[${__range_s}s:$step]))',
        '${metric}_total offset $shift',
      ]),
    ],
    'ranges where they belong': [
      alertOn('max_over_time(rate(a_total[5m])[1h:1m]) > quantile_over_time(0.9, (b[1h] offset 5m))'),
      alertOn('predict_linear(a[1h], 4 * 3600) < 0 and rate((a_total[5m])) > sum(increase(a_total{b="c"}[5m] @ end()))'),
      dashboardOf(['rate($metric)', 'sum(rate(${query}))', 'rate(a_total{b="$c"}[$__rate_interval])', 'histogram_quantile(0.9, $buckets)']),
    ],
    'series that are joined': [alertOn('(sum(a_total) or vector(0)) * 100 > 5 unless on() (b == 1)')],
    'a function that we do not know': [alertOn('mad_over_time(a[5m]) > 0')],
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
    'a rate of one value': {
      given: [dashboardOf(['rate(kafka_messages_total{topic="a"})'])],
      says: 'panel "Panel 1" of dashboard "Blog": rate() takes a range of values, and kafka_messages_total{topic="a"} is one value: there is no […] behind it',
    },
    'a rate of a sum': {
      given: [alertOn('increase(sum(a_total)) > 5')],
      says: 'alert Broken: increase() takes a range of values, and sum(a_total) is one value: there is no […] behind it',
    },
    'a sum of a range': {
      given: [alertOn('sum by (pod) (a_total[5m]) > 5')],
      says: 'alert Broken: sum() takes one value of each series, and a_total[…] is a range',
    },
    'a number where series must stand': {
      given: [alertOn('sum(rate(a_total{code="500"}[5m])) / sum(rate(a_total[5m])) * 100 or (0)')],
      says: 'alert Broken: "or" joins series, and 0 is a number: vector(0) is a series',
    },
    'a range that is compared': {
      given: [alertOn('a_total[5m] > 5')],
      says: 'alert Broken: an operator takes one value of each series, and a_total[…] is a range',
    },
    'the quantile of a range': {
      given: [dashboardOf(['histogram_quantile(0.9, a_bucket[$__rate_interval])'])],
      says: 'panel "Panel 1" of dashboard "Blog": histogram_quantile() takes one value, and a_bucket[…] is a range',
    },
    'a panel': { given: [dashboardOf(['rate(a_total[5m]'])], says: 'panel "Panel 1" of dashboard "Blog": the query ends too early' },
    'an analysis': {
      given: [analysis('sum(rate(a_total{service="{{args.service}}"}[5m])')],
      says: 'metric rate: the query ends too early',
    },
  },
});
