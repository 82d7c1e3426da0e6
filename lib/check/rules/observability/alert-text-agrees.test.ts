import { alertOn } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertTextAgrees } from './alert-text-agrees.ts';

const SHARE = 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))';
const alert = (expr: string, summary: string, wait = '5m') => alertOn(expr, { for: wait, annotations: { summary } });

ruleCases(alertTextAgrees, {
  accepts: {
    'the same limit, as a share or as a percentage': [
      alert(`${SHARE} > 0.05`, 'More than 5% of requests fail'),
      alert(`100 * ${SHARE} > 5`, 'More than 5 % of requests fail'),
    ],
    'a limit that is told from the other side': [
      alert('node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1', 'The disk is 90% full'),
      alert('(1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) > 0.9', 'Less than 10% of the disk is left'),
    ],
    'the value itself': [alert(`${SHARE} > 0.05`, '{{ $value | humanizePercentage }} of requests fail')],
    'percentages of other things': [alert(`${SHARE} > 0.05`, 'More than 5% of requests fail, the goal is 99.9%')],
    'the time of the query, and both together': [
      alert(`${SHARE} > 0.05`, 'Requests fail for 5 minutes', '10m'),
      alert(`${SHARE} > 0.05`, 'Requests fail for 15 minutes', '10m'),
    ],
    'the same time in another unit': [alert('http_request_duration_seconds > 0.5', 'Slower than 500ms for more than 300 s')],
  },
  refuses: {
    'another limit': {
      given: [alert(`${SHARE} > 0.1`, 'More than 5% of requests fail')],
      says: 'alert Broken: its summary says 5%, and the query asks for 0.1 (10%)',
      fix: 'Write the same number in both places.',
    },
    'another time of an answer': {
      given: [
        alert('histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket[5m]))) > 500', 'P95 is above 1s'),
      ],
      says: 'alert Broken: its summary says 1s, and the query asks for 500 ms',
    },
    'another time to wait': {
      given: [alert('up == 0', 'No answer for 2 minutes', '10m')],
      says: 'alert Broken: its summary says for 2 minutes, and the alert waits for 10m',
    },
  },
});
