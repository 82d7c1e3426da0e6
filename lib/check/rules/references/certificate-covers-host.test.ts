import { kube, ruleCases } from '../../testing.ts';
import { certificateCoversHost } from './certificate-covers-host.ts';

const ingress = (host: string, hosts: readonly string[] = [host]) =>
  kube('networking.k8s.io/v1/Ingress', { namespace: 'shop' }, { spec: { tls: [{ hosts, secretName: 'tls' }], rules: [{ host }] } });
const certificate = (...dnsNames: readonly string[]) =>
  kube('cert-manager.io/v1/Certificate', { name: 'shop', namespace: 'shop' }, { spec: { secretName: 'tls', dnsNames } });
const gateway = (...hosts: readonly string[]) =>
  kube(
    'networking.istio.io/v1/Gateway',
    { namespace: 'web' },
    { spec: { servers: [{ hosts, tls: { mode: 'SIMPLE', credentialName: 'tls' } }] } },
  );

const listener = (hostname: string | undefined, ...names: readonly string[]) =>
  kube(
    'gateway.networking.k8s.io/v1/Gateway',
    { name: 'main', namespace: 'shop' },
    { spec: { listeners: [{ name: 'https', port: 443, hostname, tls: { certificateRefs: names.map((name) => ({ name })) } }] } },
  );
const route = (...hostnames: readonly string[]) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { namespace: 'web' },
    { spec: { parentRefs: [{ name: 'main', namespace: 'shop' }], hostnames } },
  );

ruleCases(certificateCoversHost, {
  accepts: {
    'its own name': [certificate('shop.example.org'), ingress('shop.example.org'), gateway('web/shop.example.org')],
    'a star': [certificate('*.example.org'), ingress('shop.example.org'), gateway('*.example.org')],
    'a certificate from elsewhere': [ingress('shop.example.org')],
    'one for all': [ingress('shop.example.org', [])],
    'the star of a listener': [certificate('*.example.org'), listener('*.example.org', 'tls'), route('a.b.example.com')],
    'hosts of routes, where the listener names none': [certificate('*.example.org'), listener(undefined, 'tls'), route('a.example.org')],
    'a second certificate that nobody shows': [certificate('*.example.com'), listener('*.example.org', 'tls', 'other')],
    'no encryption': [kube('networking.k8s.io/v1/Ingress', {}, { spec: { rules: [{ host: 'a.example.org' }] } })],
  },
  refuses: {
    'the name before': {
      given: [certificate('shop.example.com'), ingress('shop.example.org')],
      says: 'shop.example.org is shown the certificate of Secret tls, which is for shop.example.com',
      fix: 'Add shop.example.org to dnsNames of Certificate shop.',
    },
    'a star of one label less': {
      given: [certificate('*.example.org'), gateway('a.shop.example.org')],
      says: 'a.shop.example.org is shown the certificate of Secret tls, which is for *.example.org',
    },
    'a listener a level below the star': {
      given: [certificate('*.example.org'), listener('*.shop.example.org', 'tls')],
      says: '*.shop.example.org is shown the certificate of Secret tls, which is for *.example.org',
    },
    'a route under another domain': {
      given: [certificate('*.example.org'), listener(undefined, 'tls'), route('shop.example.com')],
      says: 'shop.example.com is shown the certificate of Secret tls, which is for *.example.org',
    },
    'a host that is not encrypted': {
      given: [ingress('shop.example.org', ['www.example.org'])],
      says: 'shop.example.org is not among the hosts of spec.tls: www.example.org',
    },
  },
});
