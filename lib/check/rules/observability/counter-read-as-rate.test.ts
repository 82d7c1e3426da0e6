import { alertOn, dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { counterReadAsRate } from './counter-read-as-rate.ts';

ruleCases(counterReadAsRate, {
  accepts: {
    'a counter through rate': [alertOn('sum(rate(http_requests_total[5m])) > 5 and increase(errors_total[1h]) > 3')],
    'a counter that is only shown, or compared with itself': [
      dashboardOf(['http_requests_total > 5']),
      alertOn('errors_total > errors_total offset 1h'),
    ],
    'a total that is no counter': [alertOn('mysql_pool_memory_total > 5 and node_disk_size_bytes_total > 1')],
    'a gauge as it is': [alertOn('node_load1 > 5 and delta(node_memory_MemFree_bytes[5m]) < 0')],
  },
  refuses: {
    'a counter as it is': {
      given: [alertOn('kube_pod_container_status_restarts_total > 5')],
      says: 'alert Broken: kube_pod_container_status_restarts_total only grows until its program starts again, and is compared with 5 as it is',
      fix: 'Compare increase(kube_pod_container_status_restarts_total[15m]) or a rate.',
    },
    'the growth of a sum': {
      given: [alertOn('rate(sum(istio_requests_total)[5m:30s]) > 5')],
      says: 'alert Broken: rate() is taken of a sum of counters',
      fix: 'Take the sum of rate(), not rate() of the sum.',
    },
    'the growth of a gauge': {
      given: [alertOn('rate(container_memory_working_set_bytes[5m]) > 5')],
      says: 'alert Broken: rate() reads growth, and container_memory_working_set_bytes goes up and down',
    },
  },
});
