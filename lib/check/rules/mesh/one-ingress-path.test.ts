import { kube, ruleCases } from '../../testing.ts';
import { oneIngressPath } from './one-ingress-path.ts';

const gateway = kube('networking.istio.io/v1/Gateway', { namespace: 'blog-system', name: 'blog-gateway' });
const ingress = kube('networking.k8s.io/v1/Ingress', { namespace: 'blog-system' });

ruleCases(oneIngressPath, {
  accepts: { 'an Ingress without a gateway': [ingress], 'a gateway without an Ingress': [gateway] },
  refuses: {
    both: { given: [gateway, ingress], says: 'an Ingress stands beside the Istio Gateway blog-system/blog-gateway' },
    'a gateway of a chart': {
      given: [kube('networking.k8s.io/v1/IngressClass', {})],
      provided: [gateway],
      says: 'an IngressClass stands beside the Istio Gateway blog-system/blog-gateway',
    },
  },
});
