import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { authorizationPathsArrive } from './authorization-paths-arrive.ts';

const shop = [
  deployment({ name: 'login', namespace: 'shop', labels: { app: 'login' } }),
  service({ name: 'login', namespace: 'shop', selector: { app: 'login' } }),
];
const allows = (...paths: readonly string[]) =>
  kube(
    'security.istio.io/v1/AuthorizationPolicy',
    { name: 'login', namespace: 'shop' },
    { spec: { selector: { matchLabels: { app: 'login' } }, rules: [{ to: [{ operation: { paths } }] }] } },
  );
const route = (uri: object | undefined, more: object = {}) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'api', namespace: 'shop' },
    {
      spec: {
        hosts: ['*'],
        gateways: ['shop'],
        http: [{ ...(uri === undefined ? {} : { match: [{ uri }] }), ...more, route: [{ destination: { host: 'login' } }] }],
      },
    },
  );

ruleCases(authorizationPathsArrive, {
  accepts: {
    'the path as it arrives': [...shop, route({ prefix: '/api/auth' }), allows('/api/auth/login')],
    'a route that rewrites': [...shop, route({ prefix: '/api/auth' }, { rewrite: { uri: '/auth' } }), allows('/auth/login')],
    'a route for every path': [...shop, route(undefined), allows('/auth/login')],
    'an expression': [...shop, route({ regex: '/(api/)?auth.*' }), allows('/auth/login')],
    'a path of callers in the mesh': [...shop, route({ prefix: '/api/auth' }), allows('/health', '/internal/keys')],
    'an end that fits': [...shop, route({ prefix: '/api/auth' }), allows('*/login')],
    'a second route without the beginning': [
      ...shop,
      route({ prefix: '/api/auth' }),
      { ...route({ prefix: '/auth' }), metadata: { name: 'old', namespace: 'shop' } },
      allows('/auth/login'),
    ],
  },
  refuses: {
    'a path without the beginning of the route': {
      given: [...shop, route({ prefix: '/api/auth' }), allows('/auth/login', '/auth/register', '/health')],
      says: '/auth/login, /auth/register: what VirtualService api hands on begins with /api/auth',
      fix: 'Write /api/auth/login, or let the route rewrite /api/auth.',
    },
    'a beginning with a star': {
      given: [...shop, route({ prefix: '/v1/shop/auth/' }), allows('/auth/*')],
      says: '/auth/*: what VirtualService api hands on begins with /v1/shop/auth/',
      fix: 'Write /v1/shop/auth/*, or let the route rewrite /v1/shop/auth/.',
    },
  },
});
