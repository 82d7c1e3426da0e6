import { chartApplication, configFile, dashboardOf, prometheusFile, rulesFile } from '../../observability/testing.ts';
import { daemonSet, deployment, ruleCases, service } from '../../testing.ts';
import { metricSourceScraped } from './metric-source-scraped.ts';

const alertOn = (expr: string) => rulesFile({ alert: 'Broken', expr });
const cadvisor = {
  job_name: 'cadvisor',
  kubernetes_sd_configs: [{ role: 'node' }],
  relabel_configs: [{ target_label: '__metrics_path__', replacement: '/api/v1/nodes/$1/proxy/metrics/cadvisor' }],
};
const nodes = {
  job_name: 'nodes',
  kubernetes_sd_configs: [{ role: 'node' }],
  relabel_configs: [{ target_label: '__scheme__', replacement: 'https' }],
};
const pods = {
  job_name: 'pods',
  kubernetes_sd_configs: [{ role: 'pod' }],
  relabel_configs: [{ source_labels: ['__meta_kubernetes_pod_annotation_prometheus_io_scrape'], action: 'keep', regex: 'true' }],
};
const services = {
  job_name: 'services',
  kubernetes_sd_configs: [{ role: 'endpoints' }],
  relabel_configs: [{ source_labels: ['__meta_kubernetes_service_annotation_prometheus_io_scrape'], action: 'keep', regex: 'true' }],
};
const state = (podAnnotations: Readonly<Record<string, string>> = {}) =>
  deployment({
    name: 'kube-state-metrics',
    namespace: 'monitoring',
    labels: { app: 'ksm' },
    podAnnotations,
    container: { image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0' },
  });
const volume = alertOn('kubelet_volume_stats_available_bytes{namespace="blog"} < 1e9');
const restarts = alertOn('increase(kube_pod_container_status_restarts_total[1h]) > 3');
const agent = daemonSet({
  name: 'alloy',
  namespace: 'monitoring',
  container: { image: 'grafana/alloy:v1.5.1' },
  pod: { volumes: [{ name: 'config', configMap: { name: 'alloy' } }] },
});
const logs = (text: string) => ({ ...configFile('alloy', 'x', {}), data: { 'config.alloy': text } });

ruleCases(metricSourceScraped, {
  accepts: {
    'nodes that are asked': [prometheusFile([nodes]), volume],
    'cAdvisor for containers': [prometheusFile([cadvisor]), alertOn('container_memory_working_set_bytes > 1')],
    'an exporter with a job of its own': [prometheusFile([{ job_name: 'kube-state-metrics', static_configs: [] }]), state(), restarts],
    'an exporter that is found by its annotation': [prometheusFile([pods]), state({ 'prometheus.io/scrape': 'true' }), restarts],
    'an exporter that is found by its Service': [
      prometheusFile([services]),
      state(),
      service({ namespace: 'monitoring', name: 'ksm', selector: { app: 'ksm' }, annotations: { 'prometheus.io/scrape': 'true' } }),
      restarts,
    ],
    'an exporter that is in another tree': [prometheusFile([pods]), restarts],
    'a chart that brings jobs of its own': [
      prometheusFile([cadvisor]),
      chartApplication('kube-prometheus-stack', 'monitoring', {}),
      volume,
    ],
    'an agent that may send them': [prometheusFile([cadvisor]), agent, volume],
    'a chart with a job of its own': [
      prometheusFile([pods, { job_name: 'longhorn', static_configs: [] }]),
      alertOn('longhorn_volume_robustness == 3'),
    ],
    'what is recorded under such a name': [
      prometheusFile([{ job_name: 'kubelet', static_configs: [] }]),
      alertOn('kubelet_volume_stats_available_bytes > 1'),
    ],
    'targets that stand in files': [prometheusFile([{ job_name: 'all', file_sd_configs: [{ files: ['/targets/*.json'] }] }]), volume],
  },
  refuses: {
    'a chart that nobody scrapes, beside a job for what is annotated': {
      given: [prometheusFile([pods]), chartApplication('longhorn', 'longhorn-system', {}), alertOn('longhorn_volume_robustness == 3')],
      says: 'alert Broken asks for longhorn_volume_robustness, and none of the jobs pods scrapes Longhorn',
    },
    'kubelets of which only cAdvisor is asked': {
      given: [prometheusFile([cadvisor]), volume],
      says: 'alert Broken asks for kubelet_volume_stats_available_bytes, and none of the jobs cadvisor scrapes the kubelets',
    },
    'the same beside an agent that sends logs only': {
      given: [prometheusFile([cadvisor]), agent, logs('loki.write "default" {\n}\n'), volume],
      says: 'alert Broken asks for kubelet_volume_stats_available_bytes, and none of the jobs cadvisor scrapes the kubelets',
    },
    'an exporter that no annotation shows': {
      given: [prometheusFile([cadvisor, pods]), state(), restarts],
      says: 'alert Broken asks for kube_pod_container_status_restarts_total, and none of the jobs cadvisor, pods scrapes kube-state-metrics',
    },
    'containers that nobody asks for': {
      given: [prometheusFile([nodes]), dashboardOf(['sum by (pod) (container_memory_working_set_bytes{container!=""})'])],
      says: 'panel "Panel 1" of dashboard "Blog" asks for container_memory_working_set_bytes, and none of the jobs nodes scrapes cAdvisor',
    },
  },
});
