import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { tokenKeysReachable } from './token-keys-reachable.ts';

const namespace = 'shop';
const strict = kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace }, { spec: { mtls: { mode: 'STRICT' } } });
const login = [
  deployment({ name: 'login', namespace, labels: { app: 'login' } }),
  service({ name: 'login', namespace, selector: { app: 'login' } }),
];
const tokens = (rule: object) =>
  kube('security.istio.io/v1/RequestAuthentication', { name: 'jwt', namespace }, { spec: { jwtRules: [{ issuer: 'shop', ...rule }] } });
const uri = { jwksUri: 'http://login.shop.svc.cluster.local/keys' };
const istiod = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istiod' },
  { spec: { source: { chart: 'istiod', helm: { valuesObject: { pilot: { env: { PILOT_JWT_ENABLE_REMOTE_JWKS: 'envoy' } } } } } } },
);

ruleCases(tokenKeysReachable, {
  accepts: {
    'keys outside': [meshed(namespace), strict, ...login, tokens({ jwksUri: 'https://login.example.org/keys' })],
    'keys that are written out': [meshed(namespace), strict, ...login, tokens({ jwks: '{"keys": []}' })],
    'a login that takes plain text': [meshed(namespace), ...login, tokens(uri)],
    'a login without a sidecar': [strict, ...login, tokens(uri)],
    'a short name beside istiod': [
      service({ name: 'login', namespace: 'istio-system', selector: { app: 'login' } }),
      ...login,
      tokens({ jwksUri: 'http://login/keys' }),
    ],
    'a short name that nothing shows': [tokens({ jwksUri: 'http://login/keys' })],
    'proxies that fetch them': [meshed(namespace), strict, ...login, istiod, tokens(uri)],
  },
  refuses: {
    'a short name': {
      given: [...login, tokens({ jwksUri: 'http://login:8080/keys' })],
      says: 'istiod looks for login in istio-system, and the Service is in "shop"',
      fix: 'Write login.shop.svc.cluster.local.',
    },
    'a login that demands mTLS': {
      given: [meshed(namespace), strict, ...login, tokens(uri)],
      says: 'istiod fetches http://login.shop.svc.cluster.local without a certificate, and PeerAuthentication default demands mTLS (STRICT) of Deployment login',
    },
  },
});
