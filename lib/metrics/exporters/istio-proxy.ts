import { defineExporter } from '../exporter.ts';

const CALL = [
  'reporter',
  'source_workload',
  'source_workload_namespace',
  'source_app',
  'source_version',
  'destination_workload',
  'destination_workload_namespace',
  'destination_app',
  'destination_version',
  'destination_service',
  'destination_service_name',
  'destination_service_namespace',
  'request_protocol',
  'response_code',
  'response_flags',
  'connection_security_policy',
] as const;
const SIDES = { reporter: ['source', 'destination'] } as const;

/** Istio's standard metrics, as the ingress gateway's pods tell them on port 15020; a gateway reports as `source`. */
export const ISTIO_PROXY = defineExporter({
  name: 'Istio proxy',
  version: '1.24.6',
  source: 'https://istio.io/v1.24/docs/reference/config/metrics/',
  metrics: {
    istio_requests_total: { type: 'counter', labels: CALL, values: SIDES },
    istio_request_duration_milliseconds_bucket: { type: 'counter', unit: 'milliseconds', labels: [...CALL, 'le'], values: SIDES },
    istio_request_duration_milliseconds_count: { type: 'counter', labels: CALL, values: SIDES },
    istio_request_duration_milliseconds_sum: { type: 'counter', unit: 'milliseconds', labels: CALL, values: SIDES },
  },
});
