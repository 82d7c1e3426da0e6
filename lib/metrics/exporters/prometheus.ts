import { defineExporter } from '../exporter.ts';

/** What Prometheus writes for every target that it scrapes itself; pushed series have none of it. */
export const SCRAPE = defineExporter({
  name: 'Prometheus, per target',
  version: '2.55.1',
  source: 'https://prometheus.io/docs/concepts/jobs_instances/',
  metrics: {
    up: { type: 'gauge' },
    scrape_duration_seconds: { type: 'gauge', unit: 'seconds' },
    scrape_samples_scraped: { type: 'gauge' },
  },
});

/** What Prometheus writes for every alert that is pending or firing. */
export const ALERTS = defineExporter({
  name: 'Prometheus, per alert',
  version: '2.55.1',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime',
  metrics: {
    ALERTS: {
      type: 'gauge',
      labels: ['alertname', 'alertstate', 'severity', 'namespace', 'pod'],
      values: { alertstate: ['pending', 'firing'], severity: ['critical', 'warning'] },
    },
  },
});
