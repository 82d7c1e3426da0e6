import { kube, ruleCases } from '../../testing.ts';
import { acmeGatewayAdmits } from './acme-gateway-admits.ts';

const issuer = (parent: object) =>
  kube(
    'cert-manager.io/v1/ClusterIssuer',
    { name: 'letsencrypt' },
    { spec: { acme: { solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [{ name: 'main', ...parent }] } } }] } } },
  );
const certificate = kube(
  'cert-manager.io/v1/Certificate',
  { name: 'web', namespace: 'shop' },
  { spec: { dnsNames: ['www.example.com'], issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' } } },
);
const gateway = (...listeners: readonly object[]) =>
  kube('gateway.networking.k8s.io/v1/Gateway', { name: 'main', namespace: 'edge' }, { spec: { gatewayClassName: 'cilium', listeners } });
const manager = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'cert-manager', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.jetstack.io', chart: 'cert-manager', targetRevision: 'v1.19.1', helm: { valuesObject } },
        destination: { namespace: 'cert-manager' },
      },
    },
  );
const http = { name: 'http', port: 80, protocol: 'HTTP' };
const https = { name: 'https', port: 443, protocol: 'HTTPS', allowedRoutes: { namespaces: { from: 'All' } } };
const all = { allowedRoutes: { namespaces: { from: 'All' } } };

ruleCases(acmeGatewayAdmits, {
  accepts: {
    'a listener for all namespaces': [issuer({ namespace: 'edge' }), gateway({ ...http, ...all }, https), certificate],
    'a certificate beside the Gateway': [
      issuer({ namespace: 'edge' }),
      gateway(http, https),
      { ...certificate, metadata: { name: 'web', namespace: 'edge' } },
    ],
    'a Gateway of each namespace': [issuer({}), gateway(http), certificate],
    'a Gateway that is not shown': [issuer({ namespace: 'edge' }), certificate],
    'a cert-manager that looks at Gateways': [
      manager({ crds: { enabled: true }, config: { enableGatewayAPI: true } }),
      issuer({ namespace: 'edge' }),
      gateway({ ...http, ...all }),
    ],
    'nobody who asks': [issuer({ namespace: 'edge' }), gateway(http)],
  },
  refuses: {
    'a cert-manager that does not look at Gateways': {
      given: [manager({ crds: { enabled: true } }), issuer({ namespace: 'edge' }), gateway({ ...http, ...all })],
      says: 'the solver makes routes of the Gateway API, and the values of cert-manager do not switch Gateways on',
    },
    'a listener for its own namespace': {
      given: [issuer({ namespace: 'edge', sectionName: 'http' }), gateway(http, https), certificate],
      says: 'listener http of Gateway main takes no routes of namespace "shop", in which Certificate web asks',
    },
    'a Gateway without plain HTTP': {
      given: [issuer({ namespace: 'edge' }), gateway(https), certificate],
      says: 'Gateway main has no listener for plain HTTP on port 80',
    },
    'a listener of another name': {
      given: [issuer({ namespace: 'edge', sectionName: 'web' }), gateway({ ...http, ...all }), certificate],
      says: 'Gateway main has no listener "web", it has http',
    },
  },
});
