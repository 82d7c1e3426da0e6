import { kube, ruleCases } from '../../testing.ts';
import { tracingValuesRead } from './tracing-values-read.ts';

const istiod = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://istio-release.storage.googleapis.com/charts',
          chart: 'istiod',
          targetRevision: '1.20.1',
          helm: { valuesObject },
        },
        destination: { namespace: 'istio-system' },
      },
    },
  );
const zipkin = (address: string) => istiod({ meshConfig: { defaultConfig: { tracing: { zipkin: { address } } } } });

ruleCases(tracingValuesRead, {
  accepts: {
    'host and port': [zipkin('jaeger-collector.istio-system:9411')],
    'shares of a hundred': [
      istiod({ pilot: { traceSampling: 100 } }),
      istiod({ meshConfig: { defaultConfig: { tracing: { sampling: 0.5 } } } }),
    ],
    'the address of the node': [zipkin('$(HOST_IP):8126')],
    'values of other charts': [
      kube('slipway.dev/v1/HelmValues', { name: 'kiali' }, { chart: 'kiali-server', values: { pilot: { traceSampling: 1000 } } }),
    ],
  },
  refuses: {
    'a URL': {
      given: [zipkin('http://jaeger-collector.istio-system:9411/api/v2/spans')],
      says: 'meshConfig.defaultConfig.tracing.zipkin.address is http://jaeger-collector.istio-system:9411/api/v2/spans, and Istio reads host:port',
      fix: 'Write jaeger-collector.istio-system:9411.',
    },
    'more than all': {
      given: [istiod({ pilot: { traceSampling: 1000 } })],
      says: 'pilot.traceSampling is 1000, and a share of requests lies between 0 and 100 percent',
    },
  },
});
