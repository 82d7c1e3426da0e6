import { kube, ruleCases } from '../../testing.ts';
import { routesReachable } from './routes-reachable.ts';

const routes = (...matches: (readonly object[] | undefined)[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace: 'blog' },
    { spec: { hosts: ['a'], http: matches.map((match) => ({ ...(match === undefined ? {} : { match }), route: [] })) } },
  );
const prefix = (value: string, more: object = {}) => ({ uri: { prefix: value }, ...more });

ruleCases(routesReachable, {
  accepts: {
    'the narrow route first': [routes([prefix('/api/v2')], [prefix('/api')], undefined)],
    'a header before the rest': [routes([{ headers: { 'x-canary': { exact: '1' } } }], undefined)],
    'a method that only the earlier one asks for': [routes([prefix('/api', { method: { exact: 'POST' } })], [prefix('/api')])],
    'different headers': [routes([{ headers: { a: { exact: '1' } } }], [{ headers: { b: { exact: '1' } } }])],
    'exact before prefix': [routes([{ uri: { exact: '/' } }], [prefix('/')])],
    'different gateways': [routes([prefix('/', { gateways: ['main'] })], [prefix('/', { gateways: ['mesh'] })])],
    'one regular expression and a prefix': [routes([{ uri: { regex: '/api/[0-9]+' } }], [prefix('/api')])],
    'an expression before a prefix of the same head': [routes([{ uri: { regex: '/chat/[^/]+/events' } }], [prefix('/chat')])],
    'expressions that may begin otherwise': [
      routes([prefix('/chats')], [{ uri: { regex: '/chats?/[0-9]+' } }]),
      routes([prefix('/chat')], [{ uri: { regex: '/chat/x|/events' } }]),
      routes([prefix('/chat')], [{ uri: { regex: '/[a-z]+/events' } }]),
    ],
    'without a header': [routes([{ withoutHeaders: { cookie: {} } }], undefined)],
    'different ports': [routes([{ port: 80 }], [{ port: 443 }])],
  },
  refuses: {
    'an expression below a prefix': {
      given: [routes([prefix('/api/v1/chat')], [{ uri: { regex: '/api/v1/chat/[^/]+/events' } }])],
      says: 'route http[1] is never reached: route http[0] stands before it and takes {"uri":{"prefix":"/api/v1/chat"}}',
    },
    'an expression with a dot that is one': {
      given: [routes([prefix('/files/a.b')], [{ uri: { regex: '^/files/a\\.b/.*' } }])],
      says: 'route http[1] is never reached: route http[0] stands before it and takes {"uri":{"prefix":"/files/a.b"}}',
    },
    'a catch-all first': {
      given: [routes(undefined, [prefix('/api')])],
      says: 'route http[1] is never reached: route http[0] stands before it and takes everything',
    },
    'the prefix / first': {
      given: [routes([prefix('/')], [prefix('/api')])],
      says: 'route http[1] is never reached: route http[0] stands before it and takes {"uri":{"prefix":"/"}}',
    },
    'a shorter prefix first': {
      given: [routes([prefix('/api')], [prefix('/api/v2')])],
      says: 'route http[1] is never reached: route http[0] stands before it and takes {"uri":{"prefix":"/api"}}',
    },
    'an exact path below a prefix': {
      given: [routes([prefix('/api')], [{ uri: { exact: '/api/login' } }])],
      says: 'route http[1] is never reached: route http[0] stands before it and takes {"uri":{"prefix":"/api"}}',
    },
    'the same match twice': {
      given: [routes([{ headers: { a: { exact: '1' } } }], [{ headers: { a: { exact: '1' } } }], undefined)],
      says: 'route http[1] is never reached: route http[0] stands before it and takes {"headers":{"a":{"exact":"1"}}}',
    },
    'one of two matches': {
      given: [routes([prefix('/api')], [prefix('/api/v2'), prefix('/web')])],
      says: 'match {"uri":{"prefix":"/api/v2"}} of route http[1] is never reached: route http[0] takes {"uri":{"prefix":"/api"}} before it',
    },
    'two routes without a match': {
      given: [routes(undefined, undefined)],
      says: 'route http[1] is never reached: route http[0] stands before it and takes everything',
    },
  },
});
