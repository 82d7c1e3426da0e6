import { kube, ruleCases } from '../../testing.ts';
import { acmeSolverWorks } from './acme-solver-works.ts';

const issuer = (...solvers: readonly object[]) =>
  kube('cert-manager.io/v1/ClusterIssuer', { name: 'letsencrypt' }, { spec: { acme: { server: 'https://acme.example.com', solvers } } });
const certificate = (...dnsNames: readonly string[]) =>
  kube(
    'cert-manager.io/v1/Certificate',
    { name: 'web', namespace: 'edge' },
    { spec: { dnsNames, issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' } } },
  );
const http = (ingressClassName: string, more: object = {}) => ({ http01: { ingress: { ingressClassName } }, ...more });
const dns = (more: object = {}) => ({ dns01: { cloudflare: {} }, ...more });
const gateway = kube('networking.istio.io/v1/Gateway', { name: 'edge', namespace: 'edge' });
const nginx = kube('networking.k8s.io/v1/IngressClass', { name: 'nginx' });

ruleCases(acmeSolverWorks, {
  accepts: {
    'a star by DNS': [issuer(http('nginx', { selector: { dnsNames: ['www.example.com'] } }), dns()), certificate('*.example.com')],
    'a zone by DNS': [issuer(http('nginx'), dns({ selector: { dnsZones: ['example.com'] } })), certificate('*.shop.example.com')],
    'plain hosts by HTTP': [issuer(http('nginx')), certificate('www.example.com')],
    'a class that is served': [issuer(http('nginx')), nginx, gateway],
    'a class that the mesh serves': [issuer(http('istio')), gateway],
    'challenges through a gateway': [issuer({ http01: { gatewayHTTPRoute: {} } }), gateway],
    "an issuer of one's own": [
      kube('cert-manager.io/v1/ClusterIssuer', { name: 'letsencrypt' }, { spec: { ca: {} } }),
      certificate('*.example.com'),
    ],
  },
  refuses: {
    'a star by HTTP': {
      given: [issuer(http('traefik')), certificate('example.com', '*.example.com')],
      says: 'Certificate web asks for *.example.com, and no solver for it is one by DNS (dns01)',
    },
    'a star beside the zone': {
      given: [issuer(http('nginx'), dns({ selector: { dnsZones: ['example.org'] } })), certificate('*.example.com')],
      says: 'Certificate web asks for *.example.com, and no solver for it is one by DNS (dns01)',
    },
    'a class that went away': {
      given: [issuer(http('nginx')), gateway, certificate('www.example.com')],
      says: 'challenges go through an Ingress of class nginx, and nothing in the tree serves it: the hosts come in by gateways',
    },
  },
});
