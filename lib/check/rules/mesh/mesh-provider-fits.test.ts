import { kube, ruleCases } from '../../testing.ts';
import { meshProviderFits } from './mesh-provider-fits.ts';

const istiod = (meshConfig: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    { spec: { source: { chart: 'istiod', helm: { valuesObject: { meshConfig } } } } },
  );
const telemetry = (spec: object) => kube('telemetry.istio.io/v1/Telemetry', { namespace: 'istio-system' }, { spec });
const logs = { name: 'otel', envoyOtelAls: { service: 'otel.monitoring.svc.cluster.local', port: 4317 } };
const spans = { name: 'otel', opentelemetry: { service: 'otel.monitoring.svc.cluster.local', port: 4317 } };

ruleCases(meshProviderFits, {
  accepts: {
    'spans by a provider of spans': [istiod({ extensionProviders: [spans], defaultProviders: { tracing: ['otel'] } })],
    'logs by a provider of logs': [
      istiod({ extensionProviders: [logs] }),
      telemetry({ accessLogging: [{ providers: [{ name: 'otel' }] }] }),
    ],
    'what every mesh has': [
      istiod({ defaultProviders: { accessLogging: ['envoy'], metrics: ['prometheus'] } }),
      telemetry({ metrics: [{ providers: [{ name: 'prometheus' }] }] }),
    ],
    'a provider that another rule looks for': [istiod({}), telemetry({ tracing: [{ providers: [{ name: 'jaeger' }] }] })],
    'a switch without a provider': [istiod({ extensionProviders: [spans] }), telemetry({ accessLogging: [{ disabled: true }] })],
  },
  refuses: {
    'spans by a provider of logs, for all': {
      given: [istiod({ extensionProviders: [logs], defaultProviders: { tracing: ['otel'] } })],
      says: 'provider otel is of the sort envoyOtelAls, which is for access logs and not for traces',
    },
    'logs by a provider of spans': {
      given: [istiod({ extensionProviders: [spans] }), telemetry({ accessLogging: [{ providers: [{ name: 'otel' }] }] })],
      says: 'provider otel is of the sort opentelemetry, which is for traces and not for access logs',
    },
    'metrics by Envoy': {
      given: [telemetry({ metrics: [{ providers: [{ name: 'envoy' }] }] })],
      says: 'provider envoy is of the sort envoyFileAccessLog, which is for access logs and not for metrics',
    },
    'no name, and a name twice': {
      given: [istiod({ extensionProviders: [{ envoyFileAccessLog: { path: '/dev/stdout' } }, spans, spans] })],
      says: ['a provider of the sort envoyFileAccessLog has no name', 'provider otel is declared twice'],
    },
  },
});
