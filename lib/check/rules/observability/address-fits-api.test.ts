import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases, service } from '../../testing.ts';
import { addressFitsApi } from './address-fits-api.ts';

const values = (chart: string, given: object) =>
  inFile(
    `values/${chart}.yaml`,
    documentObject('HelmValues', chart, { chart, version: '1.0.0', release: chart, values: given }, 'monitoring'),
  );
const writes = (url: string) => values('kube-prometheus-stack', { prometheus: { prometheusSpec: { remoteWrite: [{ url }] } } });
const pushes = (url: string) => values('promtail', { config: { clients: [{ url }] } });
const source = (type: string, url: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'sources', namespace: 'monitoring', labels: { grafana_datasource: '1' } },
    { data: { 'sources.yaml': JSON.stringify({ apiVersion: 1, datasources: [{ name: 'Main', type, url, access: 'proxy' }] }) } },
  );
const query = service({
  name: 'thanos-query',
  namespace: 'monitoring',
  ports: [
    { name: 'http', port: 9090 },
    { name: 'grpc', port: 10901 },
  ],
});
const opencost = (value: string) =>
  deployment({
    namespace: 'monitoring',
    container: { image: 'ghcr.io/opencost/opencost:1.119.2', env: [{ name: 'PROMETHEUS_SERVER_ENDPOINT', value }] },
  });

ruleCases(addressFitsApi, {
  accepts: {
    'the path of the receiver': [writes('http://thanos-receive.monitoring.svc:19291/api/v1/receive')],
    'the path of Mimir behind its gateway': [writes('http://mimir-nginx.mimir.svc/api/v1/push')],
    'a store outside of the cluster': [writes('https://metrics.example.com/api/v1/write')],
    'the path of Loki': [pushes('http://loki-gateway/loki/api/v1/push')],
    'a namespace that a script fills in': [pushes('http://loki-gateway.${NAMESPACE}.svc.cluster.local/loki/api/v1/push')],
    'a path that a script fills in': [pushes('http://loki-gateway.logs.svc/${PUSH_PATH}')],
    'logs by the collector of OpenTelemetry': [
      values('opentelemetry-collector', { config: { exporters: { otlphttp: { endpoint: 'http://loki:3100/otlp' } } } }),
    ],
    'a collector that is asked by gRPC': [
      values('x', { env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://tempo.monitoring.svc:4317' }] }),
    ],
    'a data source of its kind': [query, source('prometheus', 'http://thanos-query.monitoring.svc:9090')],
    'Loki as a Prometheus on its path for that': [source('prometheus', 'http://loki.monitoring.svc:3100/loki')],
    'Mimir on the path on which it is a Prometheus': [
      opencost('http://mimir-query-frontend.monitoring.svc:8080/prometheus'),
      source('prometheus', 'http://mimir-nginx.monitoring.svc/prometheus'),
    ],
    'Mimir that has it under no path': [
      opencost('http://mimir-query-frontend.monitoring.svc:8080'),
      values('mimir-distributed', { mimir: { structuredConfig: { api: { prometheus_http_prefix: '/' } } } }),
    ],
    'a Prometheus that is one': [opencost('http://prometheus-server.monitoring.svc:9090')],
    'a data source of another maker': [source('victoriametrics-datasource', 'http://prometheus:9090')],
  },
  refuses: {
    'Mimir, asked as if it were a Prometheus': {
      given: [opencost('http://mimir-query-frontend.monitoring.svc.cluster.local:8080')],
      says: 'http://mimir-query-frontend.monitoring.svc.cluster.local:8080 asks Mimir for what Prometheus answers, and Mimir has that under /prometheus',
      fix: 'Write http://mimir-query-frontend.monitoring.svc.cluster.local:8080/prometheus.',
    },
    'the same by values of a chart': {
      given: [values('kiali-server', { external_services: { prometheus: { url: 'http://mimir-gateway.mimir/' } } })],
      says: 'http://mimir-gateway.mimir/ asks Mimir for what Prometheus answers, and Mimir has that under /prometheus',
      fix: 'Write http://mimir-gateway.mimir/prometheus.',
    },
    'the same by a data source': {
      given: [source('prometheus', 'http://mimir-nginx.mimir.svc:80')],
      says: 'http://mimir-nginx.mimir.svc:80 asks Mimir for what Prometheus answers, and Mimir has that under /prometheus',
    },
    'the path of Prometheus at a receiver of Thanos': {
      given: [writes('http://thanos-receive.monitoring.svc:19291/api/v1/write')],
      says: 'http://thanos-receive.monitoring.svc:19291/api/v1/write is no path on which the receiver of Thanos takes anything, it is /api/v1/receive',
      fix: 'Write http://thanos-receive.monitoring.svc:19291/api/v1/receive.',
    },
    'a receiver without a path': {
      given: [writes('http://thanos-receive:19291')],
      says: 'http://thanos-receive:19291 is no path on which the receiver of Thanos takes anything, it is /api/v1/receive',
    },
    'the port for gRPC': {
      given: [writes('http://thanos-receive:10901/api/v1/receive')],
      says: 'http://thanos-receive:10901/api/v1/receive is asked over HTTP, and port 10901 speaks gRPC',
    },
    'Loki without a path': {
      given: [pushes('http://loki.monitoring.svc:3100')],
      says: 'http://loki.monitoring.svc:3100 is no path on which the push address of Loki takes anything, it is /loki/api/v1/push',
    },
    'the path of Loki at Mimir': {
      given: [writes('http://mimir-distributor.mimir.svc:8080/api/v1/write')],
      says: 'http://mimir-distributor.mimir.svc:8080/api/v1/write is no path on which the push address of Mimir takes anything, it is /api/v1/push',
    },
    'a data source on the port for gRPC': {
      given: [query, source('prometheus', 'http://thanos-query.monitoring.svc:10901')],
      says: 'data source Main asks http://thanos-query.monitoring.svc:10901 over HTTP, and port 10901 speaks gRPC',
    },
    'a data source of another kind': {
      given: [source('prometheus', 'http://loki.monitoring.svc:3100')],
      says: 'data source Main is of type prometheus, and loki.monitoring.svc speaks that of loki',
    },
  },
});
