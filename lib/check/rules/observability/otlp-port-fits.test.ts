import { chartApplication, configFile } from '../../observability/testing.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { otlpPortFits } from './otlp-port-fits.ts';

const app = (endpoint: string, protocol?: string) =>
  deployment({
    container: {
      env: [
        { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: endpoint },
        ...(protocol === undefined ? [] : [{ name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: protocol }]),
      ],
    },
  });
const collector = (exporters: object) =>
  configFile('collector', 'c.yaml', { receivers: { otlp: {} }, exporters, service: { pipelines: {} } });
const istiod = (opentelemetry: object) =>
  chartApplication('istiod', 'istio-system', { meshConfig: { extensionProviders: [{ name: 'tempo', opentelemetry }] } });

const spring = (value: string, transport?: string) =>
  deployment({
    container: {
      env: [
        { name: 'MANAGEMENT_OTLP_TRACING_ENDPOINT', value },
        ...(transport === undefined ? [] : [{ name: 'MANAGEMENT_OTLP_TRACING_TRANSPORT', value: transport }]),
      ],
    },
  });

ruleCases(otlpPortFits, {
  accepts: {
    'ports as they are': [
      app('http://tempo:4317', 'grpc'),
      collector({ 'otlp/a': { endpoint: 'tempo:4317' }, 'otlphttp/b': { endpoint: 'http://tempo:4318' } }),
    ],
    'a protocol that is not said': [app('http://tempo:4317')],
    'a provider of the mesh': [istiod({ service: 'tempo.monitoring.svc.cluster.local', port: 4317 })],
    'a port of one’s own': [app('http://tempo:9999', 'grpc')],
    'Spring Boot by HTTP, and by gRPC where it is told': [
      spring('http://tempo:4318/v1/traces'),
      spring('http://tempo:4317', 'grpc'),
      spring('http://tempo:4317', '${TRANSPORT}'),
    ],
  },
  refuses: {
    'Spring Boot, which sends HTTP unless it is told otherwise': {
      given: [spring('http://tempo:4317/v1/traces')],
      says: 'http://tempo:4317/v1/traces is asked by Spring Boot, where OTLP over gRPC listens',
    },
    'HTTP to the port of gRPC': {
      given: [app('http://tempo:4317', 'http/protobuf')],
      says: 'http://tempo:4317 is asked by http/protobuf, where OTLP over gRPC listens',
    },
    "Jaeger's own port": {
      given: [app('http://jaeger-collector:14250')],
      says: "http://jaeger-collector:14250 is asked by OTLP, where Jaeger's own gRPC listens, which takes no OTLP",
    },
    'an exporter': {
      given: [collector({ otlp: { endpoint: 'tempo:4318' } })],
      says: 'the exporter otlp sends to tempo:4318, where OTLP over HTTP listens',
    },
    'a provider of the mesh': {
      given: [istiod({ service: 'tempo.monitoring.svc.cluster.local', port: 4318 })],
      says: 'the provider tempo of the mesh sends OTLP over gRPC to port 4318',
    },
  },
});
