import { kube, ruleCases } from '../../testing.ts';
import { redirectEnds } from './redirect-ends.ts';

const routes = (...http: object[]) =>
  kube('networking.istio.io/v1/VirtualService', { namespace: 'blog' }, { spec: { hosts: ['a.example.com'], gateways: ['main'], http } });
const gateway = (...protocols: string[]) =>
  kube(
    'networking.istio.io/v1/Gateway',
    { name: 'main', namespace: 'blog' },
    { spec: { servers: protocols.map((protocol) => ({ port: { number: 1, protocol }, hosts: ['*'], tls: { mode: 'SIMPLE' } })) } },
  );
const listeners = (...names: string[]) =>
  kube(
    'gateway.networking.k8s.io/v1/Gateway',
    { name: 'main', namespace: 'gateway' },
    { spec: { listeners: names.map((name) => ({ name, port: name === 'http' ? 80 : 443, protocol: name.toUpperCase() })) } },
  );
const httpRoute = (parent: object, requestRedirect: object = { scheme: 'https', statusCode: 301 }, hostnames = ['a.example.com']) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { namespace: 'gateway' },
    {
      spec: { parentRefs: [{ name: 'main', ...parent }], hostnames, rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect }] }] },
    },
  );
const toHttps = { redirect: { scheme: 'https' } };

ruleCases(redirectEnds, {
  accepts: {
    'from plain HTTP alone': [gateway('HTTP', 'HTTPS'), routes({ match: [{ scheme: { exact: 'http' } }], ...toHttps }, { route: [] })],
    'from port 80': [gateway('HTTP', 'HTTPS'), routes({ match: [{ port: 80 }], ...toHttps })],
    'to HTTPS that somebody else ends': [gateway('HTTP'), routes(toHttps)],
    'to another host': [gateway('HTTP', 'HTTPS'), routes({ redirect: { authority: 'b.example.com' } })],
    'to another path': [gateway('HTTP'), routes({ match: [{ uri: { exact: '/' } }], redirect: { uri: '/app/' } })],
    'a route on the listener for plain HTTP': [listeners('http', 'https'), httpRoute({ sectionName: 'http' })],
    'a route on port 80': [listeners('http', 'https'), httpRoute({ port: 80 })],
    'a Gateway without TLS, and one that nobody shows': [listeners('http'), httpRoute({}), httpRoute({ name: 'other' })],
    'a redirect to another host': [listeners('http', 'https'), httpRoute({}, { scheme: 'https', hostname: 'b.example.com' })],
    'one code for one path': [
      gateway('HTTP'),
      routes({ match: [{ uri: { exact: '/old' } }], redirect: { redirectCode: 301, uri: '/new' } }),
    ],
  },
  refuses: {
    'a route on both listeners': {
      given: [listeners('http', 'https'), httpRoute({})],
      says: 'the redirect to https hangs on the listener https of Gateway gateway/main, too, which serves https already',
      fix: 'Name the listener for plain HTTP in sectionName.',
    },
    'HTTPS to HTTPS': {
      given: [gateway('HTTP', 'HTTPS'), routes(toHttps)],
      says: 'the redirect to https is taken by the same route again',
    },
    'a host to itself': {
      given: [gateway('HTTP'), routes({ redirect: { authority: 'a.example.com' } })],
      says: 'the redirect to a.example.com is taken by the same route again',
      fix: 'Redirect to another host, or match only the host that is to be left (match authority).',
    },
    'a path below its own prefix': {
      given: [gateway('HTTP'), routes({ match: [{ uri: { prefix: '/' } }], redirect: { uri: '/app/' } })],
      says: 'the redirect to /app/ is taken by the same route again',
    },
  },
});
