import { alertOn, dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { labelValuePossible } from './label-value-possible.ts';

ruleCases(labelValuePossible, {
  accepts: {
    'codes and patterns of codes': [
      alertOn('rate(istio_requests_total{response_code=~"5..|429", connection_security_policy!="mutual_tls"}[5m]) > 1'),
      alertOn('rate(istio_requests_total{response_code=~"5.*|0"}[5m]) > 1'),
    ],
    'a reason that is not among the usual ones': [alertOn('kube_pod_container_status_waiting_reason{reason="NetworkNotReady"} > 0')],
    'values of upstream': [alertOn('kube_pod_status_phase{phase=~"Pending|Failed"} == 1 and node_cpu_seconds_total{mode!="idel"} > 0')],
    'single codes, where nobody speaks of classes': [alertOn('rate(http_requests_total{status="429"}[5m]) > 1')],
    classes: [alertOn('rate(http_requests_total{status="4xx"}[5m]) > 1'), dashboardOf(['rate(http_requests_total{status="5xx"}[5m])'])],
    'names of Services as Istio has them': [
      alertOn(
        'istio_requests_total{destination_service="web.blog.svc.cluster.local"} > 0 and istio_requests_total{destination_service_name="web"} > 0',
      ),
    ],
    'the label as it is now': [alertOn('container_memory_working_set_bytes{pod="a", container!=""} > 1e9')],
  },
  refuses: {
    'several values where one is compared': {
      given: [alertOn('up{namespace="shop|blog"} == 0')],
      says: 'alert Broken: namespace="shop|blog" compares the whole text with its |',
      fix: 'Write namespace=~"shop|blog".',
    },
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
    'a short name where the full one stands': {
      given: [alertOn('rate(istio_requests_total{destination_service="web"}[5m]) > 1')],
      says: 'alert Broken: the label destination_service of istio_requests_total is a full host name, never "web"',
      fix: 'Match destination_service_name="web", or write the host in full.',
    },
    'a full name where the short one stands': {
      given: [alertOn('rate(istio_requests_total{destination_service_name="web.blog.svc.cluster.local"}[5m]) > 1')],
      says: 'alert Broken: the label destination_service_name of istio_requests_total is the name alone, never "web.blog.svc.cluster.local"',
    },
    'a class where single codes stand, and half a pattern': {
      given: [
        alertOn('rate(istio_requests_total{response_code="5xx"}[5m]) > 1'),
        alertOn('rate(istio_requests_total{response_code=~"5"}[5m]) > 1'),
      ],
      says: [
        'alert Broken: the label response_code of istio_requests_total is never "5"',
        'alert Broken: the label response_code of istio_requests_total is never "5xx"',
      ],
      fix: 'It takes single codes such as 503: match =~"5..".',
    },
    'a reason in other letters, and a unit in the plural': {
      given: [
        alertOn('kube_pod_container_status_waiting_reason{reason="CrashLoopBackoff"} > 0'),
        alertOn('kube_pod_container_resource_limits{resource="cpu", unit="cores"} > 1'),
      ],
      says: [
        'alert Broken: the label reason of kube_pod_container_status_waiting_reason is never "CrashLoopBackoff"',
        'alert Broken: the label unit of kube_pod_container_resource_limits is never "cores"',
      ],
      fix: 'Did you mean "CrashLoopBackOff"?',
    },
    'a label of another age': {
      given: [alertOn('container_memory_working_set_bytes{pod_name="a"} > 1e9')],
      says: 'alert Broken: container_memory_working_set_bytes has no label pod_name since Kubernetes 1.16',
      fix: 'Write pod.',
    },
  },
});
