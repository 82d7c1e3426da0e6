import { alertOn } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { thresholdFitsUnit } from './threshold-fits-unit.ts';

const ERRORS = 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))';
const P95 = 'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket[5m])))';

ruleCases(thresholdFitsUnit, {
  accepts: {
    'seconds since something': [
      alertOn('time() - velero_backup_last_successful_timestamp > 25 * 3600'),
      alertOn('probe_ssl_earliest_cert_expiry - time() < 14 * 86400'),
      alertOn('time() - node_time_seconds > 30'),
    ],
    'bytes, seconds and milliseconds': [
      alertOn('container_memory_working_set_bytes > 500 * 1024 * 1024'),
      alertOn('container_memory_working_set_bytes > 536870912'),
      alertOn(`${P95} > 500`),
      alertOn('histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5'),
    ],
    'bytes over a limit': [alertOn('container_memory_working_set_bytes / container_spec_memory_limit_bytes > 0.9')],
    'none at all': [alertOn('node_filesystem_avail_bytes == 0'), alertOn('kubelet_volume_stats_available_bytes <= 0')],
    'milliseconds that were divided': [alertOn(`${P95} / 1000 > 0.5`)],
    'a ratio as a percentage': [alertOn(`${ERRORS} > 0.05`, { annotations: { summary: '{{ $value | humanizePercentage }} fail' } })],
    'a percentage with its sign': [alertOn(`(${ERRORS}) * 100 > 5`, { annotations: { summary: '{{ $value | printf "%.1f" }}% fail' } })],
    'a small percentage': [alertOn(`(${ERRORS}) * 100 > 0.1`)],
  },
  refuses: {
    'milliseconds for a point in time': {
      given: [alertOn('probe_ssl_earliest_cert_expiry - time() < 86400 * 1000 * 14')],
      says: 'alert Broken: a time in seconds is compared with 1209600000, which looks like one in milliseconds',
    },
    'hours since a backup': {
      given: [alertOn('time() - velero_backup_last_successful_timestamp > 24')],
      says: 'alert Broken: a time in seconds is compared with 24, which looks like one in hours or days',
    },
    'bytes as a ratio': {
      given: [alertOn('container_memory_working_set_bytes > 0.8')],
      says: 'alert Broken: a number of bytes is compared with 0.8',
    },
    'bytes as megabytes': {
      given: [alertOn('max by (pod) (container_memory_working_set_bytes) > 500')],
      says: 'alert Broken: a number of bytes is compared with 500',
    },
    'milliseconds as seconds': {
      given: [alertOn(`${P95} > 1`)],
      says: 'alert Broken: a time in milliseconds is compared with 1',
      fix: 'Write 1000 for 1 s.',
    },
    'seconds as milliseconds': {
      given: [alertOn('histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 500')],
      says: 'alert Broken: a time in seconds is compared with 500',
      fix: 'Write 0.5 for 500 ms.',
    },
    'a percentage as a ratio': { given: [alertOn(`(${ERRORS}) * 100 > 0.8`)], says: 'alert Broken: a percentage is compared with 0.8' },
    'a percentage twice': {
      given: [alertOn(`(${ERRORS}) * 100 > 5`, { annotations: { summary: '{{ $value | humanizePercentage }} fail' } })],
      says: 'alert Broken: in its summary, humanizePercentage multiplies by 100 what is a percentage already',
    },
    'a rate as a number': {
      given: [
        alertOn('rate(kube_pod_container_status_restarts_total[15m]) > 0', { annotations: { summary: 'restarted {{ $value }} times' } }),
      ],
      says: 'alert Broken: in its summary, a rate per second is told as a number',
    },
    'a ratio with a percent sign': {
      given: [alertOn(`${ERRORS} > 0.05`, { annotations: { summary: '{{ $value }}% fail' } })],
      says: 'alert Broken: in its summary, a ratio between 0 and 1 is shown with a percent sign',
    },
  },
});
