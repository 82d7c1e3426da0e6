import { deployment, kube, ruleCases } from '../../testing.ts';
import { gatewaySelectsPods } from './gateway-selects-pods.ts';

const gateway = (selector: Record<string, string>) =>
  kube('networking.istio.io/v1/Gateway', { name: 'main', namespace: 'blog' }, { spec: { selector, servers: [] } });
const chart = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istio-ingressgateway', namespace: 'argocd' },
  {
    spec: {
      source: { chart: 'gateway', repoURL: 'https://istio-release.storage.googleapis.com/charts' },
      destination: { namespace: 'istio-system' },
    },
  },
);
const pods = deployment({
  name: 'ingress',
  namespace: 'istio-ingress',
  labels: { app: 'ingress', istio: 'ingress' },
  container: { name: 'istio-proxy', image: 'auto' },
});

ruleCases(gatewaySelectsPods, {
  accepts: {
    'the labels that values give the pods of the chart': [
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'eastwest', namespace: 'argocd' },
        {
          spec: {
            source: {
              chart: 'gateway',
              repoURL: 'https://istio-release.storage.googleapis.com/charts',
              helm: { valuesObject: { name: 'istio-eastwestgateway', labels: { istio: 'eastwest' } } },
            },
            destination: { namespace: 'istio-system' },
          },
        },
      ),
      gateway({ istio: 'eastwest', app: 'istio-eastwestgateway' }),
    ],
    'the labels of the chart': [chart, gateway({ istio: 'ingressgateway' })],
    'the labels of pods': [pods, gateway({ istio: 'ingress' })],
    'a gateway that is installed elsewhere': [gateway({ istio: 'ingressgateway' })],
    'a label that values of the chart may add': [chart, gateway({ zone: 'dmz' })],
  },
  refuses: {
    'the labels of another installation': {
      given: [pods, gateway({ istio: 'ingressgateway' })],
      says: 'no gateway pod carries istio=ingressgateway; there is istio=ingress',
      fix: 'Write istio: ingress.',
    },
    'a slip of the finger': {
      given: [chart, gateway({ istio: 'ingresgateway' })],
      says: 'no gateway pod carries istio=ingresgateway; there is istio=ingressgateway',
    },
  },
});
