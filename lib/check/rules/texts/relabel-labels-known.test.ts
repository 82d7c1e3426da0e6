import { kube, ruleCases } from '../../testing.ts';
import { relabelLabelsKnown } from './relabel-labels-known.ts';

const config = (...labels: readonly string[]) =>
  kube('v1/ConfigMap', {}, { data: { 'prometheus.yml': labels.map((label) => `- source_labels: [${label}]`).join('\n') } });

ruleCases(relabelLabelsKnown, {
  accepts: {
    'labels of pods, Services and nodes': [
      config(
        '__meta_kubernetes_pod_name',
        '__meta_kubernetes_namespace',
        '__meta_kubernetes_service_port_name',
        '__meta_kubernetes_node_name',
      ),
    ],
    'labels and annotations of objects': [
      config(
        '__meta_kubernetes_pod_annotation_prometheus_io_scrape',
        '__meta_kubernetes_pod_label_app',
        '__meta_kubernetes_node_label_zone',
      ),
    ],
    'a pattern': [config('__meta_kubernetes_pod_label_(.+)', '__meta_kubernetes_pod_')],
    'a comment': [kube('v1/ConfigMap', {}, { data: { 'a.yml': '# __meta_kubernetes_pods_name\na: 1' } })],
  },
  refuses: {
    'a slip': {
      given: [config('__meta_kubernetes_pod_nmae')],
      says: '__meta_kubernetes_pod_nmae is no label of the discovery',
      fix: 'Did you mean "__meta_kubernetes_pod_name"?',
    },
    'the plural': {
      given: [config('__meta_kubernetes_pod_annotations_prometheus_io_scrape')],
      says: '__meta_kubernetes_pod_annotations_prometheus_io_scrape is no label of the discovery',
    },
  },
});
