import { kube, ruleCases } from '../../testing.ts';
import { istioApiServed } from './istio-api-served.ts';

const istiod = (targetRevision: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example.org', chart: 'istiod', targetRevision },
        destination: { namespace: 'istio-system' },
      },
    },
  );
const route = (version: string) => kube(`networking.istio.io/${version}/VirtualService`, { namespace: 'shop' });

ruleCases(istioApiServed, {
  accepts: {
    'a version that is served': [istiod('1.20.1'), route('v1beta1')],
    'version 1 where it is': [istiod('1.22.0'), route('v1')],
    'policies whose version 1 is older': [istiod('1.20.1'), kube('security.istio.io/v1/AuthorizationPolicy', { namespace: 'shop' })],
    'an Istio that nobody tells': [route('v1'), istiod('1.20.*')],
    'a chart of another that is called base': [
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'base' },
        { spec: { source: { chart: 'base', targetRevision: '1.2.0' }, destination: { namespace: 'shop' } } },
      ),
      route('v1'),
    ],
  },
  refuses: {
    'a version that came later': {
      given: [istiod('1.20.1'), route('v1')],
      says: 'VirtualService of networking.istio.io/v1 came with Istio 1.22, and the tree installs 1.20',
      fix: 'Write networking.istio.io/v1beta1, or install Istio 1.22 first.',
    },
  },
});
