import { deployment, kube, ruleCases } from '../../testing.ts';
import { zipkinReceived } from './zipkin-received.ts';

const jaeger = (env: object[], port = 9411, image = 'jaegertracing/all-in-one:1.54.0') =>
  deployment({ name: 'jaeger', namespace: 'istio-system', container: { name: 'jaeger', image, env, ports: [{ containerPort: port }] } });
const istiod = (address: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod' },
    {
      spec: {
        source: {
          chart: 'istiod',
          targetRevision: '1.20.1',
          helm: { valuesObject: { meshConfig: { defaultConfig: { tracing: { zipkin: { address } } } } } },
        },
      },
    },
  );

const own = (address: string) =>
  deployment({ podAnnotations: { 'proxy.istio.io/config': `tracing:\n  zipkin:\n    address: ${address}\n` } });
const program = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } });

ruleCases(zipkinReceived, {
  accepts: {
    'Jaeger that is told to listen': [jaeger([{ name: 'COLLECTOR_ZIPKIN_HOST_PORT', value: ':9411' }])],
    'Jaeger without Zipkin': [jaeger([], 16686)],
    'Jaeger of today, which takes OTLP': [jaeger([], 4317)],
    'a pod and a program that name the port of Zipkin': [
      own('tempo.monitoring:9411'),
      program('OTEL_EXPORTER_ZIPKIN_ENDPOINT', 'http://tempo.monitoring:9411/api/v2/spans'),
    ],
    'an address of OTLP under its own name': [program('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://tempo.monitoring:4317')],
    'spans to the port of Zipkin': [istiod('jaeger-collector.istio-system:9411')],
  },
  refuses: {
    'Jaeger that is not told': {
      given: [jaeger([])],
      says: 'container "jaeger" declares port 9411, and Jaeger 1.54.0 listens to Zipkin only where it is told to',
      fix: 'Add the variable COLLECTOR_ZIPKIN_HOST_PORT, value ":9411".',
    },
    'Jaeger before it took OTLP by itself': {
      given: [jaeger([], 4317, 'jaegertracing/all-in-one:1.29')],
      says: 'container "jaeger" declares port 4317, and Jaeger 1.29 listens to OTLP only where it is told to',
    },
    'the sidecar of one pod': {
      given: [own('tempo.monitoring:4317')],
      says: 'spans go as Zipkin to tempo.monitoring:4317, where OTLP over gRPC listens',
    },
    'a program': {
      given: [program('MANAGEMENT_ZIPKIN_TRACING_ENDPOINT', 'http://tempo.monitoring:4318/api/v2/spans')],
      says: 'spans go as Zipkin to http://tempo.monitoring:4318/api/v2/spans, where OTLP over HTTP listens',
    },
    'spans to the port of Thrift': {
      given: [istiod('jaeger-collector.istio-system:14268')],
      says: "spans go as Zipkin to jaeger-collector.istio-system:14268, where Jaeger's Thrift over HTTP listens",
      fix: 'Write port 9411 of the collector.',
    },
  },
});
