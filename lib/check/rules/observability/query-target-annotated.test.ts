import { dashboardOf, prometheusFile } from '../../observability/testing.ts';
import { deployment, meshed, ruleCases } from '../../testing.ts';
import { queryTargetAnnotated } from './query-target-annotated.ts';

const config = prometheusFile([
  {
    job_name: 'kubernetes-pods',
    kubernetes_sd_configs: [{ role: 'pod' }],
    relabel_configs: [
      { source_labels: ['__meta_kubernetes_pod_annotation_prometheus_io_scrape'], action: 'keep', regex: 'true' },
      { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
      { source_labels: ['__meta_kubernetes_pod_label_app'], target_label: 'app' },
    ],
  },
]);
const asks = dashboardOf(['up{job="kubernetes-pods",app="was",namespace="blog"}']);
const pods = (podAnnotations: Readonly<Record<string, string>>) =>
  deployment({ name: 'was', namespace: 'blog', labels: { app: 'was' }, podAnnotations });

ruleCases(queryTargetAnnotated, {
  accepts: {
    'pods that ask for it': [config, asks, pods({ 'prometheus.io/scrape': 'true' })],
    'a query that names no pod': [
      config,
      dashboardOf(['up{job="kubernetes-pods"}', 'up{job="kubernetes-pods",namespace="blog"}']),
      pods({}),
    ],
    'a job that is not known': [asks, pods({})],
    'pods of a label that the job does not copy': [config, dashboardOf(['up{job="kubernetes-pods",tier="was"}']), pods({})],
  },
  refuses: {
    'pods without the annotation': {
      given: [config, asks, pods({})],
      says: 'panel "Panel 1" of dashboard "Blog" reads job="kubernetes-pods" for Deployment was, whose pods have no annotation prometheus.io/scrape',
    },
    'pods of the mesh, of which only the sidecar is scraped': {
      given: [meshed('blog'), config, asks, pods({ 'prometheus.io/scrape': 'false' })],
      says: 'panel "Panel 1" of dashboard "Blog" reads job="kubernetes-pods" for Deployment was, whose pods have no annotation prometheus.io/scrape',
    },
  },
});
