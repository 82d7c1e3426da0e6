import { chartApplication, configFile } from '../../observability/testing.ts';
import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { remoteWriteReceived } from './remote-write-received.ts';

const writer = configFile('agent', 'config.yaml', { remote_write: [{ url: 'http://prometheus:9090/api/v1/write' }] });
const front = service({ name: 'prometheus', namespace: 'monitoring', selector: { app: 'prometheus' }, ports: [{ port: 9090 }] });
const prometheus = (...args: readonly string[]) =>
  deployment({
    name: 'prometheus',
    namespace: 'monitoring',
    labels: { app: 'prometheus' },
    container: { image: 'prom/prometheus:v2.55.1', args: ['--config.file=/etc/prometheus/prometheus.yml', ...args] },
  });
const chart = (prometheusSpec: object) =>
  chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec } }, 'kps');
const farWriter = kube(
  'v1/ConfigMap',
  { name: 'agent', namespace: 'logging' },
  { data: { 'c.alloy': 'url = "http://kps-kube-prometheus-stack-prometheus.monitoring.svc:9090/api/v1/write"' } },
);

ruleCases(remoteWriteReceived, {
  accepts: {
    'a Prometheus that receives': [writer, front, prometheus('--web.enable-remote-write-receiver')],
    'another program': [
      writer,
      front,
      deployment({
        name: 'mimir',
        namespace: 'monitoring',
        labels: { app: 'prometheus' },
        container: { image: 'grafana/mimir:2.14.0', args: ['-a'] },
      }),
    ],
    'nobody of the tree': [writer],
    'a chart that receives': [farWriter, chart({ enableRemoteWriteReceiver: true })],
  },
  refuses: {
    'a Prometheus that does not': {
      given: [writer, front, prometheus()],
      says: 'metrics are written to prometheus, and Deployment prometheus does not receive remote writes',
    },
    'a chart that does not': {
      given: [farWriter, chart({})],
      says: 'metrics are written to kps-kube-prometheus-stack-prometheus.monitoring.svc, and the chart kube-prometheus-stack does not receive remote writes',
    },
  },
});
