import { kube, ruleCases } from '../../testing.ts';
import { corsPreflightReaches } from './cors-preflight-reaches.ts';

const routes = (...http: readonly object[]) =>
  kube('networking.istio.io/v1/VirtualService', { name: 'web', namespace: 'shop' }, { spec: { http } });
const cors = { corsPolicy: { allowOrigins: [{ exact: 'https://www.example.com' }] } };
const header = { match: [{ uri: { prefix: '/api' }, headers: { 'x-canary': { exact: 'true' } } }] };
const rest = { route: [{ destination: { host: 'web' } }] };

ruleCases(corsPreflightReaches, {
  accepts: {
    'a policy for everything': [routes({ ...cors, ...rest })],
    'a policy for a path': [routes({ match: [{ uri: { prefix: '/api' } }], ...cors, ...rest })],
    'a policy of the canary and of the rest': [routes({ ...header, ...cors, ...rest }, { ...cors, ...rest })],
    'one of two matches that takes it': [routes({ match: [...header.match, { uri: { prefix: '/open' } }], ...cors, ...rest })],
    'OPTIONS that the program answers': [routes({ match: [{ method: { exact: 'OPTIONS' } }], ...rest }, { ...header, ...cors, ...rest })],
    'a header that browsers send': [routes({ match: [{ headers: { origin: { regex: '.*' } } }], ...cors, ...rest })],
    'methods with OPTIONS': [routes({ match: [{ method: { regex: 'GET|OPTIONS' } }], ...cors, ...rest })],
    'no policy': [routes({ ...header, ...rest }, rest)],
  },
  refuses: {
    'a policy of the canary alone': {
      given: [routes({ ...header, ...cors, ...rest }, rest)],
      says: 'the route is for header x-canary, and no preflight has that',
    },
    'a policy for GET': {
      given: [routes({ match: [{ method: { exact: 'GET' } }], ...cors, ...rest })],
      says: 'the route is for method GET, and no preflight has that',
    },
    'a policy for users with a cookie': {
      given: [routes({ match: [{ headers: { cookie: { regex: '.*user=.*' } } }], ...cors, ...rest })],
      says: 'the route is for header cookie, and no preflight has that',
    },
  },
});
