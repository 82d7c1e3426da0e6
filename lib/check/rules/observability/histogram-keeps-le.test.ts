import { alertOn, dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { histogramKeepsLe } from './histogram-keeps-le.ts';

ruleCases(histogramKeepsLe, {
  accepts: {
    'buckets with le': [alertOn('histogram_quantile(0.95, sum by (le, service) (rate(http_duration_seconds_bucket[5m]))) > 1')],
    'all labels': [alertOn('histogram_quantile(0.95, rate(http_duration_seconds_bucket[5m])) > 1')],
    'without others': [alertOn('histogram_quantile(0.95, sum without (pod) (rate(http_duration_seconds_bucket[5m]))) > 1')],
    'a native histogram': [alertOn('histogram_quantile(0.95, sum(rate(http_duration_seconds[5m]))) > 1')],
    'a grouping by a variable': [dashboardOf(['histogram_quantile(0.95, sum by ($group) (rate(a_bucket[5m])))'])],
  },
  refuses: {
    'a histogram without its buckets': {
      given: [alertOn('histogram_quantile(0.95, sum by (le) (rate(http_duration_seconds[5m]))) > 1')],
      says: 'alert Broken: http_duration_seconds is summed by le, and only http_duration_seconds_bucket has that label',
    },
    'le aggregated away': {
      given: [alertOn('histogram_quantile(0.95, sum by (service) (rate(a_seconds_bucket[5m]))) > 1')],
      says: 'alert Broken: the label le is aggregated away before histogram_quantile() reads it',
    },
    'a plain sum': {
      given: [dashboardOf(['histogram_quantile(0.95, sum(rate(a_seconds_bucket[5m])))'])],
      says: 'panel "Panel 1" of dashboard "Blog": the label le is aggregated away before histogram_quantile() reads it',
    },
    'a quantile in percent': {
      given: [alertOn('histogram_quantile(95, sum by (le) (rate(a_seconds_bucket[5m]))) > 1')],
      says: 'alert Broken: the quantile is 95, and lies between 0 and 1',
      fix: 'Write 0.95.',
    },
    'a sum instead of buckets': {
      given: [alertOn('histogram_quantile(0.9, sum by (le) (rate(a_seconds_sum[5m]))) > 1')],
      says: 'alert Broken: a_seconds_sum has no buckets',
    },
  },
});
