import { kube, ruleCases } from '../../testing.ts';
import { routeMatchesWritten } from './route-matches-written.ts';

const route = (match: object) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'web', namespace: 'shop' },
    { spec: { hosts: ['web'], http: [{ match: [match], route: [{ destination: { host: 'web' } }] }] } },
  );

ruleCases(routeMatchesWritten, {
  accepts: {
    'plain paths': [route({ uri: { prefix: '/api/v1.2' } }), route({ uri: { exact: '/robots.txt' } })],
    'an expression': [route({ uri: { regex: '^/users/[0-9]+(/.*)?$' } }), route({ uri: { regex: '(?i)/api/.*' } })],
    'a star in a header': [route({ headers: { accept: { exact: '*/*' } } })],
    'no match': [route({})],
  },
  refuses: {
    'an expression in a prefix': {
      given: [route({ uri: { prefix: '/api/.*' } })],
      says: 'prefix is /api/.*, and .* is compared letter by letter',
      fix: 'Write prefix: /api/, or regex.',
    },
    'a star in a whole path': {
      given: [route({ uri: { exact: '/api/*' } })],
      says: 'exact is /api/*, and * is compared letter by letter',
      fix: 'Write prefix: /api/, or regex.',
    },
    'a look ahead': {
      given: [route({ uri: { regex: '/api/(?!internal).*' } })],
      says: '/api/(?!internal).* has (?!, which RE2 does not know',
    },
    'a look back in a header': {
      given: [route({ headers: { cookie: { regex: '^(.*?;)?(?<=user=)admin$' } } })],
      says: '^(.*?;)?(?<=user=)admin$ has (?<=, which RE2 does not know',
    },
  },
});
