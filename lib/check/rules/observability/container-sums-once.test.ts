import { kube, ruleCases } from '../../testing.ts';
import { containerSumsOnce } from './container-sums-once.ts';

const rule = (expr: string): ReturnType<typeof kube> =>
  kube(
    'monitoring.coreos.com/v1/PrometheusRule',
    { name: 'r', namespace: 'monitoring' },
    { spec: { groups: [{ name: 'g', rules: [{ alert: 'High', expr }] }] } },
  );
const SAYS = 'for each pod there is a series for each container, and one for the pod';

ruleCases(containerSumsOnce, {
  accepts: {
    'only containers': [rule('sum by (pod) (rate(container_cpu_usage_seconds_total{container!=""}[5m])) > 1')],
    'only what has an image': [rule('sum(container_memory_working_set_bytes{image!=""}) > 1')],
    'one container': [rule('sum by (pod) (container_memory_working_set_bytes{container="web"}) > 1')],
    'told apart by container': [rule('sum by (pod, container) (container_memory_working_set_bytes) > 1')],
    'the largest series': [rule('max by (pod) (container_memory_working_set_bytes) > 1')],
    'twice above and below the line': [
      rule(
        'sum(rate(container_cpu_usage_seconds_total{pod=~"web-.*"}[1m])) / sum(container_spec_cpu_quota{pod=~"web-.*"} / container_spec_cpu_period{pod=~"web-.*"}) > 0.9',
      ),
    ],
    'metrics of the pod as a whole': [rule('sum by (pod) (rate(container_network_receive_bytes_total[5m])) > 1')],
  },
  refuses: {
    'CPU of a pod': {
      given: [rule('sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop"}[5m])) > 1')],
      says: `alert High sums container_cpu_usage_seconds_total over everything: ${SAYS}`,
    },
    'a mean': {
      given: [rule('avg(container_memory_working_set_bytes{pod=~"web-.*"} / container_spec_memory_limit_bytes{pod=~"web-.*"}) > 0.9')],
      says: `alert High averages container_memory_working_set_bytes over everything: ${SAYS}`,
    },
    'a share of the limit': {
      given: [rule('sum by (pod) (container_memory_working_set_bytes{pod!=""}) / sum by (pod) (kube_pod_container_resource_limits) > 0.8')],
      says: `alert High sums container_memory_working_set_bytes over everything: ${SAYS}`,
    },
  },
});
