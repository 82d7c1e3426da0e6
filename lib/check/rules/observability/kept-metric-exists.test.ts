import { chartApplication, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { keptMetricExists } from './kept-metric-exists.ts';

const monitor = (regex: string, rest: object = {}) =>
  kube(
    'monitoring.coreos.com/v1/PodMonitor',
    { name: 'envoy', namespace: 'istio-system' },
    { spec: { podMetricsEndpoints: [{ metricRelabelings: [{ sourceLabels: ['__name__'], regex, action: 'keep', ...rest }] }] } },
  );

ruleCases(keptMetricExists, {
  accepts: {
    'names of today': [monitor('istio_requests_total|istio_request_duration_milliseconds_.*|istio_tcp_.*')],
    'names of both ages': [monitor('istio_request_duration_(seconds|milliseconds)_bucket|istio_requests_total')],
    'both ages, one beside the other': [monitor('istio_request_duration_seconds_bucket|istio_request_duration_milliseconds_bucket')],
    'metrics of which we know little': [monitor('istio_request_messages_total|istio_response_bytes_sum|istio_agent_.*|pilot_.*')],
    'metrics of one’s own': [monitor('shop_orders_total|.*_latencies_bucket')],
    'all of an exporter': [monitor('(istio|envoy)_.*')],
    'what is dropped': [monitor('istio_request_duration_seconds_.*', { action: 'drop' })],
    'another label': [monitor('istio_request_total', { sourceLabels: ['job'] })],
    'an expression that is none': [monitor('istio_request_total|(')],
  },
  refuses: {
    'a name of old': {
      given: [monitor('istio_requests_total|istio_request_duration_seconds_.*')],
      says: '"istio_request_duration_seconds_.*" keeps no metric: what it fits is called istio_request_duration_milliseconds_bucket since Istio 1.5',
      fix: 'Keep istio_request_duration_milliseconds_bucket too, or in its place.',
    },
    'a letter that is missing': {
      given: [
        prometheusFile([
          {
            job_name: 'mesh',
            metric_relabel_configs: [{ source_labels: ['__name__'], regex: '(istio_request_total|up)', action: 'keep' }],
          },
        ]),
      ],
      says: '"istio_request_total" keeps no metric: there is istio_requests_total',
    },
    'a beginning with a slip': {
      given: [monitor('istio_request_duration_miliseconds_.*')],
      says: '"istio_request_duration_miliseconds_.*" keeps no metric: there is istio_request_duration_milliseconds_bucket',
    },
    'what is sent on, in values of a chart': {
      given: [
        chartApplication('kube-prometheus-stack', 'monitoring', {
          prometheus: {
            prometheusSpec: {
              remoteWrite: [
                {
                  url: 'http://mimir/api/v1/push',
                  writeRelabelConfigs: [{ sourceLabels: ['__name__'], regex: 'up|kube_hpa_.*', action: 'keep' }],
                },
              ],
            },
          },
        }),
      ],
      says: '"kube_hpa_.*" keeps no metric: what it fits is called kube_horizontalpodautoscaler_spec_max_replicas since kube-state-metrics 2.0',
    },
  },
});
