import { names } from '../../../lib/metrics/exporter.ts';
import { ISTIO_PROXY } from '../../../lib/metrics/exporters/istio-proxy.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { CADVISOR } from '../../../lib/metrics/exporters/kubelet.ts';
import { PRODUCTION } from '../namespaces.ts';
import { KUBE_STATE_SIDECARS } from './catalogue.ts';

const cadvisor = names(CADVISOR);
const kube = { ...names(KUBE_STATE), ...names(KUBE_STATE_SIDECARS) };
const mesh = names(ISTIO_PROXY);

const OURS = `namespace="${PRODUCTION.name}"`;
const SIDECAR = 'container="istio-proxy"';

/** Requests as the pods that answered them count them: those that asked count each a second time. */
export const ANSWERED = `reporter="destination", destination_workload_namespace="${PRODUCTION.name}"`;
/** What a line of a graph, and an alert, is about. */
export const BY_SERVICE = 'destination_service_name';

/** Sum of the limits of a pod. Its sidecar is an init container that stays, whose limits have a name of their own. */
function limits(resource: 'cpu' | 'memory'): string {
  const of = `${OURS}, resource="${resource}"`;
  const [own, sidecar] = [kube.kube_pod_container_resource_limits, kube.kube_pod_init_container_resource_limits];
  return `sum by (namespace, pod) (${own}{${of}} or ${sidecar}{${of}, ${SIDECAR}})`;
}

/** Share of its limit that a pod uses, 0 to 1 (M26). Without a container's name cAdvisor tells the sum of the pod once more. */
export const CPU_SHARE = `sum by (namespace, pod) (rate(${cadvisor.container_cpu_usage_seconds_total}{${OURS}, container!=""}[5m])) / ${limits('cpu')}`;
export const MEMORY_SHARE = `sum by (namespace, pod) (${cadvisor.container_memory_working_set_bytes}{${OURS}, container!=""}) / ${limits('memory')}`;

/** Restarts of any container of a pod, its sidecar included. Unit: restarts in the last 15 minutes. */
export const RESTARTS = `increase(${kube.kube_pod_container_status_restarts_total}{${OURS}}[15m]) or increase(${kube.kube_pod_init_container_status_restarts_total}{${OURS}, ${SIDECAR}}[15m])`;

/** Requests a second, of some services. */
export function requests(more = ''): string {
  return `sum by (${BY_SERVICE}) (rate(${mesh.istio_requests_total}{${ANSWERED}${more}}[5m]))`;
}

/** Share of the requests that were answered with some codes, 0 to 1. @param codes a regular expression, `5..` */
export function answeredWith(codes: string, more = ''): string {
  return `${requests(`${more}, response_code=~"${codes}"`)} / ${requests(more)}`;
}

/** Time in which a share of the requests was answered. Unit: milliseconds. */
export function latency(share: number, more = ''): string {
  const buckets = `rate(${mesh.istio_request_duration_milliseconds_bucket}{${ANSWERED}${more}}[5m])`;
  return `histogram_quantile(${share}, sum by (le, ${BY_SERVICE}) (${buckets}))`;
}

/** A metric of the mesh by which Grafana finds the services that there are. */
export const SERVICES = `${mesh.istio_requests_total}{${ANSWERED}}`;
