import { kube, ruleCases, service } from '../../testing.ts';
import { helmDefaultAddress } from './helm-default-address.ts';

const app = (chart: string, namespace: string, valuesObject: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    { spec: { source: { chart, targetRevision: '6.25.1', helm: { valuesObject } }, destination: { namespace } } },
  );
const loki = (gateway: boolean) => app('loki', 'monitoring', { deploymentMode: 'SingleBinary', gateway: { enabled: gateway } });

ruleCases(helmDefaultAddress, {
  accepts: {
    'a gateway where Promtail looks for it': [app('promtail', 'monitoring'), loki(true)],
    'an address that is named': [app('promtail', 'monitoring', { config: { clients: [{ url: 'http://loki:3100' }] } }), loki(false)],
    'a Prometheus where Kiali looks for it': [
      app('kiali-server', 'istio-system'),
      service({ name: 'prometheus', namespace: 'istio-system', ports: [{ port: 9090 }] }),
    ],
    'a namespace that another chart fills with we do not know what': [app('promtail', 'monitoring'), app('acme', 'monitoring')],
  },
  refuses: {
    'a Loki without its gateway': {
      given: [app('promtail', 'monitoring'), loki(false)],
      says: 'config.clients is not set, and its default loki-gateway.monitoring:80 does not exist',
      fix: 'Set config.clients. Did you mean "loki"?',
    },
    'a Prometheus in another namespace': {
      given: [
        app('kiali-server', 'istio-system'),
        app('istiod', 'istio-system'),
        service({ name: 'prometheus', namespace: 'monitoring', ports: [{ port: 9090 }] }),
      ],
      says: 'external_services.prometheus.url is not set, and its default prometheus.istio-system:9090 does not exist',
      fix: 'Set external_services.prometheus.url. There is one in "monitoring": name that namespace, or make one here.',
    },
    'another port': {
      given: [app('prometheus-adapter', 'monitoring'), service({ name: 'prometheus', namespace: 'default', ports: [{ port: 80 }] })],
      says: 'prometheus.url is not set, and its default prometheus.default:9090 has 80 only',
    },
  },
});
