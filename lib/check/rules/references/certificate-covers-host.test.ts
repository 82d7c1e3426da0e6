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

ruleCases(certificateCoversHost, {
  accepts: {
    'its own name': [certificate('shop.example.org'), ingress('shop.example.org'), gateway('web/shop.example.org')],
    'a star': [certificate('*.example.org'), ingress('shop.example.org'), gateway('*.example.org')],
    'a certificate from elsewhere': [ingress('shop.example.org')],
    'one for all': [ingress('shop.example.org', [])],
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
    'a host that is not encrypted': {
      given: [ingress('shop.example.org', ['www.example.org'])],
      says: 'shop.example.org is not among the hosts of spec.tls: www.example.org',
    },
  },
});
