import { kube, ruleCases } from '../../testing.ts';
import { routeAttaches } from './route-attaches.ts';

const gateway = (...listeners: readonly object[]) =>
  kube('gateway.networking.k8s.io/v1/Gateway', { namespace: 'infra', name: 'public' }, { spec: { gatewayClassName: 'cilium', listeners } });
const https = { name: 'https', port: 443, protocol: 'HTTPS', hostname: '*.example.com', allowedRoutes: { namespaces: { from: 'All' } } };
const route = (parent: object, hostnames: readonly string[] = ['blog.example.com']) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { namespace: 'blog' },
    { spec: { parentRefs: [{ name: 'public', namespace: 'infra', ...parent }], hostnames } },
  );
const chosen = { ...https, allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { public: 'true' } } } } };
const namespace = (labels: Record<string, string>) => kube('v1/Namespace', { name: 'blog', labels });
const tlsRoute = kube(
  'gateway.networking.k8s.io/v1alpha2/TLSRoute',
  { namespace: 'blog' },
  { spec: { parentRefs: [{ name: 'public', namespace: 'infra' }], hostnames: ['vault.example.com'] } },
);

ruleCases(routeAttaches, {
  accepts: {
    'a listener by its name': [gateway(https), route({ sectionName: 'https' })],
    'a listener by its port': [gateway(https), route({ port: 443 })],
    'a listener without hosts': [gateway({ ...https, hostname: undefined }), route({})],
    'a namespace with the label': [gateway(chosen), namespace({ public: 'true' }), route({})],
    'a namespace of which nothing is known': [gateway(chosen), route({})],
    'the namespace by its own name': [
      gateway({
        ...https,
        allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'blog' } } } },
      }),
      namespace({}),
      route({}),
    ],
    'a gateway that the tree does not have': [route({ sectionName: 'https' })],
    'a route of a Service': [gateway({ ...https, allowedRoutes: undefined }), route({ kind: 'Service', group: '' })],
    'all hosts of a domain': [gateway({ ...https, hostname: 'blog.example.com' }), route({}, ['*.example.com'])],
    'a route of TLS on a listener that passes it through': [gateway({ ...https, protocol: 'TLS', tls: { mode: 'Passthrough' } }), tlsRoute],
    'a listener for some kinds': [
      gateway({ ...https, allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'HTTPRoute' }] } }),
      route({}),
    ],
  },
  refuses: {
    'a route of TLS on a listener for HTTPS': {
      given: [gateway(https), tlsRoute],
      says: 'no listener of Gateway public takes a TLSRoute: the protocol is HTTPS',
      fix: 'Add a listener of the protocol TLS.',
    },
    'a route of TLS where TLS ends': {
      given: [gateway({ ...https, protocol: 'TLS', tls: { mode: 'Terminate' } }), tlsRoute],
      says: 'the listener of Gateway public ends TLS (mode Terminate), and Cilium routes by TLSRoute what is passed through',
    },
    'a listener for other kinds': {
      given: [gateway({ ...https, allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] } }), route({})],
      says: 'no listener of Gateway public takes a HTTPRoute: the protocol is HTTPS, and allowedRoutes.kinds names others',
    },
    'a listener that is called otherwise': {
      given: [gateway({ ...https, name: 'websecure' }), route({ sectionName: 'https' })],
      says: 'Gateway public has no listener "https", it has websecure',
      fix: 'Name a listener of the Gateway.',
    },
    'a port without a listener': {
      given: [gateway(https), route({ port: 8443 })],
      says: 'Gateway public has no such listener at port 8443',
    },
    'a gateway for its own namespace': {
      given: [gateway({ ...https, allowedRoutes: undefined }), route({})],
      says: 'no listener of Gateway public takes routes of namespace "blog"',
    },
    'a namespace without the label': {
      given: [gateway(chosen), namespace({}), route({})],
      says: 'no listener of Gateway public takes routes of namespace "blog"',
    },
    'a host of another domain': {
      given: [gateway(https), route({}, ['blog.example.org'])],
      says: 'Gateway public serves *.example.com, none of blog.example.org',
    },
  },
});
