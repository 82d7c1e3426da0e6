import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { exporterInstalled } from './exporter-installed.ts';

const alert = (expr: string) =>
  kube(
    'monitoring.coreos.com/v1/PrometheusRule',
    { name: 'slo', namespace: 'monitoring' },
    { spec: { groups: [{ name: 'slo', rules: [{ alert: 'Down', expr }] }] } },
  );
const stack = chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec: { retention: '15d' } } });
const probes = alert('avg_over_time(probe_success{job="web"}[1d]) < 0.99');

ruleCases(exporterInstalled, {
  accepts: {
    'an exporter of a chart': [stack, chartApplication('prometheus-blackbox-exporter', 'monitoring', {}), probes],
    'an exporter beside its program': [
      stack,
      deployment({ name: 'redis', container: { image: 'oliver006/redis_exporter:v1.62.0' } }),
      alert('redis_up == 0'),
    ],
    'a Prometheus of another tree': [probes],
    'what the chart itself tells': [stack, alert('kube_pod_status_phase > 0 and node_load1 > 4 and up == 0')],
    'metrics of an application': [stack, alert('shop_orders_total == 0')],
  },
  refuses: {
    'probes of an exporter that nobody installs': {
      given: [stack, probes],
      says: 'alert Down asks for probe_success, and nothing in the tree shows the blackbox exporter',
    },
    'events of a Falco that is not there': {
      given: [stack, alert('rate(falcosecurity_falcosidekick_falco_events_total[5m]) > 0')],
      says: 'alert Down asks for falcosecurity_falcosidekick_falco_events_total, and nothing in the tree shows Falco',
    },
  },
});
