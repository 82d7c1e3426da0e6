import { kube, ruleCases } from '../../testing.ts';
import { rewriteKeepsPath } from './rewrite-keeps-path.ts';

const route = (uri: string, ...prefixes: readonly string[]): ReturnType<typeof kube> =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'web', namespace: 'shop' },
    { spec: { hosts: ['web'], http: [{ match: prefixes.map((prefix) => ({ uri: { prefix } })), rewrite: { uri } }] } },
  );

ruleCases(rewriteKeepsPath, {
  accepts: {
    'both with a slash': [route('/', '/api/auth/')],
    'both without': [route('/v2', '/v1')],
    everything: [route('/shop/', '/')],
    'both ways to write it': [route('/', '/api/', '/api')],
    'no rewrite': [
      kube('networking.istio.io/v1/VirtualService', { name: 'web' }, { spec: { http: [{ match: [{ uri: { prefix: '/api' } }] }] } }),
    ],
  },
  refuses: {
    'two slashes': { given: [route('/', '/api/auth')], says: '/api/auth/x becomes //x: /api/auth is replaced by /, letter by letter' },
    'a slash that is lost': {
      given: [route('/auth', '/api/auth/')],
      says: '/api/auth/x becomes /authx: /api/auth/ is replaced by /auth, letter by letter',
    },
  },
});
