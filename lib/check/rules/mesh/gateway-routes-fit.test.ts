import { kube, ruleCases } from '../../testing.ts';
import { gatewayRoutesFit } from './gateway-routes-fit.ts';

const gateway = (...servers: readonly object[]) =>
  kube(
    'networking.istio.io/v1/Gateway',
    { name: 'edge', namespace: 'istio-system' },
    { spec: { selector: { istio: 'ingressgateway' }, servers } },
  );
const server = (number: number, protocol: string, tls?: object, host = '*.example.com') => ({
  port: { number, protocol, name: `p-${number}` },
  hosts: [host],
  ...(tls === undefined ? {} : { tls }),
});
const route = (kind: 'http' | 'tls' | 'tcp', host = 'cd.example.com') =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'cd', namespace: 'argocd' },
    { spec: { hosts: [host], gateways: ['istio-system/edge'], [kind]: [{ route: [{ destination: { host: 'cd' } }] }] } },
  );
const through = { mode: 'PASSTHROUGH' };
const simple = { mode: 'SIMPLE', credentialName: 'cert' };

ruleCases(gatewayRoutesFit, {
  accepts: {
    'requests on both ports': [gateway(server(80, 'HTTP'), server(443, 'HTTPS', simple)), route('http')],
    'TLS passed through': [gateway(server(80, 'HTTP'), server(443, 'TLS', through)), route('tls')],
    'requests of one, TLS of another on one port': [
      gateway(server(443, 'HTTPS', simple, '*.example.com'), server(443, 'TLS', through, 'cd.example.com')),
      route('tls'),
    ],
    bytes: [gateway(server(5432, 'TCP')), route('tcp')],
    'TLS that ends, and bytes behind it': [gateway(server(5432, 'TLS', simple)), route('tcp')],
    'a way between clusters': [gateway(server(15443, 'TLS', { mode: 'AUTO_PASSTHROUGH' })), route('http')],
    'a redirect only': [gateway(server(80, 'HTTP', { httpsRedirect: true }), server(443, 'TLS', through)), route('tls')],
    'no route yet': [gateway(server(443, 'TLS', through))],
    'requests beside bytes': [gateway(server(80, 'HTTP'), server(5432, 'TCP')), route('http')],
  },
  refuses: {
    'requests where TLS is passed through': {
      given: [gateway(server(80, 'HTTP'), server(443, 'TLS', through, 'cd.example.com')), route('http')],
      says: 'the server passes TLS through on port 443, and VirtualService argocd/cd has routes for http, none for tls',
    },
    'names of TLS where requests are read': {
      given: [gateway(server(443, 'HTTPS', simple)), route('tls')],
      says: 'the server ends TLS and reads requests on port 443, and VirtualService argocd/cd has routes for tls, none for http',
    },
    'requests where nobody reads': {
      given: [gateway(server(9000, 'TCP')), route('http')],
      says: 'the server hands on TCP without reading it on port 9000, and VirtualService argocd/cd has routes for http, none for tcp',
    },
  },
});
