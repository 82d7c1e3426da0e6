import { alertOn, dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { labelValuePossible } from './label-value-possible.ts';

ruleCases(labelValuePossible, {
  accepts: {
    'values of upstream': [alertOn('kube_pod_status_phase{phase=~"Pending|Failed"} == 1 and node_cpu_seconds_total{mode!="idel"} > 0')],
    'single codes, where nobody speaks of classes': [alertOn('rate(http_requests_total{status="429"}[5m]) > 1')],
    classes: [alertOn('rate(http_requests_total{status="4xx"}[5m]) > 1'), dashboardOf(['rate(http_requests_total{status="5xx"}[5m])'])],
    'the label as it is now': [alertOn('container_memory_working_set_bytes{pod="a", container!=""} > 1e9')],
  },
  refuses: {
    'a phase that does not exist': {
      given: [alertOn('kube_pod_status_phase{phase="Runing"} == 1')],
      says: 'alert Broken: the label phase of kube_pod_status_phase is never "Runing"',
      fix: 'Did you mean "Running"?',
    },
    'a code where the exporter tells classes': {
      given: [
        alertOn('rate(http_requests_total{status="429"}[5m]) > 1'),
        dashboardOf(['rate(http_requests_total{status=~"4xx|5xx"}[5m])']),
      ],
      says: 'alert Broken: http_requests_total is matched by status="429", while other queries know only classes such as "4xx" there',
    },
    'a label of another exporter': {
      given: [alertOn('rate(istio_requests_total{status=~"5.."}[5m]) > 1')],
      says: 'alert Broken: istio_requests_total has no label status: it is called response_code',
    },
    'a label of another age': {
      given: [alertOn('container_memory_working_set_bytes{pod_name="a"} > 1e9')],
      says: 'alert Broken: container_memory_working_set_bytes has no label pod_name since Kubernetes 1.16',
      fix: 'Write pod.',
    },
  },
});
