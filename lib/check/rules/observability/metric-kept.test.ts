import { alertOn, chartApplication, prometheusFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { metricKept } from './metric-kept.ts';

const asks = alertOn('container_memory_working_set_bytes / container_spec_memory_limit_bytes > 0.9');

ruleCases(metricKept, {
  accepts: {
    'a stack that keeps all': [
      chartApplication('kube-prometheus-stack', 'monitoring', { kubelet: { serviceMonitor: { cAdvisorMetricRelabelings: [] } } }),
      asks,
    ],
    'no stack': [asks],
    'metrics that it keeps': [
      chartApplication('kube-prometheus-stack', 'monitoring', {}),
      alertOn('container_memory_working_set_bytes > 1e9'),
    ],
    'a job of one’s own': [prometheusFile([{ job_name: 'cadvisor', metrics_path: '/metrics/cadvisor' }]), asks],
  },
  refuses: {
    'what the stack drops': {
      given: [chartApplication('kube-prometheus-stack', 'monitoring', {}), asks],
      says: 'alert Broken reads container_spec_memory_limit_bytes, which kube-prometheus-stack, as long as cAdvisorMetricRelabelings is not set, drops',
    },
    'what the only job drops': {
      given: [
        prometheusFile([
          {
            job_name: 'cadvisor',
            metrics_path: '/metrics/cadvisor',
            metric_relabel_configs: [{ source_labels: ['__name__'], regex: 'container_spec_.*', action: 'drop' }],
          },
        ]),
        asks,
      ],
      says: 'alert Broken reads container_spec_memory_limit_bytes, which metric_relabel_configs of the job cadvisor drops',
    },
    'what it does not keep': {
      given: [
        prometheusFile([
          {
            job_name: 'cadvisor',
            metrics_path: '/metrics/cadvisor',
            metric_relabel_configs: [{ source_labels: ['__name__'], regex: 'container_memory_.*', action: 'keep' }],
          },
        ]),
        alertOn('rate(container_cpu_usage_seconds_total[5m]) > 1'),
      ],
      says: 'alert Broken reads container_cpu_usage_seconds_total, which metric_relabel_configs of the job cadvisor drops',
    },
  },
});
