import { kube, ruleCases, service } from '../../testing.ts';
import { meshProviderReaches } from './mesh-provider-reaches.ts';

const tempo = service({
  name: 'tempo',
  namespace: 'monitoring',
  ports: [
    { name: 'http', port: 3200 },
    { name: 'grpc-otlp', port: 4317 },
  ],
});
const istiod = (settings: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://istio-release.storage.googleapis.com/charts',
          chart: 'istiod',
          helm: { valuesObject: { meshConfig: { extensionProviders: [{ name: 'tempo', opentelemetry: settings }] } } },
        },
        destination: { namespace: 'istio-system' },
      },
    },
  );

ruleCases(meshProviderReaches, {
  accepts: {
    'the port for spans': [tempo, istiod({ service: 'tempo.monitoring.svc.cluster.local', port: 4317 })],
    'a host of the outside world': [tempo, istiod({ service: 'otlp.example.com', port: 443 })],
  },
  refuses: {
    'the port for queries': {
      given: [tempo, istiod({ service: 'tempo.monitoring.svc.cluster.local', port: 3200 })],
      says: 'provider tempo sends spans to port 3200 of Service monitoring/tempo, which takes them on 4317',
      fix: 'Write 4317.',
    },
    'a port that there is not': {
      given: [tempo, istiod({ service: 'monitoring/tempo.monitoring.svc.cluster.local', port: 55680 })],
      says: 'Service monitoring/tempo has no port 55680, it has 3200, 4317',
    },
    'a Service that there is not': {
      given: [tempo, istiod({ service: 'tempo-distributor.monitoring.svc', port: 4317 })],
      says: 'provider tempo sends to tempo-distributor.monitoring.svc, and there is no such Service',
    },
  },
});
