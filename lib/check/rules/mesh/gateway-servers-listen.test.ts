import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { gatewayServersListen } from './gateway-servers-listen.ts';

const gateway = (name: string, ...servers: object[]) =>
  kube('networking.istio.io/v1/Gateway', { name, namespace: name }, { spec: { selector: { istio: 'ingressgateway' }, servers } });
const http = (host = '*.example.com', more: object = {}) => ({ port: { number: 80, protocol: 'HTTP' }, hosts: [host], ...more });
const https = (tls?: object, host = '*.example.com') => ({
  port: { number: 443, protocol: 'HTTPS' },
  hosts: [host],
  ...(tls === undefined ? {} : { tls }),
});

const labels = { istio: 'ingressgateway' };
const proxy = [
  deployment({ name: 'gateway', namespace: 'istio-system', labels }),
  service({ name: 'gateway', namespace: 'istio-system', selector: labels, ports: [{ name: 'http2', port: 80, targetPort: 8080 }] }),
];
const on = (number: number) => gateway('main', { port: { number, protocol: 'HTTP' }, hosts: ['*'] });

const chart = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'gateway' },
    {
      spec: {
        source: { chart: 'gateway', helm: { releaseName: 'istio-ingressgateway', valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'istio-ingress' },
      },
    },
  );

ruleCases(gatewayServersListen, {
  accepts: {
    'a port of the chart': [chart({ service: { type: 'NodePort' } }), on(80)],
    'a port of its values': [chart({ service: { ports: [{ name: 'tcp', port: 9000 }] } }), on(9000)],
    'a chart without a Service': [chart({ service: { type: 'None' } }), on(9000)],
    'a redirect and a certificate': [
      gateway('main', http(undefined, { tls: { httpsRedirect: true } }), https({ mode: 'SIMPLE', credentialName: 'tls' })),
    ],
    'a port of the Service, and one of its pods': [...proxy, on(80), on(8080)],
    'TLS that is passed on': [gateway('main', https({ mode: 'PASSTHROUGH' }))],
    'mutual TLS of the mesh': [gateway('main', https({ mode: 'ISTIO_MUTUAL' }))],
    'two Gateways with hosts of their own': [gateway('one', http('a.example.com')), gateway('two', http('b.example.com'))],
    'two Gateways for routes of two namespaces': [gateway('one', http('one/*')), gateway('two', http('two/*'))],
  },
  refuses: {
    'a redirect to where nobody listens': {
      given: [
        gateway('main', http('shop.example.com', { tls: { httpsRedirect: true } }), https({ mode: 'PASSTHROUGH' }, 'other.example.com')),
      ],
      says: 'the server on port 80 redirects shop.example.com to HTTPS, and no Gateway of these pods ends TLS for them',
    },
    'a port that the values of the chart leave out': {
      given: [chart({ service: { ports: [{ name: 'https', port: 443 }] } }), on(80)],
      says: 'port 80 is none of Service istio-ingressgateway, which has 443',
    },
    'HTTPS without settings': { given: [gateway('main', https())], says: 'the server on port 443 speaks HTTPS and has no tls settings' },
    'HTTPS without a certificate': {
      given: [gateway('main', https({ mode: 'SIMPLE' }))],
      says: 'the server on port 443 ends TLS (SIMPLE) without a certificate',
    },
    'HTTPS with an empty name of a certificate': {
      given: [gateway('main', https({ mode: 'SIMPLE', credentialName: '' }))],
      says: 'the server on port 443 ends TLS (SIMPLE) without a certificate',
    },
    'a certificate on plain HTTP': {
      given: [gateway('main', http('*', { tls: { mode: 'SIMPLE', credentialName: 'tls' } }))],
      says: 'the server on port 80 has a certificate and speaks plain HTTP',
    },
    'a port that no Service leads to': { given: [...proxy, on(8443)], says: 'port 8443 is none of Service gateway, which has 80, 8080' },
    'a redirect to itself': {
      given: [gateway('main', https({ mode: 'SIMPLE', credentialName: 'tls', httpsRedirect: true }))],
      says: 'the server on port 443 speaks HTTPS and redirects to HTTPS',
    },
    'one host of two Gateways': {
      given: [gateway('one', http('*')), gateway('two', http('*/*'))],
      says: ['Gateway two/two takes * on port 80 of the same pods', 'Gateway one/one takes */* on port 80 of the same pods'],
    },
  },
});
