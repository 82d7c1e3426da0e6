import { alertOn, dashboardOf, rulesObject } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { recordedMetricExists } from './recorded-metric-exists.ts';

const record = (name: string) => rulesObject({ record: name, expr: 'sum(rate(http_requests_total[5m]))' });

ruleCases(recordedMetricExists, {
  accepts: {
    'a metric that a rule records': [record('sli:error_rate:5m'), alertOn('sli:error_rate:5m > 0.1')],
    'a metric that the mixin of Kubernetes records': [
      alertOn('node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate > 1'),
    ],
    'a metric that a program tells with a colon': [record('sli:x:y'), alertOn('rate(vllm:generation_tokens_total[5m]) < 1')],
    'a metric without a colon': [alertOn('error_rate > 0.1')],
  },
  refuses: {
    'a metric whose rule is gone': {
      given: [alertOn('sli:error_rate:5m > 0.1')],
      says: 'alert Broken uses sli:error_rate:5m, which no rule records',
      fix: 'Record it with a rule, {record: sli:error_rate:5m, expr: …}, or write its query here.',
    },
    'a slip': {
      given: [record('sli:error_rate:5m'), alertOn('sli:eror_rate:5m > 0.1')],
      says: 'alert Broken uses sli:eror_rate:5m, which no rule records',
      fix: 'Did you mean "sli:error_rate:5m"?',
    },
    'a slip for one of the level of a mixin': {
      given: [record('namespace:requests:rate5m'), alertOn('namespace:request:rate5m > 0.1')],
      says: 'alert Broken uses namespace:request:rate5m, which no rule records',
    },
    'a panel': {
      given: [dashboardOf(['blog:latency:p95'])],
      says: 'panel "Panel 1" of dashboard "Blog" uses blog:latency:p95, which no rule records',
    },
  },
});
