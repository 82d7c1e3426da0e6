import { kube, ruleCases, service } from '../../testing.ts';
import { referenceGranted } from './reference-granted.ts';

const route = (backend: object) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { namespace: 'infra' },
    { spec: { rules: [{ backendRefs: [{ name: 'web', port: 80, ...backend }] }] } },
  );
const gateway = (namespace: string) =>
  kube(
    'gateway.networking.k8s.io/v1/Gateway',
    { namespace: 'infra' },
    { spec: { listeners: [{ name: 'https', tls: { certificateRefs: [{ name: 'tls', namespace }] } }] } },
  );
const grant = (from: string, to: object) =>
  kube(
    'gateway.networking.k8s.io/v1beta1/ReferenceGrant',
    { namespace: 'blog' },
    { spec: { from: [{ group: 'gateway.networking.k8s.io', kind: from, namespace: 'infra' }], to: [to] } },
  );
const web = service({ namespace: 'blog', name: 'web' });

ruleCases(referenceGranted, {
  accepts: {
    'a Service of its own namespace': [route({}), web],
    'a grant for all Services': [route({ namespace: 'blog' }), web, grant('HTTPRoute', { group: '', kind: 'Service' })],
    'a grant for this Secret': [gateway('blog'), grant('Gateway', { group: '', kind: 'Secret', name: 'tls' })],
    'a certificate next to the gateway': [gateway('infra')],
  },
  refuses: {
    'a Service without a grant': {
      given: [route({ namespace: 'blog' }), web],
      says: 'nothing in "blog" lets HTTPRoutes of "infra" name Service web',
    },
    'a grant for gateways only': {
      given: [route({ namespace: 'blog' }), web, grant('Gateway', { group: '', kind: 'Service' })],
      says: 'nothing in "blog" lets HTTPRoutes of "infra" name Service web',
    },
    'a grant for another Secret': {
      given: [gateway('blog'), grant('Gateway', { group: '', kind: 'Secret', name: 'other' })],
      says: 'nothing in "blog" lets Gateways of "infra" name Secret tls',
    },
  },
});
