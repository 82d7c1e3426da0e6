import { kube, ruleCases } from '../../testing.ts';
import { gatewayRouteOnce } from './gateway-route-once.ts';

const route = (name: string, rules: readonly object[], hostnames: readonly string[] = ['a.example.com'], parent: object = {}) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { name, namespace: 'web' },
    { spec: { parentRefs: [{ name: 'main', namespace: 'gateway', ...parent }], hostnames, rules } },
  );
const to = (name: string, match?: object) => ({ ...(match === undefined ? {} : { matches: [match] }), backendRefs: [{ name, port: 80 }] });
const path = (value: string, type = 'PathPrefix') => ({ path: { type, value } });

ruleCases(gatewayRouteOnce, {
  accepts: {
    'two hosts': [route('a', [to('a')]), route('b', [to('b')], ['b.example.com'])],
    'two paths': [route('a', [to('a')]), route('b', [to('b', path('/api'))])],
    'one path for some headers': [route('a', [to('a')]), route('b', [to('b', { headers: [{ name: 'x-canary', value: '1' }] })])],
    'two listeners': [
      route('a', [to('a')], undefined, { sectionName: 'http' }),
      route('b', [to('b')], undefined, { sectionName: 'https' }),
    ],
    'a share of nothing beside all': [
      route('a', [
        {
          backendRefs: [
            { name: 'a', weight: 0 },
            { name: 'b', weight: 1 },
          ],
        },
      ]),
    ],
  },
  refuses: {
    'the same host and path': {
      given: [route('a', [to('a')]), route('b', [to('b', path('/'))])],
      says: 'HTTPRoute web/a takes a.example.com/ on the same Gateway, too',
    },
    'a share of nothing': {
      given: [route('a', [{ backendRefs: [{ name: 'a', weight: 0 }] }])],
      says: 'each of its backends has the weight 0',
    },
  },
});
