import { alertOn } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertSense } from './alert-sense.ts';

const free = 'node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"}';

ruleCases(alertSense, {
  accepts: {
    'little that is left': [alertOn(`${free} * 100 < 20`)],
    'much that is used': [alertOn(`100 - (${free} * 100) > 80`)],
    'a share that is used': [alertOn(`1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.8`)],
    'what is used, reckoned out': [
      alertOn('(node_filesystem_size_bytes - node_filesystem_avail_bytes) / node_filesystem_size_bytes > 0.8'),
    ],
    'another share': [alertOn('rate(http_errors_total[5m]) / rate(http_requests_total[5m]) > 0.9')],
  },
  refuses: {
    'much that is left': {
      given: [alertOn(`(${free}) * 100 > 80`)],
      says: 'alert Broken fires while more than 80 is free (> 80)',
      fix: 'Write < 20, or compare 100 - … of what is free.',
    },
    'little that is used': {
      given: [alertOn('1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.1')],
      says: 'alert Broken fires while less than 0.1 is used (< 0.1)',
    },
  },
});
