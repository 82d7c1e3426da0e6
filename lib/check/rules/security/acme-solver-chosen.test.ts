import { kube, ruleCases } from '../../testing.ts';
import { acmeSolverChosen } from './acme-solver-chosen.ts';

const issuer = (solvers: readonly object[], more: object = {}) =>
  kube(
    'cert-manager.io/v1/ClusterIssuer',
    { name: 'letsencrypt' },
    { spec: { acme: { server: 'https://acme.example.com', solvers, ...more } } },
  );
const certificate = (dnsNames: readonly string[], labels: Readonly<Record<string, string>> = {}) =>
  kube(
    'cert-manager.io/v1/Certificate',
    { name: 'web', namespace: 'shop', labels },
    { spec: { dnsNames, issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' } } },
  );
const ingress = (annotations: Readonly<Record<string, string>> = {}) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { name: 'web', namespace: 'shop', annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt', ...annotations } },
    { spec: { tls: [{ hosts: ['www.example.com'], secretName: 'web-tls' }] } },
  );
const dns = (selector?: object) => ({ dns01: { cloudflare: {} }, ...(selector === undefined ? {} : { selector }) });
const http = { http01: { ingress: { ingressClassName: 'nginx' } } };

ruleCases(acmeSolverChosen, {
  accepts: {
    'a solver for everything': [issuer([dns()]), certificate(['www.example.com', '*.example.com']), ingress()],
    'a zone, its apex and its hosts': [issuer([dns({ dnsZones: ['example.com'] })]), certificate(['example.com', 'www.example.com'])],
    'a zone in a zone': [issuer([dns({ dnsZones: ['example.com', 'shop.example.com'] })]), certificate(['a.shop.example.com'])],
    'a name of its own': [issuer([dns({ dnsNames: ['www.example.com'] })]), certificate(['www.example.com'])],
    'a label that the certificate has': [issuer([dns({ matchLabels: { by: 'dns' } })]), certificate(['www.example.com'], { by: 'dns' })],
    'a solver for the rest': [issuer([dns({ matchLabels: { by: 'dns' } }), http]), certificate(['www.example.com'])],
    'a name with a star, of which another rule tells': [issuer([dns({ dnsZones: ['example.org'] })]), certificate(['*.example.com'])],
    'an authority that asks for no proof': [issuer([], { externalAccountBinding: { keyID: 'a' } })],
    'a zone that is filled in': [issuer([dns({ dnsZones: ['${DOMAIN}'] })]), certificate(['www.example.com'])],
    'no ACME at all': [kube('cert-manager.io/v1/ClusterIssuer', { name: 'letsencrypt' }, { spec: { ca: { secretName: 'ca' } } })],
    'a class in the older field of both': [
      issuer([{ http01: { ingress: { class: 'nginx' } } }]),
      ingress({ 'acme.cert-manager.io/http01-ingress-class': 'nginx' }),
    ],
  },
  refuses: {
    'no solvers': { given: [issuer([])], says: 'it has no solvers' },
    'a zone with a star': {
      given: [issuer([dns({ dnsZones: ['*.example.com'] })]), certificate(['www.example.com'])],
      says: 'no solver takes www.example.com of Certificate web: dnsZones has *.example.com, and a zone has no star',
      fix: 'Write example.com.',
    },
    'a label that the certificate lacks': {
      given: [issuer([dns({ matchLabels: { by: 'dns' } })]), certificate(['www.example.com'])],
      says: 'no solver takes www.example.com of Certificate web: they ask for by=dns',
    },
    'a host of an Ingress in another zone': {
      given: [issuer([dns({ dnsZones: ['example.org'] })]), ingress()],
      says: 'no solver takes www.example.com of Ingress web',
    },
    'a class in the annotation, and the newer field': {
      given: [issuer([http]), ingress({ 'acme.cert-manager.io/http01-ingress-class': 'nginx' })],
      says: 'Ingress web has the annotation http01-ingress-class nginx, and the solver has ingressClassName',
    },
  },
});
