import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { gatewayPodsInjected } from './gateway-pods-injected.ts';

const namespace = 'edge';
const pods = (labels: Readonly<Record<string, string>> = {}, pod: Readonly<Record<string, unknown>> = {}) =>
  deployment({ name: 'gateway', namespace, labels: { app: 'gateway', ...labels }, container: { image: 'auto' }, pod });
const place = (labels: Readonly<Record<string, string>> = {}) => kube('v1/Namespace', { name: namespace, labels });
const chart = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'gateway', namespace: 'argocd' },
  {
    spec: {
      source: { chart: 'gateway', repoURL: 'https://istio-release.storage.googleapis.com/charts', targetRevision: '1.24.2' },
      destination: { server: 'https://kubernetes.default.svc', namespace },
    },
  },
);
const ask = { 'sidecar.istio.io/inject': 'true' };

ruleCases(gatewayPodsInjected, {
  accepts: {
    'pods that ask': [place(), pods(ask)],
    'a namespace that asks': [meshed(namespace), pods()],
    'a namespace that nobody shows': [pods()],
    'the chart, whose pods ask': [place(), chart],
    'an image of its own': [
      place({ 'istio-injection': 'disabled' }),
      deployment({ namespace, container: { image: 'istio/proxyv2:1.24.2' } }),
    ],
  },
  refuses: {
    'a namespace that forbids it to a chart': {
      given: [place({ 'istio-injection': 'disabled' }), chart],
      says: 'the image is auto, and namespace "edge" has istio-injection: disabled',
    },
    'a namespace that forbids it to pods that ask': {
      given: [place({ 'istio-injection': 'disabled' }), pods(ask)],
      says: 'the image is auto, and namespace "edge" has istio-injection: disabled',
    },
    'nobody who asks': { given: [place(), pods()], says: 'the image is auto, and neither the pods nor namespace "edge" ask for injection' },
    'the network of the node': {
      given: [meshed(namespace), pods(ask, { hostNetwork: true })],
      says: 'the image is auto, and the pods use the network of their node',
    },
  },
});
