import { deployment, kube, ruleCases } from '../../testing.ts';
import { authorizationSourceExists } from './authorization-source-exists.ts';

const namespace = 'blog';
const web = deployment({ namespace, pod: { serviceAccountName: 'web' } });
const policy = (...principals: string[]) =>
  kube(
    'security.istio.io/v1/AuthorizationPolicy',
    { namespace, name: 'web' },
    { spec: { rules: [{ from: [{ source: { principals } }] }] } },
  );

ruleCases(authorizationSourceExists, {
  accepts: {
    'the ServiceAccount of a pod': [web, policy('cluster.local/ns/blog/sa/web')],
    'one that a manifest makes': [web, kube('v1/ServiceAccount', { namespace, name: 'job' }), policy('cluster.local/ns/blog/sa/job')],
    'a wildcard': [web, policy('*/ns/blog/sa/*', '*')],
    'a namespace that is not in the tree': [web, policy('cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account')],
    'another trust domain': [web, policy('prod.example/ns/blog/sa/web')],
  },
  refuses: {
    'a namespace that was renamed': {
      given: [
        web,
        kube('v1/Namespace', { name: 'ingress-nginx' }),
        kube(
          'security.istio.io/v1/AuthorizationPolicy',
          { namespace, name: 'web' },
          { spec: { rules: [{ from: [{ source: { namespaces: ['ingress', 'monitoring'] } }] }] } },
        ),
      ],
      says: 'there is no namespace "ingress"',
      fix: 'Did you mean "ingress-nginx"?',
    },
    'a slip': {
      given: [web, policy('cluster.local/ns/blog/sa/wep')],
      says: 'principal cluster.local/ns/blog/sa/wep is the ServiceAccount of no pod in "blog", which uses web',
      fix: 'Did you mean "web"?',
    },
    'the scheme of the certificate': {
      given: [web, policy('spiffe://cluster.local/ns/blog/sa/web')],
      says: 'principal spiffe://cluster.local/ns/blog/sa/web begins with spiffe://',
      fix: 'Write cluster.local/ns/blog/sa/web.',
    },
    'the name alone': { given: [web, policy('web')], says: 'principal web is not of the form TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT' },
  },
});
