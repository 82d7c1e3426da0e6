import { alertOn, rulesObject } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { metricNameKnown } from './metric-name-known.ts';

ruleCases(metricNameKnown, {
  accepts: {
    'names of today': [alertOn('kube_pod_container_resource_limits{resource="cpu"} > 0 and node_load15 > 1 and node_load5 > 1')],
    'both names': [alertOn('node_cpu_seconds_total > 0 or node_cpu > 0')],
    'names of a program of one’s own': [alertOn('blog_posts_total > 0 and container_pool_size > 1')],
    'a name that a rule records': [rulesObject({ record: 'node_cpu', expr: 'sum(node_cpu_seconds_total)' }), alertOn('node_cpu > 0')],
  },
  refuses: {
    'a name that Falcosidekick never had': {
      given: [alertOn('increase(falco_events_total{priority="Critical"}[5m]) > 0')],
      says: 'alert Broken reads falco_events_total, which is called falcosecurity_falcosidekick_falco_events_total since Falcosidekick 2.30',
    },
    'a name of another age': {
      given: [alertOn('kube_pod_container_resource_limits_cpu_cores > 1')],
      says: 'alert Broken reads kube_pod_container_resource_limits_cpu_cores, which is called kube_pod_container_resource_limits{resource="cpu"} since kube-state-metrics 2.0',
    },
    'a slip': {
      given: [alertOn('container_memory_working_set_byte > 1e9')],
      says: 'alert Broken reads container_memory_working_set_byte, which looks like a slip for container_memory_working_set_bytes',
      fix: 'Write container_memory_working_set_bytes.',
    },
    'letters that changed places': {
      given: [alertOn('traces_spanmertics_calls_total > 1')],
      says: 'alert Broken reads traces_spanmertics_calls_total, which looks like a slip for traces_spanmetrics_calls_total',
    },
  },
});
