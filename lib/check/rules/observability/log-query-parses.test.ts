import { alertOn, logDashboard, rulesFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { logQueryParses } from './log-query-parses.ts';

ruleCases(logQueryParses, {
  accepts: {
    'usual queries': [
      logDashboard(
        '{namespace="blog", app=~"was|web"} |= "error" != "health"',
        'sum by (level) (rate({namespace="blog"} | json | level="error" [5m]))',
        '{app="web"} | pattern `<ip> - - <_> "<method> <uri> <_>" <status> <size>` | status >= 500',
        'sum_over_time({job="nginx"} | logfmt | line_format "{{.msg}}" | unwrap duration [1m])',
      ),
    ],
    'variables of Grafana': [
      logDashboard(
        '{namespace=~"$namespace", pod=~"${pod:regex}"} |~ "$search" | json | $filter',
        'sum(count_over_time({app="$app"}[$__auto])) by ($group)',
        'topk($n, sum by (pod) (rate({namespace="$namespace"}[$__interval])))',
      ),
    ],
    'functions of the newest release': [logDashboard('approx_topk(5, sum by (pod) (rate({app="web"}[1m])))')],
    'every namespace that has a name': [logDashboard('{namespace=~".+"} |= "panic"')],
    'one label that must not be beside one that must': [logDashboard('{namespace="blog", container!="istio-proxy"}')],
    'a rule of the ruler': [rulesFile({ alert: 'Errors', expr: 'sum(rate({app="web"} |= "error" [5m])) > 1' })],
    'a query to Prometheus': [alertOn('up{job="web"} == 0')],
    'a template of Helm': [rulesFile({ alert: 'Errors', expr: 'sum(rate({app="{{ .Values.app }}"} |= "x" [5m])) > 1' })],
  },
  refuses: {
    'a bracket that is not closed, in the ruler': {
      given: [rulesFile({ alert: 'Errors', expr: 'sum(rate({app="web"} |= "error" [5m]) > 1' })],
      says: 'alert Errors: the query ends too early',
    },
    'a panel without the end of its braces': {
      given: [logDashboard('{namespace="blog" |= "error"')],
      says: 'panel "Logs 1" of dashboard "Blog": the query is no LogQL from character 19 on: |= "error"',
    },
    'a filter of PromQL': {
      given: [logDashboard('{app="web"} & "error"')],
      says: 'panel "Logs 1" of dashboard "Blog": the query is no LogQL from character 13 on: & "error"',
    },
    'every stream there is': {
      given: [logDashboard('{namespace=~".*"} |= "error"')],
      says: 'panel "Logs 1" of dashboard "Blog": no matcher of the stream selector needs a value that is not empty',
    },
    'only what must not be': {
      given: [logDashboard('{namespace!="kube-system"}')],
      says: 'panel "Logs 1" of dashboard "Blog": no matcher of the stream selector needs a value that is not empty',
    },
  },
});
