import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { kialiTracingReads } from './kiali-tracing-reads.ts';

const kiali = (tracing: object) =>
  kube('kiali.io/v1alpha1/Kiali', { name: 'kiali', namespace: 'istio-system' }, { spec: { external_services: { tracing } } });
const chart = (tracing: object) => chartApplication('kiali-server', 'istio-system', { external_services: { tracing } });
const file = (url: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'kiali', namespace: 'istio-system' },
    { data: { 'config.yaml': `external_services:\n  tracing:\n    in_cluster_url: ${url}\n` } },
  );

ruleCases(kialiTracingReads, {
  accepts: {
    'gRPC of Jaeger': [
      kiali({ internal_url: 'http://tracing.istio-system:16685/jaeger' }),
      file('http://tracing.istio-system:16685/jaeger'),
    ],
    'HTTP of Jaeger': [chart({ in_cluster_url: 'http://tracing.istio-system:16686/jaeger', use_grpc: false })],
    'Tempo, whose port for gRPC stands beside': [
      chart({ provider: 'tempo', in_cluster_url: 'http://tempo.tempo:3200', grpc_port: 9095, use_grpc: true }),
    ],
    'an address without a port': [kiali({ internal_url: 'http://tracing.istio-system/jaeger' })],
    'tracing that is off': [kiali({ enabled: false, internal_url: 'http://tempo:4317' })],
    'another file that names the port': [
      kube(
        'v1/ConfigMap',
        { name: 'collector' },
        { data: { 'c.yaml': 'external_services: {tracing: {in_cluster_url: "http://t:4317"}}' } },
      ),
    ],
  },
  refuses: {
    'where spans are sent': {
      given: [chart({ provider: 'tempo', in_cluster_url: 'http://tempo.monitoring:4317' })],
      says: 'Kiali asks for traces at http://tempo.monitoring:4317, where OTLP over gRPC is received',
      fix: 'Write the HTTP port of Tempo (3200, with the chart also 3100).',
    },
    'where Zipkin is received': {
      given: [kiali({ internal_url: 'http://zipkin.istio-system:9411/' })],
      says: 'Kiali asks for traces at http://zipkin.istio-system:9411/, where Zipkin is received',
    },
    'gRPC to the page': {
      given: [file('http://tracing.istio-system:16686/jaeger')],
      says: 'Kiali asks for traces at http://tracing.istio-system:16686/jaeger by gRPC, which use_grpc is unless it is false, and the port speaks HTTP',
      fix: 'Write port 16685, or use_grpc: false.',
    },
    'HTTP to the port for gRPC': {
      given: [
        chartApplication('kiali-operator', 'kiali', {
          cr: { spec: { external_services: { tracing: { internal_url: 'http://t:16685', use_grpc: false } } } },
        }),
      ],
      says: 'Kiali asks for traces at http://t:16685 by HTTP, and the port speaks gRPC',
    },
  },
});
