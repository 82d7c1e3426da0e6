import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { ciliumHttpMatches } from './cilium-http-matches.ts';

const policy = (...http: readonly object[]) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'api', namespace: 'app' },
    { spec: { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http } }] }] } },
  );

const calls = (name: string, http: readonly object[]) => [
  deployment({ name: 'orders', namespace: 'app', labels: { app: 'orders' } }),
  service({ name: 'orders', namespace: 'app', selector: { app: 'orders' }, ports: [{ name, port: 9083 }] }),
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'orders', namespace: 'app' },
    {
      spec: {
        endpointSelector: { matchLabels: { app: 'orders' } },
        ingress: [{ toPorts: [{ ports: [{ port: '9083', protocol: 'TCP' }], rules: { http } }] }],
      },
    },
  ),
];

ruleCases(ciliumHttpMatches, {
  accepts: {
    'calls of gRPC that are let through': calls('grpc-web', [{ method: 'GET', path: '/health' }, { method: 'POST' }]),
    'rules without methods on a port of gRPC': calls('grpc', [{ path: '/shop.Orders/.*' }]),
    'one page of a port of HTTP': calls('http', [{ method: 'GET', path: '/health' }]),
    'no policy about HTTP': [policy({})],
    'expressions that whole requests fit': [
      policy(
        { method: 'GET', path: '/public$' },
        { method: 'GET|POST', path: '/api/.*' },
        { path: '/api/[0-9]+(/.*)?' },
        { path: '.*\\.css' },
        { host: '.*\\.example\\.com', method: '(GET|HEAD)' },
        { path: '^/v[12]/.*' },
      ),
    ],
    'values that are filled in': [policy({ path: '${PREFIX}/*' })],
  },
  refuses: {
    'a port of gRPC that lets one page through': {
      given: calls('grpc-web', [{ method: 'GET', path: '/health' }]),
      says: 'port 9083 of Service orders speaks grpc-web, and the rules let GET through',
    },
    'a pattern of a shell': {
      given: [policy({ method: 'GET', path: '/api/*' })],
      says: 'the path /api/* is a regular expression, in which /* is any number of slashes',
      fix: 'Write /api/.*.',
    },
    'a pattern for all folders': {
      given: [policy({ path: '/api/**' })],
      says: 'the path /api/** is no regular expression',
      fix: 'Write /api/.*.',
    },
    'a method in small letters': { given: [policy({ method: 'get', path: '/' })], says: 'the method is get, and requests say GET' },
    'a path without its slash': {
      given: [policy({ path: 'healthz' })],
      says: 'the path healthz has no slash at its beginning, and every path has',
      fix: 'Write /healthz.',
    },
    'a star for a host': {
      given: [policy({ host: '*.example.com' })],
      says: 'the host *.example.com is no regular expression',
      fix: 'Write .*\\.example\\.com.',
    },
  },
});
