import { defineExporter } from '../exporter.ts';

/**
 * nginx-prometheus-exporter on the `stub_status` page. Behind a Service with several nginx pods each scrape is answered by
 * one of them: gauges are a sample, and a counter that jumps from pod to pod is worth nothing in `rate`.
 * Request rates of the site are therefore read at the mesh's gateway (`ISTIO_PROXY`).
 */
export const NGINX = defineExporter({
  name: 'nginx-prometheus-exporter',
  version: '1.4.2',
  source: 'https://github.com/nginx/nginx-prometheus-exporter/blob/v1.4.2/collector/nginx.go',
  metrics: {
    nginx_up: { type: 'gauge' },
    nginx_connections_active: { type: 'gauge' },
    nginx_connections_reading: { type: 'gauge' },
    nginx_connections_writing: { type: 'gauge' },
    nginx_connections_waiting: { type: 'gauge' },
    nginx_connections_accepted: { type: 'counter' },
    nginx_connections_handled: { type: 'counter' },
    nginx_http_requests_total: { type: 'counter' },
  },
});
