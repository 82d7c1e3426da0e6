import { kube, ruleCases } from '../../testing.ts';
import { meshMetricsScraped } from './mesh-metrics-scraped.ts';

const rule = (expr: string): ReturnType<typeof kube> =>
  kube(
    'monitoring.coreos.com/v1/PrometheusRule',
    { name: 'mesh', namespace: 'monitoring' },
    { spec: { groups: [{ name: 'mesh', rules: [{ alert: 'Errors', expr }] }] } },
  );
const errors = rule('sum(rate(istio_requests_total{response_code=~"5.."}[5m])) > 1');
const prometheus = (spec: object = {}): ReturnType<typeof kube> =>
  kube('monitoring.coreos.com/v1/Prometheus', { name: 'main', namespace: 'monitoring' }, { spec });
const monitor = (endpoint: object): ReturnType<typeof kube> =>
  kube(
    'monitoring.coreos.com/v1/PodMonitor',
    { name: 'm', namespace: 'monitoring' },
    { spec: { selector: {}, podMetricsEndpoints: [endpoint] } },
  );

ruleCases(meshMetricsScraped, {
  accepts: {
    'a monitor for sidecars': [errors, prometheus(), monitor({ port: 'http-envoy-prom', path: '/stats/prometheus' })],
    'the merged metrics by their number': [errors, prometheus(), monitor({ portNumber: 15020 })],
    'a scrape configuration of its own': [errors, prometheus({ additionalScrapeConfigs: { name: 'jobs', key: 'jobs.yaml' } })],
    'a Prometheus that stands elsewhere': [errors],
    'queries of something else': [rule('up == 0'), prometheus()],
  },
  refuses: {
    'only monitors of applications': {
      given: [errors, prometheus(), monitor({ port: 'metrics' })],
      says: 'alert Errors reads istio_requests_total, and no monitor here scrapes sidecars (port http-envoy-prom, or 15020)',
    },
  },
});
