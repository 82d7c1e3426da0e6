import { alertOn } from '../../observability/testing.ts';
import { deployment, kube, rollout, ruleCases, statefulSet } from '../../testing.ts';
import { queryNamesExist } from './query-names-exist.ts';

const shop = [kube('v1/Namespace', { name: 'shop' }), deployment({ namespace: 'shop', name: 'shop-web' })];

const set = statefulSet({ namespace: 'shop', name: 'loki', spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } });

ruleCases(queryNamesExist, {
  accepts: {
    'names that are there': [...shop, alertOn('kube_deployment_status_replicas_available{namespace="shop",deployment="shop-web"} == 0')],
    'names in a list': [...shop, alertOn('kube_deployment_status_replicas{namespace=~"shop|monitoring"} == 0')],
    'patterns and variables': [...shop, alertOn('kube_pod_info{namespace=~"shop-.*"} == 0')],
    'a namespace of another tree': [...shop, alertOn('kube_pod_info{namespace="payments"} == 0')],
    'metrics of programs, whose labels are their own': [...shop, alertOn('orders_total{namespace="shop-system",deployment="web"} == 0')],
    'workloads of the mesh, and those of gateways': [
      ...shop,
      alertOn('istio_requests_total{destination_workload="shop-web", source_workload="istio-ingressgateway"} > 1'),
      alertOn('istio_requests_total{destination_workload="payments"} > 1'),
    ],
    'claims of a set, by their number and by a pattern': [
      ...shop,
      set,
      alertOn('kubelet_volume_stats_used_bytes{namespace="shop",persistentvolumeclaim=~"data-loki-0|data-loki-1"} > 1'),
      alertOn('kubelet_volume_stats_used_bytes{namespace="shop",persistentvolumeclaim="other"} > 1'),
    ],
    'a namespace that a chart fills': [
      ...shop,
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'x' }, destination: { namespace: 'shop' } } }),
      alertOn('kube_deployment_status_replicas{namespace="shop",deployment="web"} == 0'),
    ],
  },
  refuses: {
    'a claim of a set by the name of its template': {
      given: [...shop, set, alertOn('kubelet_volume_stats_used_bytes{namespace="shop",persistentvolumeclaim="loki-data"} > 1')],
      says: 'alert Broken: there is no persistentvolumeclaim "loki-data" in "shop"',
      fix: 'Did you mean "data-loki-0"?',
    },
    'a workload of the mesh by the name of its Service': {
      given: [...shop, alertOn('istio_requests_total{destination_workload="web",destination_workload_namespace="shop"} > 1')],
      says: 'alert Broken: no workload is called "web" (destination_workload)',
      fix: 'Did you mean "shop-web"?',
    },
    'a Deployment that became a Rollout': {
      given: [
        ...shop,
        rollout({ namespace: 'shop', name: 'api' }),
        alertOn('kube_deployment_status_replicas_available{namespace="shop",deployment="api"} < 2'),
      ],
      says: 'alert Broken: "api" in "shop" is a Rollout, and no deployment',
    },
    'a namespace that was renamed': {
      given: [...shop, alertOn('container_memory_working_set_bytes{namespace="shop-system"} > 1e9')],
      says: 'alert Broken: there is no namespace "shop-system"',
      fix: 'Did you mean "shop"?',
    },
    'a workload that was renamed': {
      given: [...shop, alertOn('kube_deployment_status_replicas_available{namespace="shop",deployment="web"} == 0')],
      says: 'alert Broken: there is no deployment "web" in "shop"',
      fix: 'Did you mean "shop-web"?',
    },
  },
});
