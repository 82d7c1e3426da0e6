import { defineExporter } from '../exporter.ts';

/** blackbox_exporter, HTTP probes. */
export const BLACKBOX = defineExporter({
  name: 'blackbox_exporter',
  version: '0.25.0',
  source: 'https://github.com/prometheus/blackbox_exporter/tree/v0.25.0/prober',
  metrics: {
    probe_success: { type: 'gauge' },
    probe_duration_seconds: { type: 'gauge', unit: 'seconds' },
    probe_http_status_code: { type: 'gauge' },
    probe_http_duration_seconds: {
      type: 'gauge',
      unit: 'seconds',
      labels: ['phase'],
      values: { phase: ['resolve', 'connect', 'tls', 'processing', 'transfer'] },
    },
  },
});
